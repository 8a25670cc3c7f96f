import type { ClosedWindow } from '../../domain/interval.ts'
import { normalTail } from './gaussian.ts'
import { LONG, SHORT } from './knots.ts'
import type { EvidenceParameters } from './parameters.ts'
import type { ScenePlace } from './scene.ts'
import type { Timelines } from './timelines.ts'
import { walkWindow } from './walk-window.ts'
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
  const { median, spread } = parameters.gapSpeed
  const unseen = model.unseenHaunt(wearer, window.from)
  const seen = 1 - unseen
  let knownShare = 0
  let gapShare = 0
  let possible = 0
  let own = 0
  let population = 0
  const add = (weight: number, here: number, ordinary: () => Ordinary): void => {
    knownShare += weight
    if (weight * here <= NEGLIGIBLE) return
    const expected = ordinary()
    own += (weight * here) / (seen * expected.own + unseen * here)
    population += (weight * here) / (seen * expected.population + unseen * here)
  }
  walkWindow(timelines, wearer, scene, window, parameters, {
    knot(knot, weight, here) {
      add(weight, here, () => model.ofKnot(wearer, knot))
      if (timelines.kind[knot] !== SHORT && timelines.kind[knot] !== LONG) return
      const squared = scene.squaredMetres(timelines.latitude[knot]!, timelines.longitude[knot]!)
      const hidden = weight * scene.hiddenInStay(squared, parameters.hiddenInStay)
      own += hidden
      population += hidden
    },
    way: (place, at, weight, here) => add(weight, here, () => model.onTheWay(wearer, place, at)),
    gap(weight, metresASecond) {
      gapShare += weight
      const beyond = metresASecond > 0 ? Math.log(metresASecond / median) / spread : -Infinity
      possible += weight * normalTail(beyond)
    },
  })
  // What of the window nothing was met in says nothing.
  possible += Math.max(0, 1 - knownShare - gapShare)
  return { knownShare, own, population, possible, unseen }
}
