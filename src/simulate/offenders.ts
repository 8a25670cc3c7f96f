import type { Instant, Interval } from '../domain/interval.ts'
import type { Fitting } from './fittings.ts'
import type { Place } from './places.ts'
import type { Point } from './plane.ts'
import type { Random } from './random.ts'
import { leavesTimeForVisit } from './routines.ts'
import type { Address } from './streets.ts'
import { surroundings } from './surroundings.ts'
import type { TownMap } from './town-map.ts'
import type { Truth } from './truth.ts'
import { MINUTE, SECOND } from './uk-clock.ts'
import type { Wearer } from './wearers.ts'

/** Somebody who wears a tag, and where they offended. */
export interface Offence {
  readonly wearer: Wearer
  readonly scene: Address
}

const ATTEMPTS = 30
/** How often the scene is close to somewhere the offender goes anyway. */
const CLOSE_TO_A_HAUNT = 0.45
const FARTHEST_METRES = 4000
/** How often the offender sees to it that the tag hears nothing. */
const SHIELDED = 0.07

/** Finds wearers who could offend, and leads their trails to the scenes. */
export class Offenders {
  readonly #map: TownMap
  readonly #truth: Truth
  readonly #fittings: readonly Fitting[]
  readonly #shielded = new Map<Wearer, Interval[]>()

  constructor(map: TownMap, truth: Truth, fittings: readonly Fitting[]) {
    this.#map = map
    this.#truth = truth
    this.#fittings = fittings
  }

  /** Some wearer whose tag is on and whose day leaves time; `undefined` where none is found. */
  offend(occurredAt: Instant, random: Random): Offence | undefined {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const { wearer, from, to } = random.pick(this.#fittings)
      if (random.between(0, 2) > wearer.propensity) continue
      if (occurredAt < from || occurredAt >= to) continue
      if (!leavesTimeForVisit(wearer, occurredAt)) continue
      const address = this.#sceneFor(wearer, random)
      const indoors = random.chance(0.35)
      const scene: Place = {
        kind: 'scene',
        address,
        surroundings: indoors ? surroundings.lightBuilding : surroundings.street,
        hasWifi: false,
      }
      const visit = {
        scene,
        from: occurredAt - Math.round(random.between(60, 360)) * SECOND,
        to: occurredAt + Math.round(random.between(90, 540)) * SECOND,
      }
      if (!this.#truth.addVisit(wearer, visit)) continue
      if (random.chance(SHIELDED)) this.#shield(wearer, visit, random)
      return { wearer, scene: address }
    }
    return undefined
  }

  /** When the wearer kept the tag from hearing anything. */
  shieldedBy(wearer: Wearer): readonly Interval[] {
    return this.#shielded.get(wearer) ?? []
  }

  #shield(wearer: Wearer, visit: Interval, random: Random): void {
    const from = visit.from - random.between(8, 45) * MINUTE
    const to = visit.to + random.between(8, 45) * MINUTE
    this.#shielded.set(wearer, [...this.shieldedBy(wearer), { from, to }])
  }

  #sceneFor(wearer: Wearer, random: Random): Address {
    const haunts = [wearer.home, ...wearer.habits.map((habit) => habit.place)]
    const [from, nearest, farthest] = random.chance(CLOSE_TO_A_HAUNT)
      ? [random.pick(haunts).address, 20, 250]
      : [wearer.home.address, 400, FARTHEST_METRES]
    const spot = awayFrom(from, nearest, farthest, random)
    return this.#map.streets.addressNear(spot, random)
  }
}

function awayFrom(from: Point, nearest: number, farthest: number, random: Random): Point {
  const distance = random.between(nearest, farthest)
  const angle = 2 * Math.PI * random.uniform()
  return { x: from.x + distance * Math.cos(angle), y: from.y + distance * Math.sin(angle) }
}
