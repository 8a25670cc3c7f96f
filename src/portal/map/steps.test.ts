import { describe, expect, it } from 'vitest'
import { stepsBetween } from './steps.ts'

const minute = 60_000
const at = (minutes: number, device = 'D1') => ({
  number: 1,
  capturedAt: minutes * minute,
  latitude: 53.8,
  longitude: -4.4,
  mechanism: 'GPS',
  device,
})

describe('stepsBetween()', () => {
  it('finds a gap only past the threshold', () => {
    const steps = stepsBetween([at(0), at(5), at(10 + 1 / 60)], 5)
    expect(steps.map(({ gap }) => gap)).toEqual([false, false, true])
    expect(steps[0]?.before).toBeUndefined()
  })

  it('joins positions of one device only', () => {
    const steps = stepsBetween([at(0), at(1, 'D2'), at(2), at(3, 'D2')], 5)
    expect(steps.map(({ before }) => before)).toEqual([undefined, undefined, 0, 1])
  })
})
