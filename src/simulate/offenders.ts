import type { Instant, Interval } from '../domain/interval.ts'
import type { Fitting } from './fittings.ts'
import type { Place } from './places.ts'
import { distanceMetres, type Point } from './plane.ts'
import type { Random } from './random.ts'
import { leavesTimeForVisit } from './routines.ts'
import type { Address } from './streets.ts'
import { surroundings } from './surroundings.ts'
import type { TownMap } from './town-map.ts'
import { locate } from './trails.ts'
import type { Truth } from './truth.ts'
import { MINUTE, SECOND } from './uk-clock.ts'
import { hauntsOf, type Wearer } from './wearers.ts'

/** Somebody who wears a tag, and where they offended. */
export interface Offence {
  readonly wearer: Wearer
  readonly scene: Address
}

const ATTEMPTS = 30

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
    const { sceneIndoors, secondsBefore, secondsAfter, shielded } = this.#map.style
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const { wearer, from, to } = random.pick(this.#fittings)
      if (random.between(0, 2) > wearer.propensity) continue
      if (occurredAt < from || occurredAt >= to) continue
      if (!leavesTimeForVisit(wearer, occurredAt)) continue
      const address = this.#sceneFor(wearer, occurredAt, random)
      if (!address) continue
      const indoors = random.chance(sceneIndoors)
      const scene: Place = {
        kind: 'scene',
        address,
        surroundings: indoors ? surroundings.lightBuilding : surroundings.street,
        hasWifi: false,
      }
      const visit = {
        scene,
        from: occurredAt - Math.round(random.between(...secondsBefore)) * SECOND,
        to: occurredAt + Math.round(random.between(...secondsAfter)) * SECOND,
      }
      if (!this.#truth.addVisit(wearer, visit)) continue
      if (random.chance(shielded)) this.#shield(wearer, visit, random)
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

  /** A scene as the town's style wants it; `undefined` where none was drawn. */
  #sceneFor(wearer: Wearer, occurredAt: Instant, random: Random): Address | undefined {
    const { style, streets } = this.#map
    const haunts = hauntsOf(wearer)
    const [least, most] = style.metresFromHaunts
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const [from, metres] = this.#startFor(wearer, occurredAt, haunts, random)
      const scene = streets.addressNear(awayFrom(from, ...metres, random), random)
      const closest = Math.min(...haunts.map(({ address }) => distanceMetres(address, scene)))
      if (closest >= least && closest <= most) return scene
    }
    return undefined
  }

  /** From where to look for a scene, and at how many metres from there. */
  #startFor(
    wearer: Wearer,
    occurredAt: Instant,
    haunts: readonly Place[],
    random: Random,
  ): [Point, readonly [number, number]] {
    const { closeToHaunt, closeToRoutine, closeMetres, awayMetres } = this.#map.style
    const away = 1 - closeToHaunt - closeToRoutine
    const kind = random.weighted([closeToHaunt, closeToRoutine, away])
    if (kind === 0) return [random.pick(haunts).address, closeMetres]
    if (kind === 2) return [wearer.home.address, awayMetres]
    return [locate(this.#truth.trailAt(wearer, occurredAt), occurredAt), closeMetres]
  }
}

function awayFrom(from: Point, nearest: number, farthest: number, random: Random): Point {
  const distance = random.between(nearest, farthest)
  const angle = 2 * Math.PI * random.uniform()
  return { x: from.x + distance * Math.cos(angle), y: from.y + distance * Math.sin(angle) }
}
