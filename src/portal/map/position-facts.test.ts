import { describe, expect, it } from 'vitest'
import type { MapPosition } from './map-data.ts'
import { positionFacts, shownFacts } from './position-facts.ts'

const position: MapPosition = {
  number: 1,
  capturedAt: 0,
  latitude: 53.8,
  longitude: -4.4,
  mechanism: 'GPS',
  device: 'D1',
}
const first = { before: undefined, gap: false, minutes: 0 }

describe('what is said of how a device moved', () => {
  it('is its speed and where to, in words', () => {
    const moving = { ...position, speedKmh: 31.5, headingDegrees: 224 }
    expect(positionFacts(moving, first)).toMatchObject({
      speed: '31.5 km/h (20 mph)',
      direction: '224° (south-west)',
    })
    expect(positionFacts({ ...position, headingDegrees: 350 }, first).direction).toBe(
      '350° (north)',
    )
  })

  it('is not given where the feed did not, and no column where it never did', () => {
    expect(positionFacts(position, first).direction).toBe('not given')
    expect(shownFacts([position])).not.toContain('direction')
    expect(shownFacts([position, { ...position, headingDegrees: 0 }])).toContain('direction')
  })
})
