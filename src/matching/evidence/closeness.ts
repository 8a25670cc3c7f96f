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
 * How close wearers' trails come to a scene in a window, for as long as they are known. Step by step, as columns: which
 * knots and ways have a share of the window, how far from the scene each is, and how likely a place there.
 */
export class Closeness {
  readonly #timelines: Timelines
  readonly #seenAs: readonly number[]
  readonly #bridge: number
  readonly #way = new WayBetween()
  /** Knots and the ways that begin at knots, each with its share of the window. */
  #knots = new Uint32Array(0)
  #knotShares = new Float64Array(0)
  #knotCount = 0
  #ways = new Uint32Array(0)
  #wayShares = new Float64Array(0)
  #wayCount = 0
  readonly #fine = new PlaceColumns()
  readonly #coarse = new PlaceColumns()

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
    far: NegligibleDistance,
  ): number {
    this.#share(wearer, opens, closes)
    this.#fine.begin(this.#knotCount + LEG_STEPS * this.#wayCount)
    this.#coarse.begin(this.#knotCount)
    this.#placeKnots(scene, far)
    this.#placeWays(scene, far, opens, closes)
    const closeness = addCoarse(this.#coarse)
    return closeness >= enough ? closeness : scene.addDensities(this.#fine, closeness, enough)
  }

  /** Lists what has a share of the window. */
  #share(wearer: number, opens: Instant, closes: Instant): void {
    const { start, from, to, kind } = this.#timelines
    const bridge = this.#bridge
    const first = start[wearer]!
    const end = start[wearer + 1]!
    const length = closes > opens ? closes - opens : 1
    let knot = firstKnotFrom(to, opens, first, end)
    this.#makeRoom(end - knot + 2)
    const knots = this.#knots
    const knotShares = this.#knotShares
    const ways = this.#ways
    const wayShares = this.#wayShares
    let knotCount = 0
    let wayCount = 0
    let before = knot > first ? to[knot - 1]! : -Infinity
    /** Of the knot before. */
    let shareBefore = 0
    for (; ; knot++) {
      const begins = knot < end ? from[knot]! : Infinity
      let share = 0
      if (begins - before <= bridge) {
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
          } else {
            ways[wayCount] = knot - 1
            wayShares[wayCount++] = between
          }
        }
      } else {
        shareBefore += within(before, before + LINGER, opens, closes) / length
        share = within(begins - LINGER, begins, opens, closes) / length
      }
      if (shareBefore > 0) {
        knots[knotCount] = knot - 1
        knotShares[knotCount++] = shareBefore
      }
      if (knot < end) {
        before = to[knot]!
        shareBefore = share + within(begins, before, opens, closes) / length
      } else shareBefore = 0
      if (knot === end || begins > closes) break
    }
    if (shareBefore > 0) {
      knots[knotCount] = knot
      knotShares[knotCount++] = shareBefore
    }
    this.#knotCount = knotCount
    this.#wayCount = wayCount
  }

  #makeRoom(knots: number): void {
    if (this.#knots.length >= knots) return
    this.#knots = new Uint32Array(2 * knots)
    this.#knotShares = new Float64Array(2 * knots)
    this.#ways = new Uint32Array(2 * knots)
    this.#wayShares = new Float64Array(2 * knots)
  }

  #placeKnots(scene: ScenePlace, far: NegligibleDistance): void {
    const { latitude, longitude, sigma, kind } = this.#timelines
    const knots = this.#knots
    const knotShares = this.#knotShares
    for (let i = 0; i < this.#knotCount; i++) {
      const knot = knots[i]!
      const of = kind[knot]!
      const squared = scene.squaredMetres(latitude[knot]!, longitude[knot]!)
      if (of === COARSE) {
        this.#coarse.add(knotShares[i]!, squared, coarseVariance(sigma[knot]!))
      } else {
        const variance = sigma[knot]! * sigma[knot]!
        if (squared > far.squared(variance)) continue
        this.#fine.add(knotShares[i]! * this.#seenAs[of]!, squared, variance)
      }
    }
  }

  #placeWays(
    scene: ScenePlace,
    far: NegligibleDistance,
    windowOpens: Instant,
    windowCloses: Instant,
  ): void {
    const { from, to } = this.#timelines
    const way = this.#way
    const ways = this.#ways
    const wayShares = this.#wayShares
    const seenAs = this.#seenAs[MOVING]! / LEG_STEPS
    for (let i = 0; i < this.#wayCount; i++) {
      const knot = ways[i]!
      if (scene.passesBeyond(this.#timelines, knot, FARTHEST)) continue
      way.take(this.#timelines, knot, knot + 1)
      if (scene.passesBeyond(this.#timelines, knot, far.metres(way.mostVariance()))) continue
      const earliest = Math.max(to[knot]!, windowOpens)
      const latest = Math.min(from[knot + 1]!, windowCloses)
      for (let step = 0; step < LEG_STEPS; step++) {
        way.goTo(earliest + ((latest - earliest) * (step + 0.5)) / LEG_STEPS)
        const squared = scene.squaredMetres(way.latitude, way.longitude)
        if (squared > far.squared(way.variance)) continue
        this.#fine.add(wayShares[i]! * seenAs, squared, way.variance)
      }
    }
  }
}

function addCoarse({ count, share, squared, variance }: PlaceColumns): number {
  let sum = 0
  for (let i = 0; i < count; i++) sum += share[i]! * coarseDensity(squared[i]!, variance[i]!)
  return sum
}

/** Milliseconds that a stretch shares with a window; of a window without length, 1 or 0. */
function within(from: Instant, to: Instant, opens: Instant, closes: Instant): number {
  if (opens === closes) return from <= opens && opens < to ? 1 : 0
  return Math.max(0, Math.min(to, closes) - Math.max(from, opens))
}
