import { describe, expect, it } from 'vitest'
import { hiddenBy, hiddenText, limitText } from './filters.ts'
import type { MapPosition } from './map-data.ts'

const position = (mechanism: string, accuracyMetres?: number): MapPosition => ({
  number: 1,
  capturedAt: 0,
  latitude: 53.8,
  longitude: -4.4,
  mechanism,
  device: 'D1',
  accuracyMetres,
})
const all = [position('GPS', 12), position('GPS'), position('LBS', 50), position('LBS', 50.1)]

describe('filters', () => {
  it('hide by mechanism and by accuracy, what has none included', () => {
    const hidden = (without: string[], worstMetres?: number) => [
      ...hiddenBy(all, { without: new Set(without), worstMetres }),
    ]
    expect(hidden([])).toEqual([0, 0, 0, 0])
    expect(hidden(['LBS'])).toEqual([0, 0, 1, 1])
    expect(hidden([], 50)).toEqual([0, 1, 0, 1])
    expect(hidden(['LBS'], 10)).toEqual([1, 1, 1, 1])
  })

  it('always say how many', () => {
    expect(hiddenText(1204, 20160)).toBe('1,204 of 20,160 positions hidden by filters')
    expect(hiddenText(0, 20160)).toBe('All 20,160 positions shown')
    expect([limitText(undefined), limitText(1000)]).toEqual([
      'Any accuracy',
      'No worse than 1,000 m',
    ])
  })
})
