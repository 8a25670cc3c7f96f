import { expect, test } from 'vitest'
import { atOnce } from '../domain/in-pieces.ts'
import { readPlacesFile } from '../ingest/places-geojson.ts'
import { pointsOfInterestFile } from './points-of-interest.ts'
import { makeTownMap } from './town-map.ts'

test('the town’s map is read as any other, has every kind it should, and is the same every time', () => {
  const text = pointsOfInterestFile(makeTownMap(1, 60), '2026-01-05T00:00:00Z')
  expect(pointsOfInterestFile(makeTownMap(1, 60), '2026-01-05T00:00:00Z')).toBe(text)
  const { places, refused, dataOf, attribution } = atOnce(
    readPlacesFile(new TextEncoder().encode(text)),
  )
  expect(refused).toEqual([])
  expect(dataOf).toBe('2026-01-05')
  expect(attribution).toBe('The fictional town')
  expect([...new Set(places.map(({ category }) => category))].sort()).toEqual([
    'betting-shop',
    'food',
    'health',
    'justice',
    'leisure',
    'place-of-worship',
    'playground',
    'police-station',
    'pub',
    'school',
    'shop',
    'transport',
  ])
})
