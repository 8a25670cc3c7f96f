import { AppError } from '../../domain/errors.ts'
import { peopleOfCrn } from '../../store/records/person-by-crn.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import { findPerson } from '../find-person.ts'

/**
 * The id of whoever has a CRN, among those the account may see.
 *
 * @throws AppError NOT_FOUND where nobody it may see has it, or several have; RESTRICTED with what the restriction says.
 */
export async function findByCrn(query: RecordsQuery, viewer: Viewer, crn: string): Promise<string> {
  const found = await peopleOfCrn(query, viewer, crn.trim())
  const [first, second] = found
  if (second?.isVisible) {
    throw new AppError(
      'NOT_FOUND',
      'Cannot show the person: more than one of those you may see has that CRN; search for them by name',
      { subjects: found.map(({ id }) => id) },
    )
  }
  if (!first) {
    throw new AppError(
      'NOT_FOUND',
      'Cannot show the person: nobody of that CRN is among those you may see',
    )
  }
  // Says what the restriction says, where there is one.
  return (await findPerson(query, viewer, first.id)).id
}
