import { searchFor } from '../domain/search-rank.ts'
import type { RecordsQuery } from '../store/records/records.ts'
import type { Viewer } from '../store/records/viewer.ts'
import { type Case, searchableCases } from '../store/records/visible-cases.ts'

/**
 * Whom of those the account may see a text asks for: by any number of theirs, of their orders or devices, by name or alias, by
 * date of birth. Who has the very number first, then whole names, then beginnings, each in order of name.
 */
export async function searchPeople(
  query: RecordsQuery,
  viewer: Viewer,
  text: string,
): Promise<Case[]> {
  const rankOf = searchFor(text, viewer.at)
  const everybody = text.trim() === '' ? [] : await searchableCases(query, viewer)
  return everybody
    .flatMap(({ searchable, ...found }) => {
      const rank = rankOf(searchable)
      return rank === undefined ? [] : [{ rank, found }]
    })
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ found }) => found)
}
