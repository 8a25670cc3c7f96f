import type { Instant } from '../../domain/interval.ts'
import { londonClock, londonOffset } from '../../domain/london-clock.ts'
import { lowerBound } from '../lower-bound.ts'
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
  }

  /** Minutes of the clock of a wearer's knots, weekends after weekdays. */
  clockOf(wearer: number): Uint16Array {
    const { from, to, start } = this.#timelines
    const first = start[wearer]!
    const clock = new Uint16Array(start[wearer + 1]! - first)
    let hour = Number.NaN
    let offset = 0
    for (let i = 0; i < clock.length; i++) {
      const at = (from[first + i]! + to[first + i]!) / 2
      // Clocks change on whole hours.
      if (Math.floor(at / HOUR) !== hour) {
        hour = Math.floor(at / HOUR)
        offset = londonOffset(at)
      }
      const minutes = Math.floor((at + offset) / MINUTE)
      const day = Math.floor(minutes / DAY_MINUTES)
      const weekday = (((day + 4) % 7) + 7) % 7
      clock[i] = minutes - day * DAY_MINUTES + (isWeekend(weekday) ? DAY_MINUTES : 0)
    }
    return clock
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
  listComparable({ first, count, byClock, clockMinute }: WearerPlaces): void {
    if (this.comparable.length < count) this.comparable = new Uint32Array(2 * count)
    const { from, before, after, to, comparable } = this
    let listed = 0
    for (const [low, high] of this.comparableMinutes()) {
      const end = lowerBound(clockMinute, high + 1, 0, count)
      for (let i = lowerBound(clockMinute, low, 0, end); i < end; i++) {
        const knot = first + byClock[i]!
        if (knot >= from && knot < to && (knot < before || knot >= after)) comparable[listed++] = i
      }
    }
    this.comparableCount = listed
  }

  /** Adds up the milliseconds of comparable hours by kind; returns how many knots are of one kind. */
  addComparable(
    { first, count, byClock, clockMinute, clockKind, clockLasting }: WearerPlaces,
    share: Float64Array,
    kind: number,
  ): number {
    const { from, before, after, to } = this
    let same = 0
    for (const [low, high] of this.comparableMinutes()) {
      const end = lowerBound(clockMinute, high + 1, 0, count)
      for (let i = lowerBound(clockMinute, low, 0, end); i < end; i++) {
        const knot = first + byClock[i]!
        if (knot < from || knot >= to || (knot >= before && knot < after)) continue
        const other = clockKind[i]!
        if (other === COARSE) continue
        share[other]! += clockLasting[i]!
        if (other === kind) same++
      }
    }
    return same
  }

  /** First and last minutes of comparable hours, weekends after weekdays; before or after midnight, those of the same kind of day's other end too. */
  comparableMinutes(): readonly (readonly [low: number, high: number])[] {
    const day = this.#day
    const low = Math.max(0, this.#earliest)
    const high = Math.min(DAY_MINUTES - 1, this.#latest)
    const minutes: [number, number][] = [[day + low, day + high]]
    if (this.#latest >= DAY_MINUTES) minutes.push([day, day + this.#latest - DAY_MINUTES])
    if (this.#earliest < 0)
      minutes.push([day + this.#earliest + DAY_MINUTES, day + DAY_MINUTES - 1])
    return minutes
  }
}

function isWeekend(weekday: number): boolean {
  return weekday === 0 || weekday === 6
}
