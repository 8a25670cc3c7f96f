import type { Instant } from '../../domain/interval.ts'
import { coarseDensity } from './coarse-density.ts'
import { COARSE, MOVING } from './knots.ts'
import { firstKnotFrom } from './knots-around.ts'
import type { NegligibleDistance } from './negligible-distance.ts'
import type { EvidenceParameters } from './parameters.ts'
import { PlaceColumns } from './place-columns.ts'
import { FARTHEST_SQUARED, type ScenePlace } from './scene.ts'
import type { Timelines } from './timelines.ts'
import { coarseVariance, LEG_STEPS, LINGER } from './walk-window.ts'
import { WayBetween } from './way-between.ts'

const MINUTE = 60_000
const FARTHEST = Math.sqrt(FARTHEST_SQUARED)

/**
 * How close wearers' trails come to a scene in a window, for as long as they are known. The window's places are listed
 * first, each once with all of its share, and their densities added up after.
 */
export class Closeness {
  readonly #timelines: Timelines
  readonly #seenAs: readonly number[]
  readonly #bridge: number
  readonly #fine = new PlaceColumns()
  readonly #coarse = new PlaceColumns()
  readonly #way = new WayBetween()

  constructor(timelines: Timelines, { seenAs, bridgeMinutes }: EvidenceParameters) {
    this.#timelines = timelines
    this.#seenAs = seenAs
    this.#bridge = bridgeMinutes * MINUTE
  }

  /**
   * The chance density of the window's places were the wearer at the scene, over what is known of it;
   * no more of it is added up once it has reached `enough`.
   *
   * @param far what lies further is left out, but for coarse positions.
   */
  of(
    wearer: number,
    scene: ScenePlace,
    opens: Instant,
    closes: Instant,
    enough: number,
    far?: NegligibleDistance,
  ): number {
    this.#list(wearer, scene, opens, closes, far)
    const { count, share, squared, variance } = this.#coarse
    let closeness = 0
    for (let i = 0; i < count; i++) {
      closeness += share[i]! * coarseDensity(squared[i]!, variance[i]!)
    }
    return closeness >= enough ? closeness : scene.addDensities(this.#fine, closeness, enough)
  }

  #list(
    wearer: number,
    scene: ScenePlace,
    opens: Instant,
    closes: Instant,
    far?: NegligibleDistance,
  ): void {
    const { start, from, to, kind } = this.#timelines
    const first = start[wearer]!
    const end = start[wearer + 1]!
    const length = closes > opens ? closes - opens : 1
    this.#fine.count = 0
    this.#coarse.count = 0
    let knot = firstKnotFrom(to, opens, first, end)
    let before = knot > first ? to[knot - 1]! : -Infinity
    /** Of the knot before, and of this one. */
    let shareBefore = 0
    let share = 0
    for (; ; knot++) {
      const begins = knot < end ? from[knot]! : Infinity
      share = 0
      if (begins - before <= this.#bridge) {
        const between = within(before, begins, opens, closes) / length
        if (between > 0) {
          if (kind[knot - 1] === COARSE || kind[knot] === COARSE) {
            const earliest = Math.max(before, opens)
            const latest = Math.min(begins, closes)
            for (let step = 0; step < LEG_STEPS; step++) {
              const at = earliest + ((latest - earliest) * (step + 0.5)) / LEG_STEPS
              if (at - before < begins - at) shareBefore += between / LEG_STEPS
              else share += between / LEG_STEPS
            }
          } else this.#listWay(knot - 1, between, scene, opens, closes, far)
        }
      } else {
        shareBefore += within(before, before + LINGER, opens, closes) / length
        share += within(begins - LINGER, begins, opens, closes) / length
      }
      if (shareBefore > 0) this.#listKnot(knot - 1, shareBefore, scene, far)
      if (knot === end || begins > closes) break
      before = to[knot]!
      shareBefore = share + within(begins, before, opens, closes) / length
    }
    if (share > 0) this.#listKnot(knot, share, scene, far)
  }

  #listKnot(knot: number, share: number, scene: ScenePlace, far?: NegligibleDistance): void {
    const { latitude, longitude, sigma, kind } = this.#timelines
    const squared = scene.squaredMetres(latitude[knot]!, longitude[knot]!)
    const of = kind[knot]!
    if (of === COARSE) {
      this.#coarse.add(share, squared, coarseVariance(sigma[knot]!))
      return
    }
    const variance = sigma[knot]! ** 2
    if (squared > (far ? far.squared(variance) : FARTHEST_SQUARED)) return
    this.#fine.add(share * this.#seenAs[of]!, squared, variance)
  }

  /** The way from a knot to the next, unless it is too far to count. */
  #listWay(
    knot: number,
    share: number,
    scene: ScenePlace,
    windowOpens: Instant,
    windowCloses: Instant,
    far?: NegligibleDistance,
  ): void {
    const { from, to } = this.#timelines
    if (scene.passesBeyond(this.#timelines, knot, FARTHEST)) return
    const way = this.#way
    way.take(this.#timelines, knot, knot + 1)
    if (far && scene.passesBeyond(this.#timelines, knot, far.metres(way.mostVariance()))) return
    const earliest = Math.max(to[knot]!, windowOpens)
    const latest = Math.min(from[knot + 1]!, windowCloses)
    const each = (share / LEG_STEPS) * this.#seenAs[MOVING]!
    for (let step = 0; step < LEG_STEPS; step++) {
      way.goTo(earliest + ((latest - earliest) * (step + 0.5)) / LEG_STEPS)
      const squared = scene.squaredMetres(way.latitude, way.longitude)
      if (squared > (far ? far.squared(way.variance) : FARTHEST_SQUARED)) continue
      this.#fine.add(each, squared, way.variance)
    }
  }
}

/** Milliseconds that a stretch shares with a window; of a window without length, 1 or 0. */
function within(from: Instant, to: Instant, opens: Instant, closes: Instant): number {
  if (opens === closes) return from <= opens && opens < to ? 1 : 0
  return Math.max(0, Math.min(to, closes) - Math.max(from, opens))
}
