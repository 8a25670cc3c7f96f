import type { Instant } from '../../domain/interval.ts'
import { type NegligibleDistance, VARIANCES } from './negligible-distance.ts'
import type { EvidenceParameters } from './parameters.ts'
import type { ScenePlace } from './scene.ts'
import type { Timelines } from './timelines.ts'
import { LINGER, UnknownStretches } from './unknown-stretches.ts'
import { LEG_STEPS } from './wearer-columns.ts'
import { wearerMemory } from './wearer-memory.ts'

const MINUTE = 60_000

/** The middle of a way between two knots, or of what a window leaves of it. Degrees x 1e7; metres. */
export interface PlaceOnTheWay {
  readonly latitude: number
  readonly longitude: number
  readonly sigma: number
  /** The knot the way begins at; -1 where a window cuts the way short. */
  readonly leg: number
}

/** What a window shows of a trail: milliseconds, and the density of a place were the wearer at the scene and looked so. */
export interface TrailVisitor {
  knot(knot: number, lasting: number, here: number): void
  /** @param here as if at the steps of the way, of which `place` is the middle. */
  way(place: PlaceOnTheWay, at: Instant, lasting: number, here: number): void
}

/**
 * One wearer's trail as seen from a scene. Of most knots and ways a window holds all, which is worked out once for
 * a wearer; those that it cuts are worked out each time.
 *
 * A knot stands for itself and, beside a gap, for {@link LINGER} more; a way for two places on its straight line; what lies
 * between two knots of which one is coarse is with the nearer in time.
 */
export class SeenTrail {
  readonly timelines: Timelines
  readonly unknown: UnknownStretches
  readonly #parameters: EvidenceParameters
  #wearer = -1
  #scene: ScenePlace | undefined
  /** The wearer's first knot, and where it lies. Degrees x 1e7. */
  #first = 0
  #latitude = 0
  #longitude = 0

  constructor(timelines: Timelines, parameters: EvidenceParameters) {
    this.timelines = timelines
    this.unknown = new UnknownStretches(timelines, parameters.bridgeMinutes)
    this.#parameters = parameters
  }

  get wearer(): number {
    return this.#wearer
  }

  get scene(): ScenePlace {
    if (!this.#scene) throw new TypeError('Cannot look at a trail that was turned to no scene')
    return this.#scene
  }

  /**
   * Turns to a wearer's trail as seen from a scene.
   *
   * @throws RangeError of a scene whose place may be wrong in too many ways.
   */
  turnTo(wearer: number, scene: ScenePlace): void {
    wearerMemory.turnTo(this.timelines, wearer)
    if (wearerMemory.trailBy !== this) this.#layOut(wearer)
    else if (scene === this.#scene) return
    // Known by it only once all of it is there: who asks again after a fault is told of it again.
    this.#scene = undefined
    wearerMemory.set('errors', scene.copyTo(wearerMemory.views))
    const { latitude, longitude, scale } = scene
    wearerMemory.of.lookFrom(
      latitude - this.#latitude,
      longitude - this.#longitude,
      scale.north,
      scale.east,
    )
    this.#scene = scene
  }

  #layOut(wearer: number): void {
    const { start, latitude, longitude } = this.timelines
    const { seenAs, passing, bridgeMinutes, hiddenInStay } = this.#parameters
    wearerMemory.views.seenAs.set(seenAs)
    wearerMemory.set('passingSpeed', passing.metresASecond)
    wearerMemory.set('passingLeast', passing.least)
    wearerMemory.set('bridge', bridgeMinutes * MINUTE)
    wearerMemory.set('linger', LINGER)
    wearerMemory.set('firstBand', VARIANCES[0])
    wearerMemory.set('secondBand', VARIANCES[1])
    wearerMemory.set('thirdBand', VARIANCES[2])
    wearerMemory.set('hiddenVariance', hiddenInStay.metres ** 2)
    wearerMemory.set('hiddenShare', hiddenInStay.share)
    wearerMemory.of.layOutTrail()
    wearerMemory.trailBy = this
    const first = start[wearer]!
    this.#wearer = wearer
    this.#first = first
    this.#latitude = latitude[first] ?? 0
    this.#longitude = longitude[first] ?? 0
  }

  /**
   * How close the trail comes to the scene in a window, for as long as it is known: milliseconds times the density of its
   * places were the wearer at the scene.
   *
   * @param far what lies further is left out, but for coarse positions.
   * @param enough from where on it is not wanted to be known more exactly.
   */
  closeness(
    opens: Instant,
    closes: Instant,
    { squaredByBand }: NegligibleDistance,
    enough: number,
  ): number {
    const [small = 0, middling = 0, large = 0, beyond = 0] = squaredByBand
    return wearerMemory.of.closeness(opens, closes, small, middling, large, beyond, enough)
  }

  /**
   * Tells of every knot and step of a way in a window, to somebody who asks for nothing of other wearers meanwhile.
   *
   * @param negligible of what adds no more nothing is told: milliseconds times density.
   * @returns all that was seen, and for how long a call in a stay beside the scene would have left no trace there.
   * @throws TypeError where the visitor turned to another trail.
   */
  see(
    opens: Instant,
    closes: Instant,
    negligible: number,
    visitor: TrailVisitor,
  ): { readonly seen: number; readonly hidden: number } {
    wearerMemory.of.see(opens, closes)
    const { trailSeen, trailLasting, stepSeen, told } = wearerMemory.views
    const { cutSeen, cutLasting, cutKnot, cutStep } = wearerMemory.views
    const [seen = 0, hidden = 0, from = 0, to = 0, cuts = 0] = told
    for (let knot = from + 1; knot < to; knot++) {
      if (trailSeen[knot]! <= negligible) continue
      const lasting = trailLasting[knot]!
      visitor.knot(this.#first + knot, lasting, trailSeen[knot]! / lasting)
    }
    for (let leg = from; leg < to; leg++) {
      const at = LEG_STEPS * leg
      const seenOn = sumOfSteps(stepSeen, at)
      if (seenOn > negligible) this.#tellWay(leg, at, seenOn, visitor)
    }
    for (let cut = 0; cut < cuts; cut++) {
      const isWay = cutStep[cut]! === 0
      const seenOf = isWay ? sumOfSteps(cutSeen, cut) : cutSeen[cut]!
      if (cutStep[cut]! <= 0 && seenOf > negligible) {
        if (isWay) this.#tellCutWay(cut, seenOf, opens, closes, visitor)
        else {
          const lasting = cutLasting[cut]!
          visitor.knot(this.#first + cutKnot[cut]!, lasting, seenOf / lasting)
        }
      }
    }
    if (wearerMemory.trailBy !== this) {
      throw new TypeError('Cannot go on looking at a trail: its visitor put others in its place')
    }
    return { seen, hidden }
  }

  /** Of a way that the window holds all of. */
  #tellWay(knot: number, at: number, seen: number, visitor: TrailVisitor): void {
    const { stepNorth, stepEast, stepVariance, stepLasting } = wearerMemory.views
    const { from, to } = this.timelines
    const leg = this.#first + knot
    const place = this.#middleOf(stepNorth, stepEast, stepVariance, at, leg)
    const lasting = sumOfSteps(stepLasting, at)
    visitor.way(place, (to[leg]! + from[leg + 1]!) / 2, lasting, seen / lasting)
  }

  /** Of a way that the window cuts short. */
  #tellCutWay(
    cut: number,
    seen: number,
    opens: Instant,
    closes: Instant,
    visitor: TrailVisitor,
  ): void {
    const { cutNorth, cutEast, cutVariance, cutLasting, cutKnot } = wearerMemory.views
    const { from, to } = this.timelines
    const knot = this.#first + cutKnot[cut]!
    const place = this.#middleOf(cutNorth, cutEast, cutVariance, cut, -1)
    const at = (Math.max(to[knot]!, opens) + Math.min(from[knot + 1]!, closes)) / 2
    const lasting = sumOfSteps(cutLasting, cut)
    visitor.way(place, at, lasting, seen / lasting)
  }

  #middleOf(
    norths: Float32Array,
    easts: Float32Array,
    variances: Float32Array,
    at: number,
    leg: number,
  ): PlaceOnTheWay {
    const latitude = this.#latitude + sumOfSteps(norths, at) / LEG_STEPS
    const longitude = this.#longitude + sumOfSteps(easts, at) / LEG_STEPS
    return { latitude, longitude, sigma: Math.sqrt(sumOfSteps(variances, at) / LEG_STEPS), leg }
  }
}

function sumOfSteps(column: Float32Array, at: number): number {
  let sum = 0
  for (let step = 0; step < LEG_STEPS; step++) sum += column[at + step]!
  return sum
}
