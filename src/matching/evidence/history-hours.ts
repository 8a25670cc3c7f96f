import type { Instant } from '../../domain/interval.ts'
import { londonClock, londonOffset } from '../../domain/london-clock.ts'
import { lowerBound } from '../lower-bound.ts'
import { COARSE, MOVING } from './knots.ts'
import type { Timelines } from './timelines.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/**
 * The day in question: so long before an instant and after it, nothing counts as history. A window is
 * at most twelve hours long, so none of it, nor the half day around it, is history of its own parts; unless it is widened.
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
  readonly #timelines: Timelines
  /** How far before and after an instant history reaches. Milliseconds. */
  readonly #reach: number
  /** Knots of history at an instant: from `from` to `to` without those between. */
  from = 0
  before = 0
  after = 0
  to = 0
  /** First and last minutes of comparable hours, weekends after weekdays. */
  earliest = 0
  latest = 0
  /** And of what of them lies beyond midnight: the same kind of day's other end. Without any, the last is before the first. */
  earliestOfRest = 0
  latestOfRest = -1

  constructor(timelines: Timelines, historyDays: number) {
    this.#timelines = timelines
    this.#reach = (historyDays + 0.5) * 24 * HOUR
  }

  /** Writes the minutes of the clock of a wearer's knots, weekends after weekdays. */
  clockOf(wearer: number, clock: Uint16Array): void {
    const { from, to, start } = this.#timelines
    const first = start[wearer]!
    const count = start[wearer + 1]! - first
    let begins = Number.NaN
    let ofHour = 0
    for (let i = 0; i < count; i++) {
      const at = (from[first + i]! + to[first + i]!) / 2
      // Clocks change on whole hours.
      if (!(at >= begins && at < begins + HOUR)) {
        begins = Math.floor(at / HOUR) * HOUR
        const minutes = (begins + londonOffset(begins)) / MINUTE
        const day = Math.floor(minutes / DAY_MINUTES)
        const weekday = (((day + 4) % 7) + 7) % 7
        ofHour = minutes - day * DAY_MINUTES + (isWeekend(weekday) ? DAY_MINUTES : 0)
      }
      clock[i] = ofHour + (at - begins) / MINUTE
    }
  }

  /** What is visited after is of this wearer and instant. */
  turnTo(wearer: number, at: Instant): void {
    this.#turnToMinutes(at)
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

  #turnToMinutes(at: Instant): void {
    const { minute, weekday } = londonClock(at)
    const day = isWeekend(weekday) ? DAY_MINUTES : 0
    const earliest = Math.ceil(minute - COMPARABLE_MINUTES)
    const latest = Math.floor(minute + COMPARABLE_MINUTES)
    this.earliest = day + Math.max(0, earliest)
    this.latest = day + Math.min(DAY_MINUTES - 1, latest)
    this.earliestOfRest = earliest < 0 ? day + earliest + DAY_MINUTES : day
    const ofRest = earliest < 0 ? DAY_MINUTES - 1 : latest - DAY_MINUTES
    this.latestOfRest = day + Math.max(-1, ofRest)
  }
}

function isWeekend(weekday: number): boolean {
  return weekday === 0 || weekday === 6
}
