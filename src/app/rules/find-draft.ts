import { nothingHere } from '../../domain/errors.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import {
  type RuleDraft,
  visibleRuleDraft,
  wearerOfRuleDraft,
} from '../../store/records/rule-drafts.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { findPerson } from '../find-person.ts'

/**
 * A draft, with the file of whom it is about.
 *
 * @throws AppError NOT_FOUND, also where the account may not see the person; RESTRICTED with what the restriction says.
 */
export async function findDraft(
  query: RecordsQuery,
  viewer: Viewer,
  id: number | undefined,
): Promise<{ draft: RuleDraft; person: PersonFile }> {
  const wearer = id === undefined ? undefined : await wearerOfRuleDraft(query, id)
  if (id === undefined || wearer === undefined) throw nothingHere()
  const person = await findPerson(query, viewer, wearer)
  const draft = await visibleRuleDraft(query, viewer, id)
  if (!draft) throw nothingHere()
  return { draft, person }
}
