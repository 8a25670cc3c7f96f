import type { Instant, Interval } from '../../domain/interval.ts'
import { supervisionIntervals } from '../../domain/lawful-intervals.ts'
import type { Stay } from '../../patterns/day-pattern.ts'
import { legsOf } from '../../patterns/legs.ts'
import type { VisitSettings } from '../../patterns/visits.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import type { DataFolder } from '../data-folder.ts'
import { type Movements, readMovements } from '../read-movements.ts'
import { type VisitsOf, visitsOf } from './visits-of.ts'

export interface VisitsRead extends VisitsOf {
  readonly movements: Movements
  readonly stays: readonly Stay[]
}

/** Visits of somebody in a period, from their positions as far as a trail condition lets them be looked at. */
export async function readVisits(
  { records, archive }: Pick<DataFolder, 'records' | 'archive'>,
  person: PersonFile,
  within: Interval,
  now: Instant,
  settings: VisitSettings,
): Promise<VisitsRead> {
  const movements = await readMovements(archive, person, within, now)
  const stays = legsOf(movements.positions).flatMap((leg) => (leg.kind === 'stay' ? [leg] : []))
  return { movements, stays, ...(await visitsOf(records, person, stays, settings)) }
}

/** Before this instant nothing of somebody's trail may be looked at; `undefined` where nothing may be at all. */
export function earliestLooked(person: PersonFile): Instant | undefined {
  return supervisionIntervals(person).ofWearer(person.id)[0]?.from
}
