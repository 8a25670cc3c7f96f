import type { Instant } from '../../domain/interval.ts'
import { lowerBound } from '../lower-bound.ts'
import { coarseDensity } from './coarse-density.ts'
import { COARSE, MOVING } from './knots.ts'
import { bandOf, type NegligibleDistance, VARIANCES } from './negligible-distance.ts'
import type { EvidenceParameters } from './parameters.ts'
import type { ScenePlace } from './scene.ts'
import { Sums } from './sums.ts'
import type { Timelines } from './timelines.ts'
import { isWay, knotWithin, stepOf, TrailColumns, within } from './trail-columns.ts'
import { coarseVariance, LEG_STEPS } from './walk-window.ts'
import { WayBetween } from './way-between.ts'

const MINUTE = 60_000
const sums = new Sums()

/**
 * How close wearers' trails come to a scene in a window, for as long as they are known. Of most knots and ways a window
 * holds all, which is worked out once for a wearer; those that it cuts are worked out each time.
 */
export class Closeness {
  readonly #timelines: Timelines
  readonly #parameters: EvidenceParameters
  readonly #bridge: number
  readonly #way = new WayBetween()
  /** Of the wearer and the scene asked for last. */
  #columns: TrailColumns | undefined
  #scene: ScenePlace | undefined

  constructor(timelines: Timelines, parameters: EvidenceParameters) {
    this.#timelines = timelines
    this.#parameters = parameters
    this.#bridge = parameters.bridgeMinutes * MINUTE
  }

  /**
   * The chance density of the window's places were the wearer at the scene, over what is known of it.
   *
   * @param far what lies further is left out, but for coarse positions.
   */
  of(
    wearer: number,
    scene: ScenePlace,
    opens: Instant,
    closes: Instant,
    far: NegligibleDistance,
  ): number {
    const { start, from, to } = this.#timelines
    const first = start[wearer]!
    const end = start[wearer + 1]!
    // A window cuts at most these two knots, and what lies before the one and after the other.
    const opened = lowerBound(to, opens, first, end)
    let closed = lowerBound(from, closes, opened, end)
    while (closed < end && from[closed] === closes) closed++
    closed--
    let cut = 0
    for (let knot = Math.max(first, opened - 1); knot <= Math.min(opened, end - 1); knot++) {
      cut += this.#cutKnot(wearer, knot, opens, closes, scene, far)
    }
    for (let knot = Math.max(closed, opened + 1); knot <= Math.min(closed + 1, end - 1); knot++) {
      cut += this.#cutKnot(wearer, knot, opens, closes, scene, far)
    }
    // After a trail's last knot the next one is another wearer's.
    if (opened > first && opened < end) cut += this.#cutWay(opened - 1, opens, closes, scene, far)
    if (closed >= opened && closed + 1 < end) cut += this.#cutWay(closed, opens, closes, scene, far)
    const whole = closed > opened ? this.#whole(wearer, scene, opened, closed, far) : 0
    return (cut + whole) / Math.max(1, closes - opens)
  }

  /** What lies between two knots, and the ways from the one to the other: all of it in the window. */
  #whole(
    wearer: number,
    scene: ScenePlace,
    opened: number,
    closed: number,
    { squaredByBand }: NegligibleDistance,
  ): number {
    const { first, origin } = this.#turnTo(wearer, scene)
    const [small = 0, middling = 0, large = 0, beyond = 0] = squaredByBand
    return sums.of.closeness(
      scene.latitude - origin.latitude,
      scene.longitude - origin.longitude,
      scene.scale.north,
      scene.scale.east,
      opened + 1 - first,
      closed - first,
      LEG_STEPS * (opened - first),
      LEG_STEPS * (closed - first),
      small,
      middling,
      large,
      beyond,
    )
  }

  #turnTo(wearer: number, scene: ScenePlace): TrailColumns {
    let columns = this.#columns
    if (columns?.wearer !== wearer || !sums.holds(columns.columns)) {
      columns = new TrailColumns(this.#timelines, wearer, this.#parameters, sums)
      sums.set('firstBand', VARIANCES[0])
      sums.set('secondBand', VARIANCES[1])
      sums.set('thirdBand', VARIANCES[2])
      this.#columns = columns
      this.#scene = undefined
    }
    if (scene !== this.#scene) {
      sums.set('errors', scene.copyTo(columns.views))
      this.#scene = scene
    }
    return columns
  }

  #cutKnot(
    wearer: number,
    knot: number,
    opens: Instant,
    closes: Instant,
    scene: ScenePlace,
    far: NegligibleDistance,
  ): number {
    const lasting = knotWithin(this.#timelines, wearer, knot, this.#bridge, opens, closes)
    if (lasting <= 0) return 0
    const { latitude, longitude, sigma, kind } = this.#timelines
    const of = kind[knot]!
    const squared = scene.squaredMetres(latitude[knot]!, longitude[knot]!)
    if (of === COARSE) return lasting * coarseDensity(squared, coarseVariance(sigma[knot]!))
    const variance = sigma[knot]! * sigma[knot]!
    if (squared > far.squaredByBand[bandOf(variance)]!) return 0
    return lasting * this.#parameters.seenAs[of]! * scene.density(squared, variance)
  }

  #cutWay(
    knot: number,
    opens: Instant,
    closes: Instant,
    scene: ScenePlace,
    far: NegligibleDistance,
  ): number {
    const { from, to } = this.#timelines
    const way = this.#way
    const lasting = within(to[knot]!, from[knot + 1]!, opens, closes)
    if (lasting <= 0 || !isWay(this.#timelines, knot, this.#bridge)) return 0
    way.take(this.#timelines, knot, knot + 1)
    const each = (lasting * this.#parameters.seenAs[MOVING]!) / LEG_STEPS
    let sum = 0
    for (let step = 0; step < LEG_STEPS; step++) {
      way.goTo(stepOf(Math.max(to[knot]!, opens), Math.min(from[knot + 1]!, closes), step))
      const squared = scene.squaredMetres(way.latitude, way.longitude)
      if (squared > far.squaredByBand[bandOf(way.variance)]!) continue
      sum += each * scene.density(squared, way.variance)
    }
    return sum
  }
}
