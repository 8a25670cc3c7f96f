import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lengthInWords, minutesInWords, shortLength } from './length-in-words.ts'

describe('lengthInWords() and minutesInWords()', () => {
  it.each([
    [0, 'none'],
    [0.5, 'less than a minute'],
    [1, '1 minute'],
    [59.9, '59 minutes'],
    [60, '1 hour'],
    [65, '1 hour 5 minutes'],
    [47 * 60 + 59, '47 hours 59 minutes'],
    [48 * 60 + 59, '2 days'],
    [73 * 60, '3 days 1 hour'],
    [1000 * 1440, '1,000 days'],
  ])('say %s minutes as %s', (minutes, words) => {
    expect(minutesInWords(minutes)).toBe(words)
    if (minutes > 0) expect(lengthInWords(minutes * 60_000)).toBe(words)
  })

  it('lose nothing of parts of minutes that add up to whole ones', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 47 * 60 }), fc.integer({ min: 1, max: 99 }), (m, n) => {
        const sum = Array.from({ length: n }, () => m / n).reduce((all, each) => all + each)
        expect(minutesInWords(sum)).toBe(minutesInWords(m))
      }),
    )
  })
})

describe('shortLength()', () => {
  it('writes seconds, minutes and hours', () => {
    expect([0, 0.5, 5, 5.4, 72].map(shortLength)).toEqual([
      '0 s',
      '30 s',
      '5 min',
      '5 min 24 s',
      '1 h 12 min',
    ])
  })
})
