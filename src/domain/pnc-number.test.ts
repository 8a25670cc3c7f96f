import { describe, expect, it } from 'vitest'
import { pncNumber } from './pnc-number.ts'

describe('pncNumber()', () => {
  it.each(['2001/0012345H', '01/12345H', '2001/12345h', '20010012345H', ' 01 / 0012345 H '])(
    'reads %j as the one number',
    (text) => {
      expect(pncNumber(text)).toEqual({ canonical: '2001/0012345H', letterFits: true })
    },
  )

  it('says of a letter that does not fit that it does not, and keeps it', () => {
    expect(pncNumber('01/12345B')).toEqual({ canonical: '2001/0012345B', letterFits: false })
  })

  it('reads a year of two figures as one of the last century where it is no year of this', () => {
    expect(pncNumber('79/1F')?.canonical).toBe('1979/0000001F')
  })

  it.each(['', '2001/A', '2001/12345678A', '201/12345A', 'A1234BC'])('%j is none', (text) => {
    expect(pncNumber(text)).toBeUndefined()
  })
})
