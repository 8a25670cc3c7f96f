import type { CrimeVersion } from '../../domain/crime.ts'
import {
  accuracyMetresAt,
  capturedAt,
  type HeldPositions,
  mechanismAt,
} from '../../domain/held-positions.ts'
import type { ClosedWindow, Instant } from '../../domain/interval.ts'
import type { Proximity } from '../proximity.ts'
import { coarseNear } from './coarse-near.ts'
import { companionsOf } from './companions.ts'
import { COARSE_METRES, placedRows } from './knots.ts'
import { type BridgedWay, nearestWay } from './nearest-way.ts'
import type { EvidenceParameters } from './parameters.ts'
import {
  type CircleError,
  PRIOR_INFLATION,
  priorSigma,
  RADIUS_BANDS,
  radiusBand,
} from './position-error.ts'
import { type Reach, reachOf } from './reach.ts'
import { ScenePlace } from './scene.ts'
import type { Timelines } from './timelines.ts'
import { homeOf, metresBetween, SAME_PLACE, usualPlacesOf } from './usual-places.ts'
import { type Visit, visitsInCircle } from './visits-in-circle.ts'

/** The facts behind one pair's evidence, in numbers. Counts of others, never who they are. */
export interface Why {
  readonly positionsInWindow: number
  /** What the older rules count: positions in radius, and those at least half of whose circle is. */
  readonly positionsInRadius: number
  readonly overlappingPositions: number
  /** The closest position in the window. */
  readonly closest?: {
    readonly metres: number
    readonly at: Instant
    /** By what, where that places nobody in a street. */
    readonly roughlyBy?: Rough
  }
  /** The way between two positions that came nearest within the window; absent where none is bridged. */
  readonly nearestWay?: BridgedWay
  readonly minutesInRadius: number
  readonly visits: readonly Visit[]
  /** The positions in the window, by mechanism; the most used first. */
  readonly mechanisms: readonly ReliedOn[]
  /** Where the wearer rests at night, on so many nights. */
  readonly home?: { readonly metres: number; readonly nights: number }
  /** The nearest place besides where the wearer stays on several other days. */
  readonly nearestUsualPlace?: { readonly metres: number; readonly days: number }
  readonly othersAtSameAddress: number
  readonly othersKeptClose: number
  /** The longest stretch of the window without a position. */
  readonly longestGapMinutes: number
  readonly reach: Reach
  /** The position without whose error nothing of the trail could have come within the margin of absence. */
  readonly coarseNear?: Rough & { readonly metres: number; readonly at: Instant }
}

/** What made a coarse position, and the radius it quotes; metres. */
export interface Rough {
  readonly mechanism: string
  readonly quotedMetres?: number
}

/** How far positions of one mechanism may be believed. */
interface ReliedOn {
  readonly mechanism: string
  readonly positions: number
  /** Median of the radius quoted; metres. */
  readonly quotedMetres?: number
  /** Median of the one that held 95 in 100 as measured, and where most of it was never measured, of the one assumed to; metres. */
  readonly measuredMetres?: number
  readonly assumedMetres?: number
}

/** What {@link whyOf} looks at. */
export interface PairTrail {
  readonly crime: CrimeVersion
  readonly window: ClosedWindow
  readonly positions: HeldPositions
  /** The wearer's lawful rows by time, in the window and for the bridge's length either side. */
  readonly rows: readonly number[]
  readonly proximity: Proximity
  readonly timelines: Timelines
  readonly wearer: number
}

/** @param radiusMetres of the circle that minutes and visits are counted in. */
export function whyOf(pair: PairTrail, radiusMetres: number, parameters: EvidenceParameters): Why {
  const { crime, window, positions, rows, proximity, timelines, wearer } = pair
  const { closest } = proximity
  const { bridgeMinutes } = parameters
  const scene = new ScenePlace(crime, parameters)
  const trail = placedRows(positions, rows).map(({ row, sigma }) => ({
    at: capturedAt(positions, row),
    isCoarse: sigma > COARSE_METRES,
    ...roughlyBy(positions, row),
    ...scene.seen(positions.latitude[row]!, positions.longitude[row]!),
  }))
  const way = nearestWay(trail, window, bridgeMinutes)
  const visits = visitsInCircle(trail, radiusMetres, window, bridgeMinutes)
  const metres = (place: { latitude: number; longitude: number }): number =>
    Math.sqrt(scene.squaredMetres(place.latitude, place.longitude))
  const home = homeOf(timelines, wearer)
  const [nearest] = usualPlacesOf(timelines, wearer, window)
    .filter((place) => !home || metresBetween(place, home) > SAME_PLACE)
    .sort((a, b) => metres(a) - metres(b))
  const companions = companionsOf(timelines, wearer, window, bridgeMinutes)
  const instants = rows.map((row) => capturedAt(positions, row))
  const reach = reachOf(timelines, wearer, scene, window, parameters)
  const coarse = coarseNear(timelines, wearer, scene, window, parameters, reach)
  // A coarse knot is one position.
  const coarseAt = coarse === undefined ? undefined : timelines.from[coarse]
  const coarseRow = trail.find(({ at, isCoarse }) => isCoarse && at === coarseAt)
  return {
    positionsInWindow: proximity.positionsInWindow,
    positionsInRadius: proximity.inRadius.length,
    overlappingPositions: proximity.overlappingPositions,
    ...(closest && {
      closest: {
        metres: closest.distanceMetres,
        at: capturedAt(positions, closest.row),
        ...roughlyBy(positions, closest.row),
      },
    }),
    ...(way && { nearestWay: way }),
    minutesInRadius: visits.reduce((sum, { from, to }) => sum + (to - from), 0) / 60_000,
    visits,
    mechanisms: reliedOn(
      positions,
      rows.filter((_, i) => window.from <= instants[i]! && instants[i]! <= window.to),
      timelines.circleErrors,
    ),
    ...(home && { home: { metres: metres(home), nights: home.days } }),
    ...(nearest && { nearestUsualPlace: { metres: metres(nearest), days: nearest.days } }),
    othersAtSameAddress: companions.atSameAddress,
    othersKeptClose: companions.keptClose,
    longestGapMinutes: longestGap(instants, window) / 60_000,
    reach,
    ...(coarseRow?.roughlyBy && {
      coarseNear: {
        ...coarseRow.roughlyBy,
        metres: Math.hypot(coarseRow.east, coarseRow.north),
        at: coarseRow.at,
      },
    }),
  }
}

/** Nothing of a position that places its wearer in a street. */
function roughlyBy(positions: HeldPositions, row: number): { readonly roughlyBy?: Rough } {
  const mechanism = mechanismAt(positions, row)
  const quotedMetres = accuracyMetresAt(positions, row)
  if (priorSigma(mechanism, quotedMetres ?? Number.NaN) <= COARSE_METRES) return {}
  return { roughlyBy: { mechanism, ...(quotedMetres !== undefined && { quotedMetres }) } }
}

function longestGap(instants: readonly Instant[], window: ClosedWindow): number {
  let longest = 0
  let last = window.from
  for (const at of [...instants, Infinity]) {
    const until = Math.min(at, window.to)
    longest = Math.max(longest, until - last)
    last = Math.max(last, until)
  }
  return longest
}

function reliedOn(
  positions: HeldPositions,
  rows: readonly number[],
  errors: readonly CircleError[],
): ReliedOn[] {
  const byMechanism = new Map<string, number[]>()
  for (const row of rows) {
    const mechanism = mechanismAt(positions, row)
    const list = byMechanism.get(mechanism)
    if (list) list.push(row)
    else byMechanism.set(mechanism, [row])
  }
  return [...byMechanism]
    .map(([mechanism, of]) => {
      const quoted = of.flatMap((row) => accuracyMetresAt(positions, row) ?? [])
      const quotedMetres = median(quoted)
      const found = quoted.map((radius) => inflationOf(errors, mechanism, radius))
      const heldMetres = median(quoted.map((radius, i) => radius * (found[i] ?? PRIOR_INFLATION)))
      const wasMeasured =
        found.filter((inflation) => inflation !== undefined).length * 2 > found.length
      return {
        mechanism,
        positions: of.length,
        ...(quotedMetres !== undefined && { quotedMetres }),
        ...(heldMetres !== undefined &&
          (wasMeasured ? { measuredMetres: heldMetres } : { assumedMetres: heldMetres })),
      }
    })
    .sort((a, b) => b.positions - a.positions || (a.mechanism < b.mechanism ? -1 : 1))
}

/** As measured; `undefined` where no circle of the kind ever was. */
function inflationOf(
  errors: readonly CircleError[],
  mechanism: string,
  radius: number,
): number | undefined {
  const radiusTo = RADIUS_BANDS[radiusBand(radius)] ?? Infinity
  return errors.find((e) => e.mechanism === mechanism && e.radiusTo === radiusTo)?.inflation
}

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[values.length >> 1]
}
