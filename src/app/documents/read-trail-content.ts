import type { Instant, Interval } from '../../domain/interval.ts'
import { supervisionIntervals } from '../../domain/lawful-intervals.ts'
import type { PositionArchive } from '../../store/positions/position-archive.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { readMovements } from '../read-movements.ts'
import { withDetails } from '../with-details.ts'
import type { DocumentFacts } from './document-facts.ts'
import type { TrailContent } from './document-job.ts'

/** What a trail report says of somebody, as far as a trail condition lets it be looked at. */
export async function readTrailContent(
  archive: PositionArchive,
  person: PersonFile,
  facts: DocumentFacts,
  { within, hoursPerMap }: { readonly within: Interval; readonly hoursPerMap: number },
  now: Instant,
): Promise<TrailContent> {
  const read = await readMovements(archive, person, within, now)
  const lawful = supervisionIntervals(person).ofWearer(person.id)
  const positions = await withDetails(archive, lawful, within, read.positions)
  return {
    facts,
    person,
    within,
    hoursPerMap,
    supervised: read.supervised,
    silences: read.silences,
    positions: positions.map((position, index) => ({ ...position, number: index + 1 })),
  }
}
