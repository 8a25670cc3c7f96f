import type { Instant } from '../../domain/interval.ts'
import { londonClock, londonOffset } from '../../domain/london-clock.ts'
import { lowerBound } from '../position-index.ts'
import { COARSE, MOVING } from './knots.ts'
import type { Timelines } from './timelines.ts'
import type { WearerPlaces } from './wearer-places.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/**
 * The day in question: so long before an instant and after it, nothing counts as history. A window is
 * at most twelve hours long, so none of it, nor the half day around it, is history of its own parts.
 */
const APART = 24 * HOUR
/** Hours of the day count as comparable within so many minutes, on the same kind of weekday. */
const COMPARABLE_MINUTES = 90
const DAY_MINUTES = 1440
const BRIDGE = 5 * MINUTE
/** A coarse position stands for so many minutes. */
const COARSE_LASTS = 3 * MINUTE

/** Which of a wearer's knots are history at an instant, and which of that is of comparable hours. */
export class HistoryHours {
  /** Minutes of the clock of every knot, weekends after weekdays. */
  readonly clock: Uint16Array
  readonly #timelines: Timelines
  /** How far before and after an instant history reaches. Milliseconds. */
  readonly #reach: number
  /** Knots of history at an instant: from `from` to `to` without those between. */
  from = 0
  before = 0
  after = 0
  to = 0
  /** History of comparable hours: `comparableCount` numbers of knots in order of the clock. */
  comparable = new Uint32Array(1024)
  comparableCount = 0
  /** Where the instant's kind of day begins in `clock`. */
  #day = 0
  /** Whole minutes of comparable hours; before or after midnight, those of the same kind of day's other end. */
  #earliest = 0
  #latest = 0

  constructor(timelines: Timelines, historyDays: number) {
    this.#timelines = timelines
    this.#reach = (historyDays + 0.5) * 24 * HOUR
    const { from, to } = timelines
    this.clock = new Uint16Array(from.length)
    let hour = Number.NaN
    let offset = 0
    for (let knot = 0; knot < from.length; knot++) {
      const at = (from[knot]! + to[knot]!) / 2
      // Clocks change on whole hours.
      if (Math.floor(at / HOUR) !== hour) {
        hour = Math.floor(at / HOUR)
        offset = londonOffset(at)
      }
      const minutes = Math.floor((at + offset) / MINUTE)
      const day = Math.floor(minutes / DAY_MINUTES)
      const weekday = (((day + 4) % 7) + 7) % 7
      this.clock[knot] = minutes - day * DAY_MINUTES + (isWeekend(weekday) ? DAY_MINUTES : 0)
    }
  }

  /** What is visited after is of this wearer and instant. */
  turnTo(wearer: number, at: Instant): void {
    const { minute, weekday } = londonClock(at)
    this.#earliest = Math.ceil(minute - COMPARABLE_MINUTES)
    this.#latest = Math.floor(minute + COMPARABLE_MINUTES)
    this.#day = isWeekend(weekday) ? DAY_MINUTES : 0
    const { from, to, start } = this.#timelines
    const first = start[wearer]!
    const end = start[wearer + 1]!
    this.from = lowerBound(from, at - this.#reach, first, end)
    this.to = lowerBound(from, Math.floor(at + this.#reach) + 1, this.from, end)
    this.before = lowerBound(to, Math.floor(at - APART) + 1, this.from, this.to)
    this.after = lowerBound(from, at + APART, this.before, this.to)
  }

  /** Milliseconds until the next knot where that is known ground, else of the stay alone. */
  lasting(knot: number, end: number): number {
    const { from, to, kind } = this.#timelines
    if (kind[knot] === COARSE) return COARSE_LASTS
    const stay = to[knot]! - from[knot]!
    if (kind[knot] !== MOVING || knot + 1 >= end) return stay
    const next = from[knot + 1]! - to[knot]!
    return next <= BRIDGE ? stay + next : stay
  }

  /** Lists history of comparable hours. */
  listComparable(places: WearerPlaces): void {
    if (this.comparable.length < places.count) this.comparable = new Uint32Array(2 * places.count)
    this.comparableCount = 0
    this.#listBetween(places, this.#earliest, this.#latest)
    this.#listBetween(places, 0, this.#latest - DAY_MINUTES)
    this.#listBetween(places, this.#earliest + DAY_MINUTES, DAY_MINUTES)
  }

  #listBetween(places: WearerPlaces, earliest: number, latest: number): void {
    const low = Math.max(0, earliest)
    const high = Math.min(DAY_MINUTES - 1, latest)
    if (low > high) return
    const { first, byClock, clockMinute } = places
    const { from, before, after, to, comparable } = this
    const end = lowerBound(clockMinute, this.#day + high + 1, 0, byClock.length)
    let count = this.comparableCount
    for (let i = lowerBound(clockMinute, this.#day + low, 0, end); i < end; i++) {
      const knot = first + byClock[i]!
      if (knot >= from && knot < to && (knot < before || knot >= after)) comparable[count++] = i
    }
    this.comparableCount = count
  }

  /** Whether what is of a minute of the clock, weekends after weekdays, is of comparable hours. */
  isThen(clock: number): boolean {
    const of = clock - this.#day
    if (of < 0 || of >= DAY_MINUTES) return false
    return (
      (of >= this.#earliest && of <= this.#latest) ||
      of >= this.#earliest + DAY_MINUTES ||
      of <= this.#latest - DAY_MINUTES
    )
  }
}

function isWeekend(weekday: number): boolean {
  return weekday === 0 || weekday === 6
}
