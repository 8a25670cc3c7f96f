import type { ClosedWindow } from '../domain/interval.ts'
import {
  accuracyMetresAt,
  DEGREES_PER_UNIT,
  type PositionColumns,
} from '../domain/position-columns.ts'
import { overlapShare } from '../geo/circle-overlap.ts'
import { chordMetres, distanceMetres, type EarthPoint, earthPoint } from '../geo/ellipsoid.ts'
import type { MatchingParameters } from './parameters.ts'
import { labelVisits, type TrailPosition } from './visits.ts'

/** One lawful position in radius: a line of match-positions.csv. */
interface PositionInRadius {
  /** Its row in the positions. */
  readonly row: number
  readonly sequenceLabel: string
  readonly distanceMetres: number
  /** The share of its confidence circle inside the crime's circle: 0 to 1. */
  readonly overlapShare: number
}

/** How near one wearer's trail came to one crime within its window. */
export interface Proximity {
  readonly positionsInWindow: number
  readonly inRadius: readonly PositionInRadius[]
  readonly overlappingPositions: number
  /** Row and distance of the closest position in the window; ties the earliest. Absent without any. */
  readonly closest?: { readonly row: number; readonly distanceMetres: number }
  /** Numbers of the devices with positions in the window, the one that came closest first. */
  readonly devices: readonly number[]
}

/** Says how near a trail (rows by time, all in the window) came to a crime's place. */
export function weighProximity(
  positions: PositionColumns,
  trail: readonly number[],
  crime: EarthPoint,
  parameters: MatchingParameters,
): Proximity {
  const distances = new Map<number, number>()
  const closestOf = new Map<number, { row: number; distanceMetres: number }>()
  let closest: { row: number; distanceMetres: number } | undefined
  const seen: TrailPosition[] = []
  for (const row of trail) {
    const device = positions.device[row]!
    const point = earthPoint(
      positions.latitude[row]! * DEGREES_PER_UNIT,
      positions.longitude[row]! * DEGREES_PER_UNIT,
    )
    // The chord is never longer than the way along the ellipsoid: where it already loses, so does that.
    const chord = chordMetres(point, crime)
    const best = closestOf.get(device)
    let inRadius = false
    if (chord <= parameters.radiusMetres || !best || chord < best.distanceMetres) {
      const metres = distanceMetres(point, crime)
      inRadius = metres <= parameters.radiusMetres
      if (inRadius) distances.set(row, metres)
      if (!best || metres < best.distanceMetres)
        closestOf.set(device, { row, distanceMetres: metres })
      if (!closest || metres < closest.distanceMetres) closest = { row, distanceMetres: metres }
    }
    seen.push({ row, device, capturedAt: positions.capturedAt[row]!, inRadius })
  }
  const inRadius = labelVisits(seen, parameters.visitGapMinutes).map(({ row, sequenceLabel }) => {
    const metres = distances.get(row) ?? Number.NaN
    const share = overlapShare(accuracyMetresAt(positions, row), parameters.radiusMetres, metres)
    return { row, sequenceLabel, distanceMetres: metres, overlapShare: share }
  })
  return {
    positionsInWindow: trail.length,
    inRadius,
    overlappingPositions: inRadius.filter((p) => p.overlapShare >= parameters.overlapShare).length,
    ...(closest && { closest }),
    devices: [...closestOf]
      .sort(([a, nearA], [b, nearB]) => nearA.distanceMetres - nearB.distanceMetres || a - b)
      .map(([device]) => device),
  }
}

/** A crime's window with the padding added at both ends. */
export function paddedWindow(window: ClosedWindow, padMinutes: number): ClosedWindow {
  return { from: window.from - padMinutes * 60_000, to: window.to + padMinutes * 60_000 }
}
