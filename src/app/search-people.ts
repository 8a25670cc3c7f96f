import { pncNumber } from '../domain/pnc-number.ts'
import { isSearchedFor, searchWords } from '../domain/search-words.ts'
import type { RecordsQuery } from '../store/records/records.ts'
import type { Viewer } from '../store/records/viewer.ts'
import { type Case, searchableCases } from '../store/records/visible-cases.ts'

/** Whom of those the account may see a text asks for, by id, CRN, NOMIS or PNC number or name; in order of id. */
export async function searchPeople(
  query: RecordsQuery,
  viewer: Viewer,
  text: string,
): Promise<Case[]> {
  const words = searchWords(text)
  if (words.length === 0) return []
  const everybody = await searchableCases(query, viewer)
  const pnc = pncNumber(text)
  return everybody.filter(
    ({ names, identifiers }) =>
      isSearchedFor(words, { names, numbers: identifiers }) ||
      // However it was written there and here.
      (pnc && identifiers.some((each) => pncNumber(each)?.canonical === pnc.canonical)),
  )
}
