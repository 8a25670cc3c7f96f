/** Letters that are no letter with a mark to Unicode, as people without them on their keyboard type them. */
const spelledOut: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ł', 'l'],
  ['ı', 'i'],
])

/**
 * A name or number as it is compared: words without case, marks, apostrophes and punctuation, so that
 * `O’Brien-Łukasz` is `obrien lukasz`.
 */
export function searchWords(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđðþłı]/g, (letter) => spelledOut.get(letter) ?? letter)
    .replace(/['’‘ʼ`´]/g, '')
  return plain.match(/[\p{Letter}\p{Number}]+/gu) ?? []
}

/**
 * Whether somebody is who was asked for: every word begins one of a name's words, or all of them together
 * are part of a name or number (`o brien`, `smithjones`, `x 000 012`). No word asks for nobody.
 */
export function isSearchedFor(
  words: readonly string[],
  { names, numbers }: { readonly names: readonly string[]; readonly numbers: readonly string[] },
): boolean {
  if (words.length === 0) return false
  const joined = words.join('')
  const within = (texts: readonly string[]) =>
    texts.some((text) => searchWords(text).join('').includes(joined))
  // A letter or two are part of nearly every name and number; they begin few.
  if (joined.length > 2 && (within(names) || within(numbers))) return true
  const held = names.flatMap(searchWords)
  return (
    words.every((word) => held.some((each) => each.startsWith(word))) ||
    numbers.some((number) => searchWords(number).join('') === joined)
  )
}
