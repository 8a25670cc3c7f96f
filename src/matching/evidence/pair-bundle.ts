import type { CrimeType } from '../../domain/crime-types.ts'
import type { ClosedWindow, Instant } from '../../domain/interval.ts'
import { DistanceBounds } from '../../geo/distance-bounds.ts'
import { earthPoint } from '../../geo/ellipsoid.ts'
import {
  type LookedUp,
  RememberedPopulation,
  RememberingPopulation,
} from './looked-up-population.ts'
import { minutesByKind } from './minutes-by-kind.ts'
import type { EvidenceParameters } from './parameters.ts'
import type { Timelines } from './timelines.ts'
import { type Evidence, EvidenceEngine } from './weigh-evidence.ts'
import type { ComponentWeights } from './whereabouts-model.ts'

const MINUTE = 60_000

/** The place and window that a pair is weighed for. */
export interface WeighedScene {
  readonly latitude: number
  readonly longitude: number
  readonly crimeType: CrimeType
  /** Padded, where it was. */
  readonly window: ClosedWindow
}

/** A position of the wearer; in degrees x 1e7. */
export interface BundledPosition {
  readonly capturedAt: Instant
  readonly latitude: number
  readonly longitude: number
}

/**
 * What weighing one pair depends on, beside the parameters, the scene and the wearer's positions then: the wearer's own trail,
 * and of everybody else only sums.
 */
export interface PairBundle {
  /** The wearer's trail of all days, reduced: columns, a knot an index. Milliseconds, degrees x 1e7, metres. */
  readonly knots: Readonly<
    Record<'from' | 'to' | 'latitude' | 'longitude' | 'sigma' | 'kind', readonly number[]>
  >
  readonly componentWeights: ComponentWeights
  readonly everybody: {
    /** Minutes of all wearers together, on the move and in brief, short and long stays. */
    readonly minutesByKind: readonly number[]
    readonly lookedUp: readonly LookedUp[]
  }
}

/**
 * Gathers what a pair's evidence depends on, by weighing it once more.
 *
 * @param positions the wearer's, by time, in the window and for the bridge's length either side.
 */
export function bundlePair(
  engine: EvidenceEngine,
  parameters: EvidenceParameters,
  deviceWearerId: string,
  scene: WeighedScene,
  positions: readonly BundledPosition[],
): PairBundle {
  const { timelines, componentWeights } = engine
  const population = new RememberingPopulation(timelines)
  new EvidenceEngine(timelines, parameters, { population, componentWeights }).weigh(
    scene,
    deviceWearerId,
    scene.window,
    positions.map(({ capturedAt }) => capturedAt),
    nearestMetres(positions, scene, parameters),
  )
  const wearer = timelines.deviceWearerIds.indexOf(deviceWearerId)
  const first = timelines.start[wearer] ?? 0
  const end = timelines.start[wearer + 1] ?? 0
  const column = (name: keyof PairBundle['knots']): number[] => [
    ...timelines[name].subarray(first, end),
  ]
  return {
    knots: {
      from: column('from'),
      to: column('to'),
      latitude: column('latitude'),
      longitude: column('longitude'),
      sigma: column('sigma'),
      kind: column('kind'),
    },
    componentWeights,
    everybody: { minutesByKind: minutesByKind(timelines), lookedUp: population.lookedUp() },
  }
}

/**
 * Weighs a bundled pair again, from the bundle alone.
 *
 * @param positions as they were bundled.
 * @throws RangeError when the bundle lacks what weighing reads.
 */
export function weighBundle(
  { knots, componentWeights, everybody }: PairBundle,
  positions: readonly BundledPosition[],
  parameters: EvidenceParameters,
  scene: WeighedScene,
): Evidence {
  const own = timelinesOf(knots, [0, 0, 0, 0])
  const mine = minutesByKind(own)
  const timelines = timelinesOf(
    knots,
    everybody.minutesByKind.map((minutes, kind) => Math.max(0, minutes - mine[kind]!)),
  )
  const population = new RememberedPopulation(timelines, everybody.lookedUp)
  const engine = new EvidenceEngine(timelines, parameters, { population, componentWeights })
  return engine.weigh(
    scene,
    WEARER,
    scene.window,
    positions.map(({ capturedAt }) => capturedAt),
    nearestMetres(positions, scene, parameters),
  )
}

/**
 * How near the wearer was seen on the ellipsoid: in the window, and last before and first after it
 * where that is within the bridge's length. `Infinity` without a position.
 */
function nearestMetres(
  positions: readonly BundledPosition[],
  { latitude, longitude, window }: WeighedScene,
  { bridgeMinutes }: EvidenceParameters,
): number {
  const bridge = bridgeMinutes * MINUTE
  const before = positions.findLastIndex(({ capturedAt }) => capturedAt < window.from)
  const after = positions.findIndex(({ capturedAt }) => capturedAt > window.to)
  const place = new DistanceBounds(earthPoint(latitude, longitude))
  return positions
    .slice(Math.max(0, before), after < 0 ? undefined : after + 1)
    .filter(({ capturedAt: at }) => window.from - bridge <= at && at <= window.to + bridge)
    .reduce((least, at) => Math.min(least, place.metres(at.latitude, at.longitude)), Infinity)
}

const WEARER = 'wearer'

/**
 * The wearer's timelines beside those of everybody else as if they were one: a knot of each kind as
 * long as all of theirs, since of others' trails only shares of time count. The one on the move
 * comes last, where nothing follows to be counted with it.
 */
function timelinesOf(knots: PairBundle['knots'], othersMinutes: readonly number[]): Timelines {
  const count = knots.from.length
  const others = othersMinutes.map((minutes, kind) => ({ kind, to: minutes * MINUTE })).reverse()
  const none = others.map(() => 0)
  return {
    deviceWearerIds: [WEARER, 'everybody else'],
    start: Uint32Array.of(0, count, count + others.length),
    from: Float64Array.from([...knots.from, ...none]),
    to: Float64Array.from([...knots.to, ...others.map(({ to }) => to)]),
    latitude: Int32Array.from([...knots.latitude, ...none]),
    longitude: Int32Array.from([...knots.longitude, ...none]),
    sigma: Float32Array.from([...knots.sigma, ...none.map(() => 1)]),
    kind: Uint8Array.from([...knots.kind, ...others.map(({ kind }) => kind)]),
    circleErrors: [],
  }
}
