import { describe, expect, it } from 'vitest'
import { codeHash, oneTimeCode } from './one-time-code.ts'

describe('a one-time code', () => {
  it('is four groups of four without letters that look like digits', () => {
    for (let times = 0; times < 100; times++) {
      expect(oneTimeCode()).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
    }
  })

  it('is the same however it is typed', () => {
    const hash = codeHash('10AB-CDEF-GH0J-1K2M')
    for (const typed of [' 10abcdefgh0j1k2m', 'IOAB CDEF GHOJ LK2M', 'lo-ab-cd-ef-gh-oj-ik-2m']) {
      expect(codeHash(typed)).toEqual(hash)
    }
    expect(codeHash('10AB-CDEF-GH0J-1K2N')).not.toEqual(hash)
  })
})
