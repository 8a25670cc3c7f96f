import {
  accuracyMetresAt,
  capturedAt,
  deviceAt,
  type HeldPositions,
} from '../domain/held-positions.ts'
import type { ClosedWindow } from '../domain/interval.ts'
import { overlapShare } from '../geo/circle-overlap.ts'
import type { DistanceBounds } from '../geo/distance-bounds.ts'
import type { MatchingParameters } from './parameters.ts'
import { labelVisits, type VisitedPosition } from './visits.ts'

/** One lawful position in radius: a line of match-positions.csv. */
interface PositionInRadius {
  /** Its row in the positions. */
  readonly row: number
  readonly sequenceLabel: string
  readonly distanceMetres: number
  /** The share of its confidence circle inside the crime's circle: 0 to 1. */
  readonly overlapShare: number
}

interface Closest {
  readonly row: number
  readonly distanceMetres: number
}

/** How near one wearer's trail came to one crime within its window. */
export interface Proximity {
  readonly positionsInWindow: number
  readonly inRadius: readonly PositionInRadius[]
  readonly overlappingPositions: number
  /** Row and distance of the closest position in the window; ties the earliest. Absent without any. */
  readonly closest?: Closest
  /** Numbers of the devices with positions in the window, the one that came closest first. */
  readonly devices: readonly number[]
}

/** Says how near a trail (rows by time, all in the window) came to a crime's place. */
export function weighProximity(
  positions: HeldPositions,
  trail: readonly number[],
  crime: DistanceBounds,
  parameters: MatchingParameters,
): Proximity {
  const { radiusMetres } = parameters
  const { deviceStart, latitude, longitude } = positions
  const closestOf = new Map<number, Closest>()
  let closest: Closest | undefined
  let nearest: Closest | undefined
  // Further away a position is neither in radius nor closer than what is known.
  let limit = Infinity
  // Rows of the device that `nearest` is of.
  let device = -1
  let [firstRow, endRow] = [0, 0]
  const visited: VisitedPosition[] = []
  const distances: number[] = []
  for (let place = 0; place < trail.length; place++) {
    const row = trail[place]!
    if (row < firstRow || row >= endRow) {
      device = deviceAt(positions, row)
      firstRow = deviceStart[device]!
      endRow = deviceStart[device + 1]!
      nearest = closestOf.get(device)
      limit = nearest ? Math.max(radiusMetres, nearest.distanceMetres) : Infinity
    }
    // Most of a trail is: no need to measure it.
    if (!crime.isPerhapsWithin(limit, latitude[row]!, longitude[row]!)) continue
    const metres = crime.metres(latitude[row]!, longitude[row]!)
    if (metres <= radiusMetres) {
      visited.push({ row, device, capturedAt: capturedAt(positions, row), place })
      distances.push(metres)
    }
    if (nearest && metres >= nearest.distanceMetres) continue
    nearest = { row, distanceMetres: metres }
    limit = Math.max(radiusMetres, metres)
    closestOf.set(device, nearest)
    if (!closest || metres < closest.distanceMetres) closest = nearest
  }
  const inRadius = labelVisits(visited, parameters.visitGapMinutes).map((sequenceLabel, i) => {
    const { row } = visited[i]!
    const metres = distances[i]!
    const share = overlapShare(accuracyMetresAt(positions, row), radiusMetres, metres)
    return { row, sequenceLabel, distanceMetres: metres, overlapShare: share }
  })
  const positionsInWindow = trail.length
  const overlappingPositions = countOverlapping(inRadius, parameters.overlapShare)
  const devices = nearestFirst(closestOf)
  if (!closest) return { positionsInWindow, overlappingPositions, devices, inRadius }
  return { positionsInWindow, overlappingPositions, closest, devices, inRadius }
}

function countOverlapping(inRadius: readonly PositionInRadius[], least: number): number {
  let count = 0
  for (const { overlapShare } of inRadius) if (overlapShare >= least) count++
  return count
}

/** Devices by how near they came, then by number. */
function nearestFirst(closestOf: ReadonlyMap<number, Closest>): number[] {
  const devices = [...closestOf.keys()]
  if (devices.length < 2) return devices
  const metres = (device: number) => closestOf.get(device)!.distanceMetres
  return devices.sort((a, b) => metres(a) - metres(b) || a - b)
}

/** A crime's window with the padding added at both ends. */
export function paddedWindow(window: ClosedWindow, padMinutes: number): ClosedWindow {
  return { from: window.from - padMinutes * 60_000, to: window.to + padMinutes * 60_000 }
}
