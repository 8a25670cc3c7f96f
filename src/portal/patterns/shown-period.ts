import { lastCapturedAt } from '../../app/read-movements.ts'
import type { Instant, Interval } from '../../domain/interval.ts'
import { sameLondonTime } from '../../domain/london-clock.ts'
import { startOfLondonDay } from '../../domain/london-local.ts'
import type { Asked } from '../../server/route.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { rangeAsTyped, readRange, type TypedRange, typedRange } from '../components/typed-range.ts'
import type { PortalServices } from '../portal-services.ts'

const DAY = 86_400_000

/** A period that a page of patterns shows: typed, or so many days up to the last day of data. */
export interface ShownPeriod {
  /** Absent where it could not be read. */
  readonly within: Interval | undefined
  readonly typed: TypedRange
  readonly faults: readonly FieldFault[]
}

/** @param days counted back where the address names no period; @param mostDays longest. */
export async function shownPeriod(
  context: Asked,
  { folder, now }: PortalServices,
  person: PersonFile,
  { days, mostDays }: { readonly days: readonly number[]; readonly mostDays: number },
): Promise<ShownPeriod> {
  const asked = typedRange((name) => context.req.query(name))
  if (asked) {
    const read = readRange(asked, mostDays)
    return 'faults' in read
      ? { within: undefined, typed: asked, faults: read.faults }
      : { within: read.within, typed: asked, faults: [] }
  }
  const wished = Number(context.req.query('days'))
  const length = days.find((each) => each === wished) ?? days[0] ?? 7
  const within = daysUpTo((await lastCapturedAt(folder.archive, person)) ?? now(), length)
  return { within, typed: rangeAsTyped(within), faults: [] }
}

/** So many whole London days, the last of them the one that holds an instant. */
function daysUpTo(last: Instant, days: number): Interval {
  const start = startOfLondonDay(last)
  // Days have 23 to 25 hours: noon is always within the day that is meant.
  const to = startOfLondonDay(sameLondonTime(start + DAY / 2, 1))
  return { from: startOfLondonDay(sameLondonTime(start + DAY / 2, 1 - days)), to }
}
