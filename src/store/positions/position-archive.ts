import type { DayKnots } from '../../domain/day-knots.ts'
import type { ReadPositions } from '../../domain/held-positions.ts'
import type { Instant, Interval } from '../../domain/interval.ts'
import type { LawfulInterval } from '../../domain/lawful-intervals.ts'
import type { HourCount } from '../../domain/movement-parts.ts'
import type { PositionColumns } from '../../domain/position-columns.ts'
import type { DetailedPositions } from './native-details.ts'

/**
 * The archive of every position ever accepted, by day: one adapter over ClickHouse, in process or a
 * server. What it has acknowledged survives the end of the process.
 *
 * There is no way to read positions but through lawful intervals. Order of arrival and repetition
 * never change an answer: identity is (device, captured_at, latitude, longitude, mechanism).
 */
export interface PositionArchive {
  /** Applies the migrations that are missing; refuses a folder whose applied ones differ. */
  migrate(): Promise<void>

  /** Stores accepted positions and their details; durable when it resolves. Given again, they count once. */
  append(positions: PositionColumns): Promise<void>

  /**
   * The positions of the given intervals captured in `within`, as columns ready for
   * `arrangePositions` (order and repeats are not promised; an overlap of intervals may repeat rows).
   */
  read(intervals: readonly LawfulInterval[], within: Interval): Promise<ReadPositions>

  /** What feeds said of the positions of the given intervals captured in `within`: blocks in identity order, each once. */
  readDetails(
    intervals: readonly LawfulInterval[],
    within: Interval,
  ): Promise<readonly DetailedPositions[]>

  /**
   * Lawful positions that may lie within a circle of a crime in its window, for many crimes at once:
   * all that do, and few that do not. The general path, without days in memory.
   */
  readNear(
    intervals: readonly LawfulInterval[],
    crimes: readonly NearCrime[],
  ): Promise<ReadPositions>

  /**
   * Which devices reported anything captured in `within`, whoever may read it: so that silence can be told, and
   * nothing of where.
   */
  devicesHeard(within: Interval): Promise<ReadonlySet<string>>

  /** Days (milliseconds of their first instant, UTC) that hold positions, with how many rows, repeats included. */
  days(): Promise<readonly { readonly day: number; readonly rows: number }[]>

  /** How many distinct positions lie in `within`, and how many of them in the given intervals. */
  count(
    intervals: readonly LawfulInterval[],
    within: Interval,
  ): Promise<{ readonly all: number; readonly lawful: number }>

  /** How many distinct positions lie in the given intervals; days are not counted for it. */
  countLawful(intervals: readonly LawfulInterval[]): Promise<number>

  /**
   * How many distinct positions each hour of `within` holds that lie in the given intervals: in order, hours that hold none
   * left out. Days of London are whole hours of it.
   */
  countByHour(intervals: readonly LawfulInterval[], within: Interval): Promise<readonly HourCount[]>

  /**
   * What each day (its first ms) is known by: where it says the same as before, the day holds what it held, row for row. Where
   * it does not, the engine may only have merged.
   */
  dayStates(): Promise<ReadonlyMap<number, string>>

  /**
   * How many conflicts `within` holds (places of a device at one instant beyond the first) that it
   * would not hold without what first arrived from `arrivedFrom` (ms) on.
   */
  countConflicts(within: Interval, arrivedFrom: number): Promise<number>

  /**
   * Where trails gained positions that first arrived from `arrivedFrom` (ms) on, by device and hour of what is
   * captured `within`: what only arrived again is not among them.
   */
  arrivals(within: Interval, arrivedFrom: number): Promise<readonly Arrival[]>

  /**
   * Removes the positions in the given intervals from every table. Gone when it resolves, from the
   * disk too unless a long read still holds what was replaced. Every day it touches is written anew:
   * seconds a day of millions. @returns how many distinct ones there were.
   */
  erase(intervals: readonly LawfulInterval[]): Promise<number>

  /**
   * Removes positions outside every given interval that came or were captured long enough ago.
   *
   * @returns how many distinct ones there were.
   */
  eraseOutside(intervals: readonly LawfulInterval[], limits: OutsideLimits): Promise<number>

  /** How many distinct positions {@link eraseOutside} would remove. */
  countOutside(intervals: readonly LawfulInterval[], limits: OutsideLimits): Promise<number>

  /**
   * A day's knots: those kept of it, or what `tie` makes of its positions now, kept from then on.
   * Whatever changes the day drops what is kept of it before it changes anything.
   *
   * @param day its first instant, UTC.
   * @param madeFrom the method and the lawful intervals; under any other nothing is kept.
   */
  dayKnots(day: Instant, madeFrom: string, tie: () => Promise<DayKnots>): Promise<DayKnots>

  /** Bytes on disk and rows of every table, for people who watch over it. */
  sizes(): Promise<
    readonly { readonly table: string; readonly rows: number; readonly bytes: number }[]
  >

  close(): Promise<void>
}

/** The first and the last instant within an hour that a device's new positions were captured at. */
export interface Arrival {
  readonly deviceId: string
  readonly first: Instant
  readonly last: Instant
  /** Distinct positions gained. */
  readonly positions: number
}

/** Instants in milliseconds; both hold where both are given. */
export interface OutsideLimits {
  /** Only what first arrived before: the quarantine's clock, which a repeat does not set back. */
  readonly arrivedBefore?: number
  readonly capturedBefore?: number
}

/** Where and when to look for one crime: degrees, metres, and a closed window in milliseconds. */
export interface NearCrime {
  readonly latitude: number
  readonly longitude: number
  readonly radiusMetres: number
  readonly from: number
  readonly to: number
}
