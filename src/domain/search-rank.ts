import { pncNumber } from './pnc-number.ts'
import { isSearchedFor, searchWords } from './search-words.ts'
import { typedBirthDate } from './typed-birth-date.ts'

/** Somebody as they can be looked for. */
export interface Searchable {
  /** Aliases too. */
  readonly names: readonly string[]
  /** Every number anybody may know them by: of the person, of their orders, of their devices. */
  readonly numbers: readonly string[]
  /** As it was sent. */
  readonly dateOfBirth: string | undefined
}

/** How well somebody is who was asked for: 0 is by a number, 1 by a whole name or a date of birth, 2 by a part. */
export type SearchRank = 0 | 1 | 2

/**
 * What a text asks for: by a number in any way it is written, by names (whole, or how their words begin), by a date of
 * birth, or by a name and a date of birth.
 *
 * @returns how well somebody is meant by it, or `undefined` where they are not.
 */
export function searchFor(
  text: string,
  now: number,
): (person: Searchable) => SearchRank | undefined {
  const pnc = pncNumber(text)?.canonical
  const asked = searchWords(text)
  const born = typedBirthDate(text, now)
  const [date, words] = born ? [born.date, searchWords(born.rest)] : [undefined, asked]
  return ({ names, numbers, dateOfBirth }) => {
    const joined = asked.join('')
    if (joined !== '' && numbers.some((number) => searchWords(number).join('') === joined)) return 0
    // However it was written there and here.
    if (pnc && numbers.some((number) => pncNumber(number)?.canonical === pnc)) return 0
    const isOther = date !== undefined && !dateOfBirth?.startsWith(date)
    if (!isOther && (words.length > 0 || date !== undefined)) {
      if (names.some((name) => isWhole(words, searchWords(name)))) return 1
      if (words.length === 0) return 1
      if (isSearchedFor(words, { names, numbers })) return 2
    }
    // What looks like a date may be part of a number.
    return isSearchedFor(asked, { names, numbers }) ? 2 : undefined
  }
}

/** Whether every word is one of a name's whole words, or together they are one: `o brien`. */
function isWhole(words: readonly string[], held: readonly string[]): boolean {
  return words.every((word) => held.includes(word)) || held.includes(words.join(''))
}
