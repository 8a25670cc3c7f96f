import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mayBe } from './candidates.ts'

const known = {
  names: ['Seán O’Brien', 'Sean Brian'],
  dateOfBirth: '1990-01-31',
  identifiers: ['X012345', 'A1234BC', '1990/0123456Z'],
}
const named = (more: object) => ({
  name: '',
  dateOfBirth: undefined,
  identifier: undefined,
  ...more,
})

describe('whether somebody may be whom police named', () => {
  it('is so by any number, however it is written', () => {
    for (const identifier of ['X012345', 'x012345', 'a1234bc', '1990 0123456z']) {
      expect(mayBe(known, named({ identifier }))).toBe(true)
    }
    expect(mayBe(known, named({ identifier: 'X01234' }))).toBe(false)
  })

  it('is so by name where no other date of birth is known', () => {
    expect(mayBe(known, named({ name: 'sean obrien', dateOfBirth: '1990-01-31' }))).toBe(true)
    expect(mayBe(known, named({ name: 'Sean O Brien', dateOfBirth: '1991-01-31' }))).toBe(false)
    const undated = { ...known, dateOfBirth: undefined }
    expect(mayBe(undated, named({ name: 'Sean Brian', dateOfBirth: '1991-01-31' }))).toBe(true)
    expect(
      mayBe({ ...known, dateOfBirth: '1990' }, named({ name: 'Brian', dateOfBirth: '1990-05-05' })),
    ).toBe(true)
  })

  it('is never so of a name and a number that say nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('', ' ', '-', '’'),
        fc.constantFrom(undefined, '', '--'),
        (name, identifier) => {
          expect(mayBe(known, named({ name, identifier }))).toBe(false)
        },
      ),
    )
  })
})
