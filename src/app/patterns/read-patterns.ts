import { type Instant, type Interval, intersect, union } from '../../domain/interval.ts'
import { supervisionIntervals } from '../../domain/lawful-intervals.ts'
import type { DaySummary } from '../../patterns/day-summary.ts'
import { homeByOrder, homeTitle } from '../../patterns/home.ts'
import { type HoursOfWeek, hoursOfWeek, usualHours } from '../../patterns/hours-of-week.ts'
import { type PatternDay, patternDay } from '../../patterns/pattern-day.ts'
import { placesOf, type UsualPlace } from '../../patterns/places.ts'
import { newPlacesOf, type Sign } from '../../patterns/signs.ts'
import { daysOf, daysWithin, signsOf } from '../../store/records/pattern-records.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import type { DataFolder } from '../data-folder.ts'

const DAY = 86_400_000
/** Places are usual, or new, against so many days before. */
const BEFORE_DAYS = 28
const NEW_PLACE_MINUTES = 30

/** A place of somebody's, with its visits in the days before and in the period. */
interface PersonsPlace extends UsualPlace {
  /** Which home it is; absent: none. */
  readonly home: string | undefined
  /** How long at each hour of the week. */
  readonly hours: HoursOfWeek
  /** The hours of the day in which most of it is, `{ from: 9, to: 17 }`; `undefined` where that is most of the day. */
  readonly usualHours: ReturnType<typeof usualHours>
}

export interface Patterns {
  /** Every day of the period that may be looked at, in order; of one that nothing is known of, nothing is. */
  readonly days: readonly (PatternDay & { readonly summary: DaySummary | undefined })[]
  /** When a trail condition let the device be followed, of the period: minutes are of these. */
  readonly lawful: readonly Interval[]
  /** Of the period and the days before it, the one with the most time first. */
  readonly places: readonly PersonsPlace[]
  /** Stays of half an hour and more where nothing was in the days before them. */
  readonly newPlaces: readonly (ReturnType<typeof newPlacesOf>[number] & {
    readonly day: string
    /** How many days before are known: of few, everything is new. */
    readonly historyDays: number
  })[]
  readonly signs: readonly Sign[]
  /** What was read of positions' time: tell the audit this. */
  readonly read: Interval
}

/**
 * What is known of somebody's days, places and what is unusual of them, for an account that may see them.
 *
 * @param within whole London days that share an instant with it.
 */
export async function readPatterns(
  { records }: Pick<DataFolder, 'records'>,
  viewer: Viewer,
  person: PersonFile,
  within: Interval,
  now: Instant,
): Promise<Patterns> {
  const past = { from: within.from, to: Math.max(within.from + 1, Math.min(within.to, now)) }
  const asked = daysWithin(past)
  const first = patternDay(asked.first)
  const last = patternDay(asked.last)
  const read = { from: first.from - BEFORE_DAYS * DAY, to: last.to }
  const lawful = union(
    supervisionIntervals(person)
      .ofWearer(person.id)
      .flatMap((one) => intersect(one, { from: read.from, to: Math.min(read.to, now) }) ?? []),
  )
  const isLawful = (day: string) => lawful.some((one) => intersect(one, patternDay(day)))
  const kept = await daysOf(records, viewer, person.id, daysWithin(read))
  // What was lawful when they were made may not be any more, until they are made again.
  const summaries = kept.filter(({ day }) => isLawful(day))
  const byDay = new Map(summaries.map((summary) => [summary.day, summary]))
  const signs = await signsOf(records, viewer, person.id, asked)
  const home = homeByOrder(person, person.id, read)
  const inPeriod = summaries.filter(({ day }) => day >= asked.first)
  return {
    days: datesOf(asked)
      .filter(isLawful)
      .map((day) => ({ ...patternDay(day), summary: byDay.get(day) })),
    lawful: lawful.flatMap((one) => intersect(one, { from: first.from, to: last.to }) ?? []),
    places: placesOf(summaries.flatMap(({ stays }) => stays)).map((place) => {
      const hours = hoursOfWeek(place.visits)
      const title = isHome(place, summaries) ? (home ? homeTitle(home, place) : 'Home') : undefined
      return { ...place, home: title, hours, usualHours: usualHours(hours) }
    }),
    newPlaces: inPeriod.flatMap((summary) => {
      const before = summaries.filter(
        ({ day }) =>
          day < summary.day && Date.parse(summary.day) - Date.parse(day) <= BEFORE_DAYS * DAY,
      )
      return newPlacesOf(summary, before, NEW_PLACE_MINUTES).map((stay) => ({
        ...stay,
        day: summary.day,
        historyDays: before.length,
      }))
    }),
    signs: signs.filter(({ day }) => isLawful(day)),
    read,
  }
}

function isHome({ visits }: UsualPlace, summaries: readonly DaySummary[]): boolean {
  const starts = new Set(visits.map(({ from }) => from))
  return summaries.some(({ stays }) =>
    stays.some(({ at, from }) => at === 'home' && starts.has(from)),
  )
}

function datesOf({ first, last }: { readonly first: string; readonly last: string }): string[] {
  const days: string[] = []
  for (let day = Date.parse(first); day <= Date.parse(last); day += DAY) {
    days.push(new Date(day).toISOString().slice(0, 10))
  }
  return days
}
