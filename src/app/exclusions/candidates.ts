import { AppError } from '../../domain/errors.ts'
import { isSearchedFor, searchWords } from '../../domain/search-words.ts'
import type { NamedPerson } from '../../store/records/exclusion-questions.ts'
import { type KnownPerson, peopleInScope } from '../../store/records/named-people.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import type { Viewer } from '../../store/records/viewer.ts'

/**
 * Who may be whom police named: by an identifier, or by name where no other date of birth is known of them.
 *
 * @throws AppError RESTRICTED where any of them is restricted for the account: it may then not say that there is nobody.
 */
export async function exclusionCandidates(
  query: RecordsQuery,
  viewer: Viewer,
  named: NamedPerson,
): Promise<KnownPerson[]> {
  const candidates = (await peopleInScope(query, viewer)).filter((each) => mayBe(each, named))
  const restricted = candidates.filter(({ restriction }) => restriction !== undefined)
  const [first] = restricted
  if (!first) return candidates
  throw new AppError('RESTRICTED', first.restriction?.replace(/\.$/, '') ?? '', {
    subjects: restricted.map(({ id }) => id),
  })
}

/** Whether somebody on record may be the person who was named. */
export function mayBe(
  { names, dateOfBirth, identifiers }: Pick<KnownPerson, 'names' | 'dateOfBirth' | 'identifiers'>,
  named: NamedPerson,
): boolean {
  const numbers = identifiers.map(joined)
  const number = joined(named.identifier ?? '')
  if (number !== '' && numbers.includes(number)) return true
  const isNamed = isSearchedFor(searchWords(named.name), { names, numbers: [] })
  const born = named.dateOfBirth
  return isNamed && (born === undefined || dateOfBirth === undefined || sameDay(dateOfBirth, born))
}

/** Records hold dates as they were sent: with a time of day, or only the year. */
function sameDay(onRecord: string, born: string): boolean {
  return onRecord.startsWith(born) || (onRecord.length > 0 && born.startsWith(onRecord))
}

function joined(text: string): string {
  return searchWords(text).join('')
}
