import { describe, expect, it } from 'vitest'
import { londonTime, londonTimeToTheSecond, londonWindow } from './london-time.ts'

const at = (text: string) => Date.parse(text)

describe('londonTime() and londonWindow()', () => {
  it('writes winter and summer time', () => {
    expect(londonTime(at('2026-01-26T16:08:26Z'))).toBe('26 January 2026 at 16:08:26 GMT')
    expect(londonTime(at('2026-07-15T23:00:00Z'))).toBe('16 July 2026 at 00:00 BST')
  })

  it('writes seconds that are zero only where asked', () => {
    const noon = at('2026-01-26T12:00:00Z')
    expect(londonTime(noon)).toBe('26 January 2026 at 12:00 GMT')
    expect(londonTimeToTheSecond(noon)).toBe('26 January 2026 at 12:00:00 GMT')
  })

  it('tells apart the hours of both clock-change nights', () => {
    expect(londonWindow(at('2026-03-29T00:55:00Z'), at('2026-03-29T01:15:00Z'))).toBe(
      '29 March 2026, 00:55 GMT to 02:15 BST',
    )
    expect(londonWindow(at('2026-10-25T00:30:00Z'), at('2026-10-25T01:30:00Z'))).toBe(
      '25 October 2026, 01:30 BST to 01:30 GMT',
    )
  })

  it('says a shared date once', () => {
    expect(londonWindow(at('2026-01-26T16:08:00Z'), at('2026-01-26T16:30:00Z'))).toBe(
      '26 January 2026, 16:08 to 16:30 GMT',
    )
    expect(londonWindow(at('2026-01-26T23:00:00Z'), at('2026-01-27T01:00:00Z'))).toBe(
      '26 January 2026 at 23:00 GMT to 27 January 2026 at 01:00 GMT',
    )
    expect(londonWindow(1000, 1000)).toBe(londonTime(1000))
  })
})
