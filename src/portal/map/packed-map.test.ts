import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MapPosition } from './map-data.ts'
import type { MapBand, MapMark, MapStay } from './map-legs.ts'
import { type MapData, packMap, unpackMap } from './packed-map.ts'

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const position: fc.Arbitrary<MapPosition> = fc.record({
  number: fc.nat(),
  capturedAt: fc.integer(),
  latitude: number,
  longitude: number,
  mechanism: fc.string(),
  device: fc.string(),
  outsideWindow: fc.boolean(),
  accuracyMetres: maybe(number),
  speedKmh: maybe(number),
  label: maybe(fc.string()),
  wearer: maybe(fc.nat(7)),
  distanceMetres: maybe(number),
  overlapShare: maybe(number),
  headingDegrees: maybe(number),
  recordedAt: maybe(fc.integer()),
  uploadedAt: maybe(fc.integer()),
  satellites: maybe(fc.nat()),
  hdop: maybe(number),
})
const stretch = { from: fc.integer(), to: fc.integer() }
const place = { latitude: number, longitude: number, title: fc.string() }
const stay: fc.Arbitrary<MapStay> = fc.record({
  ...stretch,
  ...place,
  number: fc.nat(),
  radiusMetres: number,
})
const kind = fc.constantFrom('home' as const, 'appointment' as const, 'place' as const)
const mark: fc.Arbitrary<MapMark> = fc.record({ ...stretch, ...place, kind })
const band: fc.Arbitrary<MapBand> = fc.record({
  ...stretch,
  line: fc.string(),
  state: fc.constantFrom('required', 'inside', 'outside', 'unknown'),
  text: fc.string(),
})
const table = { rowsPerPage: 500, page: 1, hrefs: [''] }

describe('packMap() and unpackMap()', () => {
  it('give back what they were given', () => {
    fc.assert(
      fc.property(
        fc.array(position),
        fc.array(stay),
        fc.array(mark),
        fc.array(band),
        (positions, stays, marks, bands) => {
          const there = { gapMinutes: 5, crimes: [], wearers: ['W1'], zones: [], table }
          const data: MapData = { positions, ...there, stays, marks, bands }
          expect(unpackMap(packMap(data))).toEqual(data)
        },
      ),
    )
  })

  it('hold nothing that ends a script element, whatever is in it', () => {
    const hostile = '</script><script>alert(1)</script><!--'
    const only: MapPosition = {
      number: 1,
      capturedAt: 0,
      latitude: 53.8,
      longitude: -4.4,
      mechanism: hostile,
      device: hostile,
      label: hostile,
    }
    const nowhere = { from: 0, to: 1, latitude: 53.8, longitude: -4.4 }
    const packed = packMap({
      positions: [only],
      gapMinutes: 5,
      crimes: [{ latitude: 53.8, longitude: -4.4, radiusMetres: 100, title: hostile }],
      wearers: [hostile],
      zones: [{ title: hostile, kind: 'exclusion', rings: [] }],
      stays: [{ ...nowhere, number: 1, radiusMetres: 50, title: hostile }],
      marks: [{ ...nowhere, kind: 'home', title: hostile }],
      bands: [{ from: 0, to: 1, line: hostile, state: 'unknown', text: hostile }],
      table: { ...table, hrefs: [hostile] },
    })
    expect(packed).not.toContain('<')
    const { positions, crimes, wearers, zones, stays, marks, bands } = unpackMap(packed)
    expect(positions[0]).toMatchObject({ mechanism: hostile, device: hostile, label: hostile })
    expect([stays[0]?.title, marks[0]?.title, bands[0]?.text]).toEqual([hostile, hostile, hostile])
    expect([crimes[0]?.title, zones[0]?.title, wearers[0]]).toEqual([hostile, hostile, hostile])
  })
})
