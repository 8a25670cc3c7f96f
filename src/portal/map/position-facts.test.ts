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

  it('is not known of a position from masts, networks or beacons, whatever the feed wrote', () => {
    for (const mechanism of ['LBS', 'WIFI', 'RF']) {
      const still = { ...position, mechanism, speedKmh: 0, headingDegrees: 0 }
      expect(positionFacts(still, first)).toMatchObject({
        speed: 'not known',
        direction: 'not known',
      })
    }
  })

  it('is not known where the feed did not say, and no column where it never did', () => {
    expect(positionFacts(position, first).direction).toBe('not known')
    expect(shownFacts([position])).not.toContain('direction')
    expect(shownFacts([position, { ...position, headingDegrees: 0 }])).toContain('direction')
  })
})

describe('what is said of how a position came', () => {
  it('is how long after it was measured it was received, and when it was stored', () => {
    const capturedAt = Date.UTC(2026, 0, 5)
    const came = { recordedAt: capturedAt + 2_000, uploadedAt: capturedAt + 620_000 }
    const sent = { ...position, ...came, capturedAt, satellites: 9, hdop: 0.9 }
    expect(positionFacts(sent, first)).toMatchObject({
      stored: '5 January 2026 at 00:00:02 GMT',
      delay: '10 min 20 s later',
      satellites: '9',
      spread: '0.9',
    })
    expect(positionFacts({ ...position, uploadedAt: -60_000 }, first).delay).toBe(
      '1 min before it was measured: a clock was wrong',
    )
    expect(shownFacts([sent])).toEqual(expect.arrayContaining(['delay', 'stored', 'spread']))
    expect(shownFacts([position])).not.toContain('delay')
  })
})
