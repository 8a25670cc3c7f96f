import type { ClosedWindow, Instant } from '../../domain/interval.ts'
import { normalTail } from './gaussian.ts'
import { LONG, SHORT } from './knots.ts'
import type { EvidenceParameters } from './parameters.ts'
import type { ScenePlace } from './scene.ts'
import type { Timelines } from './timelines.ts'
import { type PlaceOnTheWay, type WindowVisitor, walkWindow } from './walk-window.ts'
import type { Ordinary, WhereaboutsModel } from './whereabouts-model.ts'

/** So little of the window and per square metre is not looked up: the ratio rounds to none. */
const NEGLIGIBLE = 2e-14

/** Ratios of presence to ordinary business, each a sum over shares of the window. */
export interface PresenceRatios {
  /** The share of the window of which positions tell. */
  readonly knownShare: number
  /** Over that share: against the wearer's own other days and everybody's. */
  readonly own: number
  /** Over that share: against everybody else alone. */
  readonly population: number
  /** Over the rest: the chance that the scene could have been reached; all of it where nothing is known. */
  readonly possible: number
  /** The chance that the place is a haunt no other day tells of. */
  readonly unseen: number
}

/**
 * How much better presence at the scene explains a wearer's trail than ordinary business does.
 *
 * If ordinary business puts a wearer in episodes (stays, moves) at rate F per square metre of place
 * and minute, and an offence adds one more at the scene at an instant spread over the window (w), the
 * ratio of the two is the sum, over the window, of w(t) q(k) p(x) / F(k, x, t), with q how often an
 * offence looks like the episode of that instant, p the density of its place around the reported one.
 * It is a sum over what was one and the same time, never a product over positions, so ten positions
 * in a minute are one witness. An instant without positions adds w(t) times the chance that the way
 * from the last known place to the scene and on to the next could be travelled: 1 where anything
 * could, which says nothing. With the chance that the place is a haunt which no other day happens to
 * tell of, it says nothing either: without history no ratio passes 2. During a stay beside the scene
 * the chance is added that a call there left no trace in it.
 */
export function presenceRatios(
  timelines: Timelines,
  model: WhereaboutsModel,
  wearer: number,
  scene: ScenePlace,
  window: ClosedWindow,
  parameters: EvidenceParameters,
): PresenceRatios {
  const unseen = model.unseenHaunt(wearer, window.from)
  const sums = new PresenceSums(timelines, model, wearer, scene, unseen, parameters)
  walkWindow(timelines, wearer, scene, window, parameters, sums)
  const { knownShare, gapShare, own, population, possible } = sums
  // What of the window nothing was met in says nothing.
  const unmet = Math.max(0, 1 - knownShare - gapShare)
  return { knownShare, own, population, possible: possible + unmet, unseen }
}

/** Adds up what is met on a walk. */
class PresenceSums implements WindowVisitor {
  knownShare = 0
  gapShare = 0
  own = 0
  population = 0
  possible = 0
  readonly #timelines: Timelines
  readonly #model: WhereaboutsModel
  readonly #wearer: number
  readonly #scene: ScenePlace
  readonly #unseen: number
  readonly #parameters: EvidenceParameters

  constructor(
    timelines: Timelines,
    model: WhereaboutsModel,
    wearer: number,
    scene: ScenePlace,
    unseen: number,
    parameters: EvidenceParameters,
  ) {
    this.#timelines = timelines
    this.#model = model
    this.#wearer = wearer
    this.#scene = scene
    this.#unseen = unseen
    this.#parameters = parameters
  }

  knot(knot: number, weight: number, here: number): void {
    this.knownShare += weight
    if (weight * here > NEGLIGIBLE) {
      this.#add(weight, here, this.#model.ofKnot(this.#wearer, knot))
    }
    const { kind, latitude, longitude } = this.#timelines
    if (kind[knot] !== SHORT && kind[knot] !== LONG) return
    const squared = this.#scene.squaredMetres(latitude[knot]!, longitude[knot]!)
    const hidden = weight * this.#scene.hiddenInStay(squared, this.#parameters.hiddenInStay)
    this.own += hidden
    this.population += hidden
  }

  way(place: PlaceOnTheWay, at: Instant, weight: number, here: number): void {
    this.knownShare += weight
    if (weight * here > NEGLIGIBLE) {
      this.#add(weight, here, this.#model.onTheWay(this.#wearer, place, at))
    }
  }

  gap(weight: number, metresASecond: number): void {
    const { median, spread } = this.#parameters.gapSpeed
    const beyond = metresASecond > 0 ? Math.log(metresASecond / median) / spread : -Infinity
    this.gapShare += weight
    this.possible += weight * normalTail(beyond)
  }

  #add(weight: number, here: number, expected: Ordinary): void {
    const seen = 1 - this.#unseen
    const haunted = this.#unseen * here
    this.own += (weight * here) / (seen * expected.own + haunted)
    this.population += (weight * here) / (seen * expected.population + haunted)
  }
}
