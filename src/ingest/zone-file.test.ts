import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../domain/errors.ts'
import { MOST_ZONE_FILE_BYTES, readZoneFile } from './zone-file.ts'
import { zoneGeometry } from './zone-geometry.ts'

const square = [
  [-4.4, 53.8],
  [-4.39, 53.8],
  [-4.39, 53.81],
  [-4.4, 53.81],
  [-4.4, 53.8],
]
const polygon = { type: 'Polygon', coordinates: [square] }
const bytes = (text: string) => new TextEncoder().encode(text)
const json = (value: unknown) => readZoneFile(bytes(JSON.stringify(value)))
const feature = (geometry: unknown, name?: string) => ({
  type: 'Feature',
  geometry,
  properties: name === undefined ? null : { name },
})
const placemark = (shape: string, name = 'The yard') =>
  `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>${name}</name>${shape}</Placemark></Document></kml>`
const kmlRing = square.map((corner) => `${corner.join(',')},0`).join(' ')
const kmlPolygon = `<Polygon><outerBoundaryIs><LinearRing><coordinates>${kmlRing}</coordinates></LinearRing></outerBoundaryIs></Polygon>`
const refusal = (read: () => unknown): string => {
  try {
    read()
  } catch (error) {
    if (error instanceof AppError && error.field === 'file') return error.message
    throw error
  }
  throw new Error('It was taken')
}

describe('readZoneFile', () => {
  it('takes a geometry, a feature and a collection, with names', () => {
    for (const value of [polygon, feature(polygon), feature(polygon, ' ')]) {
      expect(json(value)).toEqual({
        shapes: [{ name: undefined, geometry: polygon }],
        passedOver: [],
      })
    }
    const many = {
      type: 'FeatureCollection',
      features: [feature(polygon, 'A'), feature(polygon, 'B')],
    }
    expect(json(many).shapes.map(({ name }) => name)).toEqual(['A', 'B'])
  })

  it('takes the polygons of KML, without their heights, and the parts of one place together', () => {
    expect(readZoneFile(bytes(placemark(kmlPolygon))).shapes).toEqual([
      { name: 'The yard', geometry: polygon },
    ])
    const two = `<MultiGeometry>${kmlPolygon}${kmlPolygon}</MultiGeometry>`
    expect(readZoneFile(bytes(placemark(two))).shapes[0]?.geometry).toEqual({
      type: 'MultiPolygon',
      coordinates: [[square], [square]],
    })
    const point = placemark('<Point><coordinates>-4.4,53.8,12</coordinates></Point>')
    expect(readZoneFile(bytes(point)).shapes[0]?.geometry).toEqual({
      type: 'Point',
      coordinates: [-4.4, 53.8],
    })
  })

  it('passes over what cannot be a zone, with the reason, where something else can', () => {
    const line = { type: 'LineString', coordinates: square }
    const read = json({
      type: 'FeatureCollection',
      features: [feature(line, 'Fence'), feature(polygon, 'Yard')],
    })
    expect(read.shapes.map(({ name }) => name)).toEqual(['Yard'])
    expect(read.passedOver).toEqual([expect.stringMatching(/^“Fence”: it is a line/)])
  })

  it.each([
    ['a line', { type: 'LineString', coordinates: square }, /is a line, and a zone is an area/],
    [
      'open',
      { type: 'Polygon', coordinates: [square.slice(0, 4)] },
      /does not end where it begins/,
    ],
    [
      'two corners',
      { type: 'Polygon', coordinates: [square.slice(0, 2)] },
      /2 corners, expected at least 4/,
    ],
    ['swapped', { type: 'Point', coordinates: [53.8, -4.4] }, /outside Great Britain/],
    [
      'a bow tie',
      {
        type: 'Polygon',
        coordinates: [[square[0], square[2], square[1], square[3], square[0]]],
      },
      /crosses itself/,
    ],
    ['nothing', feature(null), /no area/],
    ['text for numbers', { type: 'Polygon', coordinates: [[['a', 'b']]] }, /no pair of numbers/],
    ['no corners', { type: 'MultiPolygon', coordinates: [] }, /no polygon/],
    ['an empty collection', { type: 'FeatureCollection', features: [] }, /no shape/],
  ])('refuses %s and says why', (_, value, why) => {
    expect(refusal(() => json(value))).toMatch(why)
  })

  it('refuses entities, depth, size, and what is neither', () => {
    const bomb = `<!DOCTYPE kml [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>${placemark(kmlPolygon, '&b;')}`
    expect(refusal(() => readZoneFile(bytes(bomb)))).toMatch(/document type or entities/)
    const deep = placemark(`${'<Folder>'.repeat(100)}${kmlPolygon}${'</Folder>'.repeat(100)}`)
    expect(refusal(() => readZoneFile(bytes(deep)))).toMatch(/too deep/)
    const large = new Uint8Array(MOST_ZONE_FILE_BYTES + 1).fill(32)
    expect(refusal(() => readZoneFile(large))).toMatch(/larger than 256 KB/)
    expect(refusal(() => readZoneFile(bytes('a,b\n1,2')))).toMatch(/neither KML nor JSON/)
    expect(refusal(() => readZoneFile(bytes('<html><body/></html>')))).toMatch(/not KML/)
    expect(refusal(() => readZoneFile(bytes('<kml><Placemark>')))).toMatch(/not KML/)
    expect(refusal(() => readZoneFile(new Uint8Array()))).toMatch(/empty/)
  })

  it('of whatever comes, gives shapes that hold or a refusal in words, and nothing else', () => {
    const garbage = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.json().map(bytes),
      fc.string().map((text) => bytes(placemark(text))),
      fc
        .array(fc.tuple(fc.double(), fc.double()))
        .map((ring) => bytes(JSON.stringify({ type: 'Polygon', coordinates: [ring] }))),
      fc
        .tuple(fc.nat({ max: kmlPolygon.length }), fc.string({ maxLength: 8 }))
        .map(([at, text]) =>
          bytes(placemark(kmlPolygon.slice(0, at) + text + kmlPolygon.slice(at))),
        ),
      fc.integer({ min: 1, max: 60_000 }).map((depth) => bytes('['.repeat(depth))),
      fc.integer({ min: 1, max: 60_000 }).map((depth) => bytes('<kml>'.repeat(depth))),
    )
    fc.assert(
      fc.property(garbage, (file) => {
        try {
          for (const { geometry } of readZoneFile(file).shapes) {
            expect(zoneGeometry(geometry)).toEqual(geometry)
          }
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
          expect((error as AppError).message.length).toBeLessThan(1000)
        }
      }),
    )
  })
})
