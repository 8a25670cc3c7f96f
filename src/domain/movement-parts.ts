import { type Instant, type Interval, intersect } from './interval.ts'
import { londonLocal, startOfLondonDay } from './london-local.ts'

const HOUR = 3_600_000
/** Fifteen days at one position a minute: what a page reads, draws and plays without making anybody wait. */
export const MOST_POSITIONS = 21_600
/** A page's tables have a row a day; nobody reads more. */
const MOST_DAYS = 31

/** An hour's first instant, and how many positions were captured in it. */
export interface HourCount {
  readonly hour: Instant
  readonly positions: number
}

/** What one page of a long period shows. */
export interface MovementPart extends Interval {
  readonly positions: number
}

/**
 * A period as pages that follow one another: whole days of London, as many as hold no more than `most` positions, and
 * the hours of a day that alone holds more.
 *
 * @param within both ends finite.
 * @param counts of the period, in order.
 */
export function movementParts(
  within: Interval,
  counts: readonly HourCount[],
  most = MOST_POSITIONS,
): MovementPart[] {
  const parts: MovementPart[] = []
  let open: (MovementPart & { readonly units: number }) | undefined
  for (const unit of unitsOf(within, counts, most)) {
    if (open && open.units < MOST_DAYS && open.positions + unit.positions <= most) {
      open = {
        from: open.from,
        to: unit.to,
        positions: open.positions + unit.positions,
        units: open.units + 1,
      }
      continue
    }
    if (open) parts.push(partOf(open))
    open = { ...unit, units: 1 }
  }
  return open ? [...parts, partOf(open)] : parts
}

/** How many positions each London day holds, by its date (`2026-10-25`); days that hold none are left out. */
export function countsByDay(counts: readonly HourCount[]): ReadonlyMap<string, number> {
  const days = new Map<string, number>()
  for (const { hour, positions } of counts) {
    const { date } = londonLocal(hour)
    days.set(date, (days.get(date) ?? 0) + positions)
  }
  return days
}

/** The first instant of the next London day. */
export function nextLondonDay(instant: Instant): Instant {
  // Days have 23, 24 or 25 hours: a day and a half after one began is always within the next.
  return startOfLondonDay(startOfLondonDay(instant) + 36 * HOUR)
}

/** London days, and the hours of those that hold too many positions for one page. */
function unitsOf(within: Interval, counts: readonly HourCount[], most: number): MovementPart[] {
  const units: MovementPart[] = []
  let next = 0
  for (let from = within.from; from < within.to; ) {
    const day = { from, to: Math.min(nextLondonDay(from), within.to) }
    const first = next
    while (next < counts.length && (counts[next]?.hour ?? 0) < day.to) next += 1
    const hours = counts.slice(first, next)
    const positions = hours.reduce((sum, hour) => sum + hour.positions, 0)
    if (positions <= most) units.push({ ...day, positions })
    else units.push(...hoursOf(day, hours))
    from = day.to
  }
  return units
}

function hoursOf(day: Interval, counts: readonly HourCount[]): MovementPart[] {
  const byHour = new Map(counts.map(({ hour, positions }) => [hour, positions]))
  const units: MovementPart[] = []
  for (let hour = Math.floor(day.from / HOUR) * HOUR; hour < day.to; hour += HOUR) {
    const both = intersect(day, { from: hour, to: hour + HOUR })
    if (both) units.push({ ...both, positions: byHour.get(hour) ?? 0 })
  }
  return units
}

function partOf({ from, to, positions }: MovementPart): MovementPart {
  return { from, to, positions }
}
