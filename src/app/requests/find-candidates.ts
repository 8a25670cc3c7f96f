import type { RecordsQuery } from '../../store/records/records.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import { type PersonFile, visiblePerson } from '../../store/records/visible-person.ts'
import { searchPeople } from '../search-people.ts'

/** More would be no help in finding out who is meant. */
const MOST_CANDIDATES = 10
/** What people write before a number, and dates in any of the usual ways: neither is a name. */
const LABELS = /\b(?:dob|d\.o\.b\.|born|crn|nomis|pnc|id|no)\b[.:]?/gi
const DATES = /\b\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b/g

/** Whom a request may mean by the persons it names, of those the account may see. */
export async function findCandidates(
  query: RecordsQuery,
  viewer: Viewer,
  persons: readonly string[],
): Promise<PersonFile[]> {
  const found = new Set<string>()
  for (const person of persons) {
    const parts = person.replace(DATES, ' ').replace(LABELS, ' ').split(/[,;]/)
    for (const part of parts) {
      for (const { id } of await searchPeople(query, viewer, part)) found.add(id)
    }
  }
  const ids = [...found].slice(0, MOST_CANDIDATES)
  const files: PersonFile[] = []
  for (const id of ids) {
    const file = await visiblePerson(query, viewer, id)
    if (file) files.push(file)
  }
  return files
}
