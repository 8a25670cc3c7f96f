import { describe, expect, it } from 'vitest'
import { historyDays } from './history-days.ts'
import { defaultParameters } from './parameters.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const FIRST = Date.UTC(2026, 0, 5)

function daysOf(windows: readonly [from: number, to: number][], padMinutes = 0): number[] {
  const crimes = windows.map(([from, to]) => ({ window: { from: FIRST + from, to: FIRST + to } }))
  const evidence = { ...defaultParameters.evidence, historyDays: 2 }
  const isHistory = historyDays(crimes, { ...defaultParameters, padMinutes, evidence })
  const days = Array.from({ length: 60 }, (_, i) => i - 30)
  return days.filter((day) => isHistory(FIRST + day * DAY))
}

describe('historyDays()', () => {
  it('holds the days around every crime, each once, and none between those far apart', () => {
    expect(daysOf([])).toEqual([])
    expect(daysOf([[HOUR, 2 * HOUR]])).toEqual([-3, -2, -1, 0, 1, 2, 3])
    expect(
      daysOf([
        [20 * DAY + HOUR, 20 * DAY + HOUR],
        [HOUR, DAY + HOUR],
        [2 * DAY, 2 * DAY],
      ]),
    ).toEqual([-3, -2, -1, 0, 1, 2, 3, 4, 5, 17, 18, 19, 20, 21, 22, 23])
  })

  it('reckons with the padded window', () => {
    expect(daysOf([[HOUR, 2 * HOUR]], 120)).toEqual([-4, -3, -2, -1, 0, 1, 2, 3])
  })
})
