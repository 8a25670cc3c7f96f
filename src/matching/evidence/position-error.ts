import type { CircleTally } from '../../domain/day-knots.ts'
import {
  accuracyAt,
  capturedAt,
  type HeldPositions,
  mechanismAt,
} from '../../domain/held-positions.ts'
import { londonClock } from '../../domain/london-clock.ts'
import { localScale } from '../../geo/local-scale.ts'

/** Metres of deviation for one metre of quoted radius, were circles to hold the truth in 95 of 100. */
const SIGMA_OF_95 = 1 / 2.4477
/** The median of a Rayleigh distribution with deviation 1. */
const RAYLEIGH_MEDIAN = 1.17741

/** London minutes of the day when people rest. */
const NIGHT = { from: 60, to: 300 }
/** A night tells something with so many positions, half of them within so many metres of the middle. */
const LEAST_OF_A_NIGHT = 20
const AT_REST_METRES = 60
/** A middle tells where a wearer rested if the circles it is made of are no larger. Metres. */
const FINE_ENOUGH_METRES = 60

/** What is believed of circles before any is measured: published tests found about so much. */
export const PRIOR_INFLATION = 1.5
/** How many resting positions weigh as much as that belief. */
const PRIOR_POSITIONS = 200
/** Standard deviations where a mechanism quotes no radius, in metres. */
const UNQUOTED: Readonly<Record<string, number>> = { RF: 15, LBS: 450, WIFI: 40 }
const UNQUOTED_ELSE = 15
const LEAST_SIGMA = 3

/** Quoted radii in metres are measured apart up to each of these. */
export const RADIUS_BANDS = [10, 30, 100, Infinity] as const

/** Ratios of measured to quoted error fall into bins, so many to a factor of e, from e^-4 on. */
const BINS_A_LOG = 10
const LOWEST_LOG = -4
const BINS = 80

/**
 * Standard deviation, east and north, that a quoted radius stands for before circles are measured.
 * Metres.
 */
export function priorSigma(mechanism: string, radius: number): number {
  if (Number.isNaN(radius)) return UNQUOTED[mechanism] ?? UNQUOTED_ELSE
  return Math.max(LEAST_SIGMA, radius * SIGMA_OF_95 * PRIOR_INFLATION)
}

export function radiusBand(radius: number): number {
  return Math.max(
    0,
    RADIUS_BANDS.findIndex((most) => radius <= most),
  )
}

/** How wrong one mechanism's circles of about one size are. */
export interface CircleError {
  readonly mechanism: string
  /** Quoted radii up to this and over the band before. Metres. */
  readonly radiusTo: number
  /** The true deviation over the one that the quoted radius stands for. */
  readonly inflation: number
  /** Positions of resting wearers it was measured on, and how many circles held the middle. */
  readonly positions: number
  readonly held: number
  /** How many would have, grown by the inflation. */
  readonly heldGrown: number
}

/**
 * Measures how far quoted circles are to be believed, on wearers who rest at night: their positions
 * are compared with the middle of that night by its finest mechanism. The median of distance over
 * quoted deviation is that of a Rayleigh distribution, were circles right; the ratio is the
 * inflation, drawn towards what is known of circles where few positions tell. A middle of biased
 * positions hides their bias, so circles only ever grow, and a night placed by cell towers alone
 * tells nothing: a tower's own place, said all night, would look like certainty.
 */
export class CircleErrors {
  readonly #bins = new Map<string, { counts: Uint32Array; held: number }>()

  /**
   * Adds what one wearer's day tells.
   *
   * @param rows of the day, by time.
   */
  addDay(positions: HeldPositions, rows: readonly number[]): void {
    const night = rows.filter((row) => {
      const { minute } = londonClock(capturedAt(positions, row))
      return minute >= NIGHT.from && minute < NIGHT.to
    })
    if (night.length < LEAST_OF_A_NIGHT) return
    const finest = finestRows(positions, night)
    const latitude = median(finest.map((row) => positions.latitude[row]!))
    const longitude = median(finest.map((row) => positions.longitude[row]!))
    const scale = localScale(latitude)
    const away = (row: number): number =>
      Math.hypot(
        (positions.longitude[row]! - longitude) * scale.east,
        (positions.latitude[row]! - latitude) * scale.north,
      )
    const quoted = median(finest.map((row) => accuracyAt(positions, row)))
    if (!(quoted <= FINE_ENOUGH_METRES) || median(finest.map(away)) > AT_REST_METRES) return
    for (const row of night) {
      const radius = accuracyAt(positions, row)
      const mechanism = mechanismAt(positions, row)
      if (radius > 0) this.#add(mechanism, radius, away(row))
    }
  }

  /** Adds what was told before. */
  addTallies(tallies: readonly CircleTally[]): void {
    for (const { mechanism, band, counts, held } of tallies) {
      const of = this.#of(mechanism, band)
      counts.forEach((count, bin) => {
        of.counts[bin]! += count
      })
      of.held += held
    }
  }

  /** What was told, by mechanism and band, in code-unit order. */
  tallies(): CircleTally[] {
    return [...this.#bins.keys()].sort().map((key) => {
      const [mechanism = '', band = '0'] = key.split('\n')
      return { mechanism, band: Number(band), ...this.#bins.get(key)! }
    })
  }

  /** By mechanism and band, in code-unit order. */
  errors(): CircleError[] {
    return this.tallies().map(({ mechanism, band, counts, held }) => {
      const positions = counts.reduce((sum, count) => sum + count, 0)
      const measured = medianOfBins(counts, positions) / RAYLEIGH_MEDIAN
      const weight = positions / (positions + PRIOR_POSITIONS)
      const inflation = Math.exp(
        weight * Math.log(Math.max(measured, 1)) + (1 - weight) * Math.log(PRIOR_INFLATION),
      )
      const radiusTo = RADIUS_BANDS[band] ?? Infinity
      const heldGrown = countUpTo(counts, inflation / SIGMA_OF_95)
      return { mechanism, radiusTo, inflation, positions, held, heldGrown }
    })
  }

  #of(mechanism: string, band: number): { counts: Uint32Array; held: number } {
    const key = `${mechanism}\n${band}`
    let of = this.#bins.get(key)
    if (!of) {
      of = { counts: new Uint32Array(BINS), held: 0 }
      this.#bins.set(key, of)
    }
    return of
  }

  #add(mechanism: string, radius: number, metres: number): void {
    const of = this.#of(mechanism, radiusBand(radius))
    const log = Math.log(Math.max(1e-9, metres / (radius * SIGMA_OF_95)))
    const bin = Math.floor((log - LOWEST_LOG) * BINS_A_LOG)
    of.counts[Math.max(0, Math.min(BINS - 1, bin))]!++
    if (metres <= radius) of.held++
  }
}

/** How many ratios are at most `most`, to the bin. */
function countUpTo(counts: Uint32Array, most: number): number {
  const last = Math.floor((Math.log(most) - LOWEST_LOG) * BINS_A_LOG)
  return counts.subarray(0, Math.max(0, last)).reduce((sum, count) => sum + count, 0)
}

function medianOfBins(counts: Uint32Array, positions: number): number {
  let left = positions / 2
  for (let bin = 0; bin < BINS; bin++) {
    const count = counts[bin]!
    if (count >= left) return Math.exp(LOWEST_LOG + (bin + left / Math.max(1, count)) / BINS_A_LOG)
    left -= count
  }
  return 1
}

/** The rows of the mechanism that quotes the smallest circles, where it has enough of them. */
function finestRows(positions: HeldPositions, rows: readonly number[]): readonly number[] {
  const byMechanism = new Map<string, number[]>()
  for (const row of rows) {
    const mechanism = mechanismAt(positions, row)
    const list = byMechanism.get(mechanism)
    if (list) list.push(row)
    else byMechanism.set(mechanism, [row])
  }
  let best: readonly number[] = rows
  let bestRadius = Infinity
  for (const [, list] of [...byMechanism].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (list.length < LEAST_OF_A_NIGHT / 2) continue
    const radius = median(list.map((row) => accuracyAt(positions, row)))
    if (radius < bestRadius) {
      best = list
      bestRadius = radius
    }
  }
  return best
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[sorted.length >> 1] ?? Number.NaN
}
