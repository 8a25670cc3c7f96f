import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromNationalGrid, toNationalGrid } from './national-grid.ts'
import { typedPlace } from './typed-place.ts'

const read = (text: string) => typedPlace(text, fromNationalGrid)

describe('a typed place', () => {
  it('is degrees, an easting and northing, or a grid reference', () => {
    expect(read('53.8, -4.4')).toEqual({ latitude: 53.8, longitude: -4.4 })
    expect(read(' 53.8000001 -4.4000001 ')).toEqual({ latitude: 53.8000001, longitude: -4.4000001 })
    // Ordnance Survey's own example: TG 51409 13177 is 651409 313177.
    expect(read('TG 51409 13177')).toEqual(read('651409, 313177'))
    expect(read('tg 514 131')).toEqual(read('651400 313100'))
    expect(read('SC 300 400')).toEqual(read('230000 440000'))
  })

  it('is nothing else', () => {
    for (const text of [
      '',
      'the park',
      '53.8',
      '91.0, 0.1',
      '-4.4, 53.8',
      'TG 51 13',
      'TG 514 13',
      '12 34',
    ]) {
      expect({ text, place: read(text) }).toEqual({ text, place: undefined })
    }
  })

  it('comes back from the grid within a metre, wherever it is', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 50, max: 58, noNaN: true }),
        fc.double({ min: -5, max: 1, noNaN: true }),
        (latitude, longitude) => {
          const { easting, northing } = toNationalGrid({ latitude, longitude })
          if (northing < 10_000) return
          const place = read(`${Math.round(easting)} ${Math.round(northing)}`)
          expect(Math.abs((place?.latitude ?? 0) - latitude)).toBeLessThan(1e-5)
          expect(Math.abs((place?.longitude ?? 0) - longitude)).toBeLessThan(2e-5)
        },
      ),
    )
  })
})
