import { describe, expect, it } from 'vitest'
import { lockOutMinutes } from './lock-out.ts'

describe('lockOutMinutes', () => {
  it('costs nothing four times, then doubles from a minute to an hour', () => {
    expect(lockOutMinutes).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60])
  })
})
