import { describe, expect, it } from 'vitest'
import { TryAgain } from './try-again.ts'

const MINUTE = 60_000

describe('trying again', () => {
  it('waits longer after each failure, and never more than a quarter of an hour', () => {
    const again = new TryAgain()
    let now = 1_000_000
    expect(again.isTime(now)).toBe(true)
    for (const minutes of [1, 5, 15, 15]) {
      again.failed(now)
      expect(again.isTime(now + minutes * MINUTE - 1)).toBe(false)
      now += minutes * MINUTE
      expect(again.isTime(now)).toBe(true)
    }
    again.done()
    expect(again.isTime(now)).toBe(true)
    again.failed(now)
    expect(again.isTime(now + MINUTE)).toBe(true)
  })

  it('need not wait where somebody asks, and waits on where that fails as well', () => {
    const again = new TryAgain()
    again.failed(0)
    again.now()
    expect(again.isTime(0)).toBe(true)
    again.failed(0)
    expect(again.isTime(5 * MINUTE - 1)).toBe(false)
  })
})
