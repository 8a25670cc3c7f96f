import { describe, expect, test } from 'vitest'
import { atOnce } from '../domain/in-pieces.ts'
import { readPlacesFile } from './places-geojson.ts'

const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))
const point = (longitude: number, latitude: number) => ({
  type: 'Point',
  coordinates: [longitude, latitude],
})
const feature = (properties: object, geometry: unknown = point(-4.4, 53.8), more: object = {}) => ({
  type: 'Feature',
  properties,
  geometry,
  ...more,
})
const square = {
  type: 'Polygon',
  coordinates: [
    [
      [-4.41, 53.8],
      [-4.409, 53.8],
      [-4.409, 53.801],
      [-4.41, 53.801],
      [-4.41, 53.8],
    ],
  ],
}

describe('places of an extract', () => {
  test('are features with tags of a category, whatever tool wrote them', () => {
    const file = {
      type: 'FeatureCollection',
      timestamp: '2026-11-01T23:30:00Z',
      features: [
        feature({ '@id': 'node/1', amenity: 'pub', name: ' The  Anchor ' }),
        feature({ type: 'way', id: 2, tags: { amenity: 'school', name: 'Kwick' } }, square),
        feature({ '@type': 'node', '@id': 3, shop: 'bookmaker' }),
        feature(
          {
            leisure: 'playground',
            'addr:housenumber': '4',
            'addr:street': 'Fen Row',
            'addr:city': 'Lune',
          },
          square,
          { id: 'way/4' },
        ),
        feature({ highway: 'bus_stop' }),
        feature({ '@id': 'node/1', amenity: 'pub', name: 'The Anchor again' }),
      ],
    }
    const read = atOnce(readPlacesFile(bytes(file)))
    expect(read.dataOf).toBe('2026-11-01')
    expect(read.refused).toEqual([])
    expect(
      read.places.map(({ category, name, sourceId, radiusMetres, address }) => [
        category,
        name,
        sourceId,
        radiusMetres,
        address,
      ]),
    ).toEqual([
      ['pub', 'The Anchor', 'node/1', 25, undefined],
      ['school', 'Kwick', 'way/2', undefined, undefined],
      ['betting-shop', undefined, 'node/3', 20, undefined],
      ['playground', undefined, 'way/4', undefined, '4 Fen Row, Lune'],
    ])
    const [west, south, east, north] = read.places[1]?.box ?? []
    expect([west, south, east, north].map((edge) => edge?.toFixed(6))).toEqual([
      '-4.410000',
      '53.800000',
      '-4.409000',
      '53.801000',
    ])
  })

  test('may come a feature a line, with or without a separator', () => {
    const lines = [feature({ amenity: 'bar' }), feature({ shop: 'bakery' }, point(-4.3, 53.7))]
    const text = lines.map((line) => JSON.stringify(line)).join('\n')
    expect(atOnce(readPlacesFile(bytes(`${text}\n`))).places).toHaveLength(2)
    const separated = lines.map((line) => `\u001e${JSON.stringify(line)}\n`).join('')
    expect(atOnce(readPlacesFile(bytes(separated))).places).toHaveLength(2)
  })

  test('say which could not be used, and one of the file that says nothing is not taken', () => {
    const line = {
      type: 'LineString',
      coordinates: [
        [-4.4, 53.8],
        [-4.3, 53.8],
      ],
    }
    const features = [
      feature({ '@id': 'way/9', shop: 'mall' }, line),
      feature({ amenity: 'pub' }, point(53.8, -4.4)),
      feature({ amenity: 'pub' }),
    ]
    const { places, refused } = atOnce(
      readPlacesFile(bytes({ type: 'FeatureCollection', features })),
    )
    expect(places).toHaveLength(1)
    expect(refused).toHaveLength(2)
    expect(refused[0]).toContain('way/9: it is a line')
    for (const [text, why] of [
      ['', 'it is empty'],
      ['{"type":"Point"}', 'it is neither'],
      ['not json', 'it is neither'],
      [JSON.stringify({ type: 'FeatureCollection', features: [] }), 'none of its features'],
      [`${JSON.stringify(feature({ amenity: 'pub' }))}\nnot json`, 'line 2 is not JSON'],
    ] as const) {
      expect(() => atOnce(readPlacesFile(bytes(text)))).toThrow(why)
    }
  })

  test('pauses, however the file is written, so that a country keeps nobody waiting', () => {
    const features = Array.from({ length: 1000 }, (_, id) =>
      feature({ '@id': `node/${id}`, amenity: 'pub' }),
    )
    const lines = features.map((each) => JSON.stringify(each)).join('\n')
    for (const file of [bytes({ type: 'FeatureCollection', features }), bytes(lines)]) {
      expect([...readPlacesFile(file)].length).toBeGreaterThanOrEqual(10)
    }
  })
})
