import { AppError } from '../domain/errors.ts'
import type { RecordsQuery } from '../store/records/records.ts'
import type { Viewer } from '../store/records/viewer.ts'
import {
  type PersonFile,
  restrictionMessage,
  visiblePerson,
} from '../store/records/visible-person.ts'

/**
 * The file of one person whom the account may see.
 *
 * @throws AppError RESTRICTED with what the restriction says, where the role would let the account see them;
 * NOT_FOUND where there is nobody of that id, or nobody it may see: the two are not told apart.
 */
export async function findPerson(
  query: RecordsQuery,
  viewer: Viewer,
  id: string,
): Promise<PersonFile> {
  const person = await visiblePerson(query, viewer, id)
  if (person) return person
  const message = await restrictionMessage(query, viewer, id)
  if (message !== undefined)
    throw new AppError('RESTRICTED', withoutStop(message), { subjects: [id] })
  throw new AppError(
    'NOT_FOUND',
    'Cannot show the person: nobody of that id is among those you may see',
    { subjects: [id] },
  )
}

/** The file of the account's own person. @throws AppError NOT_FOUND where the account is nobody's. */
export async function findOwnPerson(query: RecordsQuery, viewer: Viewer): Promise<PersonFile> {
  const person = await visiblePerson(query, viewer, undefined)
  if (person) return person
  throw new AppError('NOT_FOUND', 'Cannot show your data: the account belongs to no device wearer')
}

/** Messages here end without one; people write theirs with. */
function withoutStop(message: string): string {
  return message.replace(/\.$/, '')
}
