import type { Random } from '../../simulate/random.ts'
import { awayFrom, metresBetween, type Point } from './plain.ts'

/** Somewhere a person can stay. */
export interface Place extends Point {
  readonly indoors: boolean
  /** In [-1, 1]: which way the paths from here are bent. */
  readonly lean: number
}

/** A place people come back to, with the spots outside that go with it. */
export interface Address extends Place {
  readonly doorstep: Place
  readonly busStop: Place
}

interface Disc extends Point {
  readonly radiusMetres: number
}

/** A plain with hamlets and no streets: everything is where chance put it. */
export interface Settlement {
  readonly dwellings: readonly Address[]
  readonly workplaces: readonly Address[]
  /** Shops, cafés, pubs, gyms. */
  readonly venues: readonly Address[]
  readonly parks: readonly Address[]
  /** Bridges, underpasses, stations: where long ways meet. */
  readonly crossings: readonly Place[]
  /** High buildings stand here. */
  readonly canyons: readonly Disc[]
}

const HALF_WIDTH_METRES = 4800

export function settle(random: Random): Settlement {
  const anywhere = (): Point => ({
    x: random.between(-HALF_WIDTH_METRES, HALF_WIDTH_METRES),
    y: random.between(-HALF_WIDTH_METRES, HALF_WIDTH_METRES),
  })
  const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)
  const hamlets = times(10, () => ({ ...anywhere(), spreadMetres: random.between(150, 400) }))
  const sizes = hamlets.map(() => random.lognormal(1, 0.8))
  const inHamlet = (tightness: number): Point => {
    const { x, y, spreadMetres } = hamlets[random.weighted(sizes)] ?? random.pick(hamlets)
    const spread = tightness * spreadMetres
    return { x: x + spread * random.gaussian(), y: y + spread * random.gaussian() }
  }
  return {
    dwellings: times(2500, () => address(inHamlet(1), true, random)),
    workplaces: times(40, () => address(inHamlet(1.3), true, random)),
    venues: times(70, () => address(inHamlet(0.5), true, random)),
    parks: times(25, () => address(inHamlet(1.2), false, random)),
    crossings: times(14, () => outdoors(anywhere(), random)),
    canyons: times(9, () => ({ ...inHamlet(0.3), radiusMetres: random.between(120, 380) })),
  }
}

export function outdoors(at: Point, random: Random): Place {
  return { x: at.x, y: at.y, indoors: false, lean: random.between(-1, 1) }
}

function address(at: Point, indoors: boolean, random: Random): Address {
  return {
    x: at.x,
    y: at.y,
    indoors,
    lean: random.between(-1, 1),
    doorstep: outdoors(awayFrom(at, random.between(5, 40), random), random),
    busStop: outdoors(awayFrom(at, random.between(60, 400), random), random),
  }
}

export function inCanyon(settlement: Settlement, at: Point): boolean {
  return settlement.canyons.some((disc) => metresBetween(disc, at) < disc.radiusMetres)
}
