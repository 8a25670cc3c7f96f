import {
  accuracyAt,
  capturedAt,
  deviceAt,
  type HeldPositions,
  mechanismAt,
} from '../../domain/held-positions.ts'
import { localScale } from '../../geo/local-scale.ts'
import { priorSigma, radiusBand } from './position-error.ts'

/** What a knot is; the first four index the parameters' `seenAs`. */
export const MOVING = 0
export const BRIEF = 1
export const SHORT = 2
export const LONG = 3
export const COARSE = 4
/** Kinds that place a wearer in a street. */
export const FINE_KINDS = 4

const MINUTE = 60_000
/** Positions further apart in time are not one stay. */
const BRIDGE = 5 * MINUTE
const SHORTEST_STAY = 0.75 * MINUTE
const BRIEF_UNDER = 2.5 * MINUTE
const SHORT_TO = 20 * MINUTE
/** A position whose deviation is larger places nobody in a street. Metres. */
export const COARSE_METRES = 80
/** A stay's positions lie so near its middle: metres, and deviations of the position. */
const STAY_REACH = { metres: 15, sigmas: 1.5, most: 60 }
/** Errors of one stay are alike for about so long; each further such stretch tells something new. */
const ERROR_MEMORY = 10 * MINUTE

/** A stay over an interval, or one position on the move or too coarse to place anybody in a street. */
export interface Knot {
  /** Milliseconds. */
  from: number
  to: number
  /** Degrees x 1e7: the middle of a stay. */
  latitude: number
  longitude: number
  /** Standard deviation, east and north, before circles are measured. Metres. */
  sigma: number
  kind: number
  /** Mechanism and radius band of its finest position, as circles are measured by. */
  mechanism: number
  band: number
}

/**
 * Reduces one wearer's trail of a day to knots: what it says of where they stayed and how they moved,
 * in a tenth of the room. The same positions give the same knots, whatever else is in the run.
 *
 * @param rows by time.
 */
export function tieKnots(
  positions: HeldPositions,
  rows: readonly number[],
  add: (knot: Readonly<Knot>) => void,
): void {
  const placed = placedRows(positions, rows)
  for (let i = 0; i < placed.length; ) {
    const first = placed[i]!
    if (first.sigma > COARSE_METRES) {
      add(knotOf(positions, first, COARSE))
      i++
    } else i = addStay(positions, placed, i, add)
  }
}

interface Placed {
  readonly row: number
  readonly sigma: number
}

function knotOf(positions: HeldPositions, { row, sigma }: Placed, kind: number): Knot {
  const at = capturedAt(positions, row)
  return {
    from: at,
    to: at,
    latitude: positions.latitude[row]!,
    longitude: positions.longitude[row]!,
    sigma,
    kind,
    mechanism: positions.mechanism[row]!,
    band: radiusBand(accuracyAt(positions, row)),
  }
}

/** Rows that place a wearer: coarse positions count only where no finer one is near in time on both sides. */
export function placedRows(positions: HeldPositions, rows: readonly number[]): Placed[] {
  const all = rows.map((row) => ({
    row,
    sigma: priorSigma(mechanismAt(positions, row), accuracyAt(positions, row)),
  }))
  const at = (index: number): number => capturedAt(positions, all[index]!.row)
  const nextFine = new Int32Array(all.length + 1).fill(-1)
  for (let i = all.length - 1; i >= 0; i--) {
    nextFine[i] = all[i]!.sigma <= COARSE_METRES ? i : nextFine[i + 1]!
  }
  let lastFine = -1
  return all.filter(({ sigma }, i) => {
    if (sigma <= COARSE_METRES) {
      lastFine = i
      return true
    }
    const next = nextFine[i]!
    return lastFine < 0 || next < 0 || at(next) - at(lastFine) > BRIDGE
  })
}

/** Adds the stay that begins at `first`, or the position on the move; returns the index after it. */
function addStay(
  positions: HeldPositions,
  placed: readonly Placed[],
  first: number,
  add: (knot: Readonly<Knot>) => void,
): number {
  const start = placed[first]!
  const latitude = positions.latitude[start.row]!
  const longitude = positions.longitude[start.row]!
  const scale = localScale(latitude)
  let east = 0
  let north = 0
  let weight = 1 / (start.sigma * start.sigma)
  let finest = start
  let last = first
  for (let next = first + 1; next < placed.length; next++) {
    const { row, sigma } = placed[next]!
    if (sigma > COARSE_METRES) break
    const gap = capturedAt(positions, row) - capturedAt(positions, placed[last]!.row)
    if (gap > BRIDGE) break
    const x = (positions.longitude[row]! - longitude) * scale.east
    const y = (positions.latitude[row]! - latitude) * scale.north
    const reach = Math.min(STAY_REACH.most, STAY_REACH.metres + STAY_REACH.sigmas * sigma)
    if ((x - east) ** 2 + (y - north) ** 2 > reach * reach) {
      // One stray position between two that agree is an error, not a walk; one of another device is
      // another place.
      if (next - last > 1 || deviceAt(positions, row) !== deviceAt(positions, start.row)) break
      continue
    }
    const more = 1 / (sigma * sigma)
    weight += more
    east += ((x - east) * more) / weight
    north += ((y - north) * more) / weight
    if (sigma < finest.sigma) finest = placed[next]!
    last = next
  }
  const knot = knotOf(positions, finest, MOVING)
  const from = capturedAt(positions, start.row)
  const to = capturedAt(positions, placed[last]!.row)
  if (to - from < SHORTEST_STAY) {
    add(knotOf(positions, start, MOVING))
    return first + 1
  }
  add({
    ...knot,
    from,
    to,
    latitude: latitude + Math.round(north / scale.north),
    longitude: longitude + Math.round(east / scale.east),
    sigma: finest.sigma / Math.sqrt(1 + (to - from) / ERROR_MEMORY),
    kind: to - from < BRIEF_UNDER ? BRIEF : to - from <= SHORT_TO ? SHORT : LONG,
  })
  return last + 1
}
