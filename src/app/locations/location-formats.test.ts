import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { LocatedPosition } from './location-file.ts'
import { locationFileName, locationFormats, writeLocations } from './location-formats.ts'

const START = Date.UTC(2026, 2, 29, 0, 30)
const facts = {
  reference: 'DR-2026-000001',
  within: { from: START, to: START + 7_200_000 },
  madeAt: Date.UTC(2026, 3, 1, 9),
}
const at = (minutes: number, more: Partial<LocatedPosition> = {}): LocatedPosition => ({
  deviceWearerId: 'W1',
  device: 'D1',
  capturedAt: START + minutes * 60_000,
  latitude: 53.8,
  longitude: -4.4000001,
  accuracyMetres: 12,
  mechanism: 'GPS',
  ...more,
})
/** Over a clock change and a gap; of two wearers; with nothing known of one; with what files could stumble over. */
const positions = [
  at(0),
  at(1, { capturedAt: START + 60_007, accuracyMetres: undefined, mechanism: '' }),
  at(10, {
    accuracyMetres: 4.25,
    speedKmh: 31.5,
    headingDegrees: 270,
    hdop: 1.25,
    satellites: 9,
    recordedAt: START + 10 * 60_000 + 2000,
    uploadedAt: START + 95 * 60_000 + 7,
  }),
  at(11, { deviceWearerId: '=W2 & <"sons">', device: '@D,2', mechanism: '+\u0001"]]>' }),
]

describe.each(locationFormats)('locations as %s', (format) => {
  const written = [...writeLocations(format, facts, positions).pieces].join('')

  it('are the same bytes as ever', () => {
    const file = new URL(`../../../test/fixtures/locations/locations.${format}`, import.meta.url)
    if (process.env['UPDATE_CASES']) writeFileSync(file, written)
    expect(written).toBe(readFileSync(file, 'utf8'))
  })

  it('have every position once, at its instant in UTC', () => {
    for (const { capturedAt } of positions) {
      const text = new Date(capturedAt).toISOString().replace('.000Z', 'Z')
      const times = written.split(text).length - 1
      expect(times).toBeGreaterThan(0)
    }
    expect(written).toContain('DR-2026-000001')
    expect(written).not.toMatch(/\d\d:\d\d:\d\d(\.\d+)?[^Z.\d]/)
  })

  it('are whole where there is nothing in them', () => {
    const none = [...writeLocations(format, facts, []).pieces].join('')
    if (format === 'geojson') expect(JSON.parse(none).features).toEqual([])
    else if (format === 'csv') expect(none.split('\n').length).toBe(2)
    else expect(none).toMatch(/<\/(kml|gpx)>\n$/)
  })
})

it('GeoJSON is longitude first, of what was stored, and leaves out what is not known', () => {
  const { features } = JSON.parse([...writeLocations('geojson', facts, positions).pieces].join(''))
  expect(features.map((each: { geometry: unknown }) => each.geometry)).toEqual(
    positions.map(() => ({ type: 'Point', coordinates: [-4.4000001, 53.8] })),
  )
  expect(Object.keys(features[1].properties)).toEqual(['deviceWearerId', 'deviceId', 'capturedAt'])
})

it('every format says what the page says of how a position was measured, stored and sent', () => {
  const file = (format: (typeof locationFormats)[number]) =>
    [...writeLocations(format, facts, positions).pieces].join('')
  const row = file('csv').split('\n').slice(0, 4)
  expect(row[0]).toMatch(/,hdop,satellites,recorded_at,uploaded_at$/)
  expect(row[1]).toMatch(/,GPS,,,,,,$/)
  expect(row[3]).toMatch(/,31.5,270,1.25,9,2026-03-29T00:40:02Z,2026-03-29T02:05:00.007Z$/)
  const { features } = JSON.parse(file('geojson'))
  expect(features[2].properties).toMatchObject({
    hdop: 1.25,
    satellites: 9,
    recordedAt: '2026-03-29T00:40:02Z',
    uploadedAt: '2026-03-29T02:05:00.007Z',
  })
  expect(file('kml')).toContain('<Data name="uploadedAt"><value>2026-03-29T02:05:00.007Z</value>')
  expect(file('gpx')).toContain('<src>GPS</src><sat>9</sat><hdop>1.25</hdop></trkpt>')
})

it('a track ends where positions are missing', () => {
  const gpx = [...writeLocations('gpx', facts, positions).pieces].join('')
  expect(gpx.split('<trkseg>').length - 1).toBe(3)
})

it('a CSV has no cell that a spreadsheet runs', () => {
  const csv = [...writeLocations('csv', facts, positions).pieces].join('')
  expect(csv).toContain("'@D,2")
  expect(csv).toContain("'+")
  expect(csv).not.toMatch(/(^|,)"?[=+@]/m)
})

it('a file’s name holds ids and instants only', () => {
  expect(locationFileName('kml', facts, '../W 1')).toBe(
    'DR-2026-000001-..-W-1-20260329T003000Z-20260329T023000Z.kml',
  )
})
