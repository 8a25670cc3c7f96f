import { describe, expect, it } from 'vitest'
import { type Searchable, searchFor } from './search-rank.ts'
import { typedBirthDate } from './typed-birth-date.ts'

const now = Date.parse('2026-11-22T19:00Z')

const zoe: Searchable = {
  names: ["Zoë O'Brien-Łukasz", 'Zed'],
  numbers: ['W1', 'X123456', 'A9876ZZ', '01/012345H', 'HO/77-2', 'O-1', 'D9'],
  dateOfBirth: '1985-04-03',
}
const rank = (text: string, person = zoe) => searchFor(text, now)(person)

describe('searchFor()', () => {
  it.each(['x123456', 'X 123456', 'a9876zz', 'w1', 'ho 77 2', '2001/12345H', '01/0012345h', 'd9'])(
    'finds by the whole number %s before all else',
    (text) => {
      expect(rank(text)).toBe(0)
    },
  )

  it.each([
    "O'Brien",
    'o’brien',
    'OBRIEN',
    'o brien',
    'zoe',
    'Zoë Łukasz',
    'lukasz zoe',
    'zed',
    '3/4/1985',
    '03-04-1985',
    '3.4.85',
    '3 April 1985',
    '3rd apr 1985',
    '1985-04-03',
    'obrien 3/4/1985',
    '3/4/1985, zoe',
  ])('finds by a whole name or a date of birth: %s', (text) => {
    expect(rank(text)).toBe(1)
  })

  it.each(['obr', 'zo luk', 'X1234', 'obr 3/4/1985'])('finds by a part: %s', (text) => {
    expect(rank(text)).toBe(2)
  })

  it.each(['', '  ', 'smith', '4/3/1985', 'smith 3/4/1985', 'obrien 4/4/1985', 'zoe smith'])(
    'does not find by %j',
    (text) => {
      expect(rank(text)).toBeUndefined()
    },
  )

  it('does not take a number with strokes for a date', () => {
    expect(rank('12/34/5678', { ...zoe, numbers: ['12/34/5678'] })).toBe(0)
    expect(rank('3/4/1985', { ...zoe, dateOfBirth: undefined })).toBeUndefined()
  })
})

describe('typedBirthDate()', () => {
  it('reads two digits of a year as the last such year', () => {
    expect(typedBirthDate('1/2/26', now)?.date).toBe('2026-02-01')
    expect(typedBirthDate('1/2/27', now)?.date).toBe('1927-02-01')
  })

  it('takes no date that there is not', () => {
    expect(typedBirthDate('31/2/1985', now)).toBeUndefined()
    expect(typedBirthDate('3 Smith 1985', now)).toBeUndefined()
    expect(typedBirthDate('2001/12345H', now)).toBeUndefined()
  })
})
