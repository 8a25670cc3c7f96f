import { expect, it } from 'vitest'
import { isSearchedFor, searchWords } from './search-words.ts'

const person = {
  names: ['Zoë O’Brien-Łukasiewicz', 'Straße Vexobe'],
  numbers: ['W007', 'X000012', 'A1234BC', '2001/0012345X'],
}
const found = (text: string) => isSearchedFor(searchWords(text), person)

it.each([
  'zoe',
  'ZOË',
  'Zoe\u0308',
  "o'brien",
  'O’BRIEN',
  'obrien',
  'o brien',
  'brien lukas',
  'lukasiewicz, zoe',
  'OBrien-Lukasiewicz',
  'Łuk',
  'strasse',
  'z',
  'x000012',
  'X 000 012',
  '0012345x',
  '2001/0012345X',
  ' w007 ',
  'a1234bc',
])('finds by %j', (text) => {
  expect(found(text)).toBe(true)
})

it.each(['', ' ', "'", '- -', 'zoe smith', 'ri', 'rien x', '%', '_', '0', 'x1'])(
  'does not find by %j',
  (text) => {
    expect(found(text)).toBe(false)
  },
)
