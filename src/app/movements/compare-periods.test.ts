import { describe, expect, it } from 'vitest'
import type { DayStay, DaySummary } from '../../patterns/day-summary.ts'
import { comparedPlaces } from './compare-periods.ts'

const HOUR = 3_600_000
const stay = (north: number, from: number, hours: number, at: DayStay['at'] = 'away'): DayStay => ({
  from: from * HOUR,
  to: (from + hours) * HOUR,
  latitude: 53.8 + north / 111.3,
  longitude: -4.4,
  radiusMetres: 10,
  certainty: 1,
  at,
})
const summary = (stays: readonly DayStay[]): DaySummary => ({
  day: '',
  home: undefined,
  minutes: { home: 0, away: 0, notKnown: 0 },
  knownMinutes: 0,
  night: { home: 0, away: 0, notKnown: 0 },
  farthest: undefined,
  stays,
  trips: [],
})

describe('the places of two periods', () => {
  it('are those of both and of either, with the stays of each', () => {
    const first = summary([stay(0, 0, 9, 'home'), stay(2, 10, 1), stay(0.05, 12, 3, 'home')])
    const second = summary([stay(0, 100, 8, 'home'), stay(7, 110, 2)])
    const told = comparedPlaces(first, second).map(({ isHome, stays }) => [
      isHome,
      ...stays.map((of) => of.length),
    ])
    expect(told).toEqual([
      [true, 2, 1],
      [false, 0, 1],
      [false, 1, 0],
    ])
  })

  it('are none where nothing was told', () => {
    expect(comparedPlaces(summary([]), summary([]))).toEqual([])
  })
})
