import type { Instant } from '../../domain/interval.ts'
import { lowerBound } from '../lower-bound.ts'
import { coarseDensity } from './coarse-density.ts'
import { COARSE, MOVING } from './knots.ts'
import { bandOf, type NegligibleDistance } from './negligible-distance.ts'
import type { EvidenceParameters } from './parameters.ts'
import { PlaceColumns } from './place-columns.ts'
import type { ScenePlace } from './scene.ts'
import type { Timelines } from './timelines.ts'
import { knotWithin, stepOf, TrailColumns, within } from './trail-columns.ts'
import { coarseVariance, LEG_STEPS } from './walk-window.ts'
import { WayBetween } from './way-between.ts'

const MINUTE = 60_000

/**
 * How close wearers' trails come to a scene in a window, for as long as they are known. Of most knots and ways a window
 * holds all, which is worked out once for a wearer; those that it cuts are worked out each time.
 */
export class Closeness {
  readonly #timelines: Timelines
  readonly #seenAs: readonly number[]
  readonly #bridge: number
  readonly #way = new WayBetween()
  readonly #fine = new PlaceColumns()
  /** Of the wearer asked for last. */
  #columns: TrailColumns | undefined
  #coarse = 0

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
    const { start, from, to } = this.#timelines
    const first = start[wearer]!
    const end = start[wearer + 1]!
    const columns = this.#columnsOf(wearer)
    // A window cuts at most these two knots, and what lies before the one and after the other.
    const opened = lowerBound(to, opens, first, end)
    let closed = opened
    while (closed < end && from[closed]! <= closes) closed++
    closed--
    const earliest = Math.max(first, opened - 1)
    const latest = Math.min(end - 1, closed + 1)
    const share = closes > opens ? 1 / (closes - opens) : 1
    this.#fine.begin((1 + LEG_STEPS) * (latest - earliest + 2))
    this.#coarse = 0
    for (let knot = earliest; knot <= latest; knot++) {
      const cut = knot <= opened || knot >= closed
      const lasting = cut
        ? knotWithin(this.#timelines, wearer, knot, this.#bridge, opens, closes)
        : columns.knotLasting[knot - first]!
      if (lasting > 0) this.#addKnot(columns, knot, lasting * share, scene, far)
    }
    if (opened > first) this.#addCutWay(columns, opened - 1, opens, closes, share, scene, far)
    if (closed > opened) this.#addWays(columns, opened - first, closed - first, share, scene, far)
    if (closed >= opened && closed + 1 < end) {
      this.#addCutWay(columns, closed, opens, closes, share, scene, far)
    }
    return this.#coarse >= enough
      ? this.#coarse
      : scene.addDensities(this.#fine, this.#coarse, enough)
  }

  #columnsOf(wearer: number): TrailColumns {
    let columns = this.#columns
    if (columns?.wearer !== wearer) {
      columns = new TrailColumns(this.#timelines, wearer, this.#bridge)
      this.#columns = columns
    }
    return columns
  }

  #addKnot(
    { first, knotBand }: TrailColumns,
    knot: number,
    share: number,
    scene: ScenePlace,
    far: NegligibleDistance,
  ): void {
    const { latitude, longitude, sigma, kind } = this.#timelines
    const of = kind[knot]!
    const squared = scene.squaredMetres(latitude[knot]!, longitude[knot]!)
    if (of === COARSE) {
      this.#coarse += share * coarseDensity(squared, coarseVariance(sigma[knot]!))
      return
    }
    if (squared > far.squaredByBand[knotBand[knot - first]!]!) return
    this.#fine.add(share * this.#seenAs[of]!, squared, sigma[knot]! * sigma[knot]!)
  }

  /** Ways that the window holds all of: most of what there is, so one small loop over columns. */
  #addWays(
    { wayLasting, latitude, longitude, variance, band }: TrailColumns,
    from: number,
    to: number,
    share: number,
    scene: ScenePlace,
    far: NegligibleDistance,
  ): void {
    const fine = this.#fine
    const beyond = far.squaredByBand
    const each = (share * this.#seenAs[MOVING]!) / LEG_STEPS
    const { east, north } = scene.scale
    const middle = { latitude: scene.latitude, longitude: scene.longitude }
    for (let at = LEG_STEPS * from; at < LEG_STEPS * to; at++) {
      const x = (longitude[at]! - middle.longitude) * east
      const y = (latitude[at]! - middle.latitude) * north
      const squared = x * x + y * y
      if (squared > beyond[band[at]!]!) continue
      fine.add(wayLasting[Math.floor(at / LEG_STEPS)]! * each, squared, variance[at]!)
    }
  }

  #addCutWay(
    { first, wayLasting }: TrailColumns,
    knot: number,
    opens: Instant,
    closes: Instant,
    share: number,
    scene: ScenePlace,
    far: NegligibleDistance,
  ): void {
    const { from, to } = this.#timelines
    const way = this.#way
    if (wayLasting[knot - first] === 0) return
    const lasting = within(to[knot]!, from[knot + 1]!, opens, closes)
    if (lasting <= 0) return
    way.take(this.#timelines, knot, knot + 1)
    for (let step = 0; step < LEG_STEPS; step++) {
      way.goTo(stepOf(Math.max(to[knot]!, opens), Math.min(from[knot + 1]!, closes), step))
      const squared = scene.squaredMetres(way.latitude, way.longitude)
      if (squared > far.squaredByBand[bandOf(way.variance)]!) continue
      const each = (lasting * share * this.#seenAs[MOVING]!) / LEG_STEPS
      this.#fine.add(each, squared, way.variance)
    }
  }
}
