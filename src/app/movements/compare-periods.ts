import { type Instant, type Interval, intersect } from '../../domain/interval.ts'
import type { DayStay, DaySummary } from '../../patterns/day-summary.ts'
import { summaryOf } from '../../patterns/day-summary.ts'
import { homeByOrder } from '../../patterns/home.ts'
import { legsOf } from '../../patterns/legs.ts'
import { defaultPatternSettings } from '../../patterns/pattern-settings.ts'
import { placesOf } from '../../patterns/places.ts'
import type { PositionArchive } from '../../store/positions/position-archive.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { type Movement, readMovements } from '../read-movements.ts'

/** One of two periods, as far as a trail condition lets it be looked at. */
export interface ComparedPeriod {
  readonly within: Interval
  /** Until now, disjoint and in order: of nothing else is anything said. */
  readonly supervised: readonly Interval[]
  readonly positions: readonly Movement[]
  readonly summary: DaySummary
}

/** Somewhere the device stayed in either period. Degrees. */
export interface ComparedPlace {
  readonly latitude: number
  readonly longitude: number
  readonly radiusMetres: number
  readonly isHome: boolean
  /** Of both periods, in order. */
  readonly visits: readonly Interval[]
  /** Of each period. */
  readonly stays: readonly [readonly DayStay[], readonly DayStay[]]
}

/** Reads a period as it is compared. */
export async function readCompared(
  archive: PositionArchive,
  person: PersonFile,
  within: Interval,
  now: Instant,
): Promise<ComparedPeriod> {
  const movements = await readMovements(archive, person, within, now)
  const { positions } = movements
  const supervised = movements.supervised.flatMap(
    (stretch) => intersect(stretch, { from: -Infinity, to: now }) ?? [],
  )
  const summary = summaryOf(
    { ...within, day: '', night: { from: within.from, to: within.from } },
    supervised,
    positions,
    legsOf(positions),
    homeByOrder(person, person.id, within),
    defaultPatternSettings,
  )
  return { within, supervised, positions, summary }
}

/** The places of two periods, those with the most time first; stays whose circles name no place are in none. */
export function comparedPlaces(first: DaySummary, second: DaySummary): ComparedPlace[] {
  const isOf = ({ stays }: DaySummary) => {
    const all = new Set<unknown>(stays)
    return (visit: unknown): visit is DayStay => all.has(visit)
  }
  return placesOf([...first.stays, ...second.stays]).map((place) => {
    const { latitude, longitude, radiusMetres, visits } = place
    const stays = [visits.filter(isOf(first)), visits.filter(isOf(second))] as const
    const isHome = stays.some((of) => of.some(({ at }) => at === 'home'))
    return { latitude, longitude, radiusMetres, isHome, visits, stays }
  })
}
