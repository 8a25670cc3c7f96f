import { counted } from '../../domain/count-text.ts'
import { type Interval, intersect } from '../../domain/interval.ts'
import { londonWindow } from '../../domain/london-time.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { readRange, type TypedRange } from '../components/typed-range.ts'

const HOUR = 3_600_000
/** Policy limits a view; a century is only so that there is a number. */
const ANY_DAYS = 36_525

/** A period to look at, and whether something of what was typed was left out. */
export interface ViewPeriod {
  readonly within: Interval
  /** What may be looked at at all, where that was cut off. */
  readonly cutTo: Interval | undefined
}

/**
 * The period somebody typed, as far as it may be looked at.
 *
 * @param bounds what was granted; everything where there is no such limit.
 * @param mostHours longest that policy lets one view show.
 */
export function readView(
  typed: TypedRange,
  bounds: Interval | undefined,
  mostHours: number,
): ViewPeriod | { readonly faults: readonly FieldFault[] } {
  const read = readRange(typed, ANY_DAYS)
  if ('faults' in read) return read
  const within = bounds ? intersect(read.within, bounds) : read.within
  if (!within) {
    const granted = bounds ? londonWindow(bounds.from, bounds.to) : ''
    return {
      faults: [{ field: 'from', text: `Choose a period within what was granted: ${granted}` }],
    }
  }
  if (within.to - within.from > mostHours * HOUR) {
    const text = `The period must be ${counted(mostHours, 'hour')} or shorter: policy allows no more in one view`
    return { faults: [{ field: 'to', text }] }
  }
  const isCut = within.from !== read.within.from || within.to !== read.within.to
  return { within, cutTo: isCut ? bounds : undefined }
}

/** The longest view from the start of a period. */
export function firstView({ from, to }: Interval, mostHours: number): Interval {
  return { from, to: Math.min(to, from + mostHours * HOUR) }
}
