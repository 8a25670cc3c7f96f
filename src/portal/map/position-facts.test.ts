import { describe, expect, it } from 'vitest'
import type { MapPosition } from './map-data.ts'
import { placeInWords, positionFacts, shownFacts } from './position-facts.ts'

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

  it('is not known of a cell tower, whose 0 is no standing still', () => {
    const cell = { ...position, mechanism: 'LBS', speedKmh: 0, headingDegrees: 0 }
    expect(positionFacts(cell, first).speed).toBe('not known: not by satellite')
    expect(positionFacts(cell, first).direction).toBe('not known: not by satellite')
    expect(shownFacts([cell])).not.toContain('speed')
    expect(shownFacts([cell, { ...position, speedKmh: 0 }])).toContain('speed')
  })

  it('comes with when it was sent, and with a sentence of how it was found', () => {
    const sent = { ...position, accuracyMetres: 40, uploadedAt: 612_000, satellites: 7, hdop: 1.2 }
    expect(positionFacts(sent, first)).toMatchObject({
      delay: '10 min 12 s',
      satellites: '7',
      hdop: '1.2',
      recorded: 'not given',
    })
    expect(positionFacts({ ...position, uploadedAt: -1000 }, first).delay).toContain('clock')
    expect(placeInWords(sent)).toBe(
      'Found by satellite (GPS); about 95 % likely to be within 40 m of this place.',
    )
  })

  it('is not given where the feed did not, and no column where it never did', () => {
    expect(positionFacts(position, first).direction).toBe('not given')
    expect(shownFacts([position])).not.toContain('direction')
    expect(shownFacts([position, { ...position, headingDegrees: 0 }])).toContain('direction')
  })
})
