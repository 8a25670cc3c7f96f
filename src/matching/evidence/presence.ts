import type { ClosedWindow, Instant } from '../../domain/interval.ts'
import { gapsOf } from './gaps.ts'
import type { EvidenceParameters } from './parameters.ts'
import type { PresenceRatios } from './presence-ratios.ts'
import type { PlaceOnTheWay, SeenTrail, TrailVisitor } from './seen-trail.ts'
import type { Ordinary, WhereaboutsModel } from './whereabouts-model.ts'

/** So little of the window and per square metre is not looked up: the ratio rounds to none. */
const NEGLIGIBLE = 2e-14

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
 *
 * @returns with what was seen of the scene in all: milliseconds times density, as {@link SeenTrail} says.
 */
export function presenceRatios(
  trail: SeenTrail,
  model: WhereaboutsModel,
  window: ClosedWindow,
  parameters: EvidenceParameters,
): { readonly ratios: PresenceRatios; readonly seen: number } {
  const { from, to } = window
  // Of a window without length, 1 stands for all of it.
  const length = Math.max(1, to - from)
  const unseen = model.unseenHaunt(trail.wearer, from)
  const sums = new PresenceSums(model, trail.wearer, unseen, length)
  const { seen, hidden } = trail.see(from, to, NEGLIGIBLE * length, sums)
  const gaps = gapsOf(trail, window, parameters)
  const ratios = {
    knownShare: 1 - gaps.share,
    own: sums.own + hidden / length,
    population: sums.population + hidden / length,
    possible: gaps.possible,
    unseen,
  }
  return { ratios, seen }
}

/** Adds up what is seen of a trail. */
class PresenceSums implements TrailVisitor {
  own = 0
  population = 0
  readonly #model: WhereaboutsModel
  readonly #wearer: number
  readonly #unseen: number
  readonly #length: number

  constructor(model: WhereaboutsModel, wearer: number, unseen: number, length: number) {
    this.#model = model
    this.#wearer = wearer
    this.#unseen = unseen
    this.#length = length
  }

  knot(knot: number, lasting: number, here: number): void {
    this.#add(lasting, here, this.#model.ofKnot(this.#wearer, knot))
  }

  way(place: PlaceOnTheWay, at: Instant, lasting: number, here: number): void {
    this.#add(lasting, here, this.#model.onTheWay(this.#wearer, place, at))
  }

  #add(lasting: number, here: number, expected: Ordinary): void {
    const weight = lasting / this.#length
    const seen = 1 - this.#unseen
    const haunted = this.#unseen * here
    this.own += (weight * here) / (seen * expected.own + haunted)
    this.population += (weight * here) / (seen * expected.population + haunted)
  }
}
