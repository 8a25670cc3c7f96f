import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromNationalGrid, toNationalGrid } from '../geo/national-grid.ts'
import { FRAME, type MapScene, type ScenePosition, viewOf } from './map-scene.ts'
import { mapSvg } from './map-svg.ts'

const crime = { latitude: 53.8, longitude: -4.4, radiusMetres: 100 }
const AT = Date.UTC(2026, 0, 26, 16)

function position(minute: number, more: Partial<ScenePosition> = {}): ScenePosition {
  return {
    label: `L${minute}`,
    capturedAt: AT + minute * 60_000,
    latitude: 53.8 + minute * 0.0005,
    longitude: -4.4,
    accuracyMetres: 12,
    mechanism: 'GPS',
    device: 'D1',
    inRadius: minute < 2,
    outsideWindow: false,
    ...more,
  }
}

function scene(positions: readonly ScenePosition[], more: Partial<MapScene> = {}): MapScene {
  return { crime, positions, gapMinutes: 5, view: 'trail', ...more }
}

const dashed = (svg: string) => svg.split('stroke-dasharray="7 5"').length - 1

describe('mapSvg()', () => {
  it('dashes a step longer than the threshold and no other; the key has one of its own', () => {
    expect(dashed(mapSvg(scene([position(0), position(5)])))).toBe(1)
    expect(dashed(mapSvg(scene([position(0), position(6)])))).toBe(2)
  })

  it('never draws a line from one device to another', () => {
    const alone = mapSvg(scene([position(0), position(20, { device: 'D2' })]))
    expect(dashed(alone)).toBe(1)
  })

  it('tells several people apart, and joins nobody to another by a line', () => {
    const both = [position(0, { person: 1 }), position(20, { person: 2 })]
    const svg = mapSvg(scene(both))
    expect(svg).toContain('Person 1: labels 1-')
    expect(svg).toContain('Person 2: labels 2-')
    expect(dashed(svg)).toBe(1)
    expect(mapSvg(scene([position(0)]))).not.toContain('Person 1')
  })

  it('is not hidden beneath large confidence circles', () => {
    const circles = (accuracyMetres: number) =>
      mapSvg(scene([position(0, { accuracyMetres })], { view: 'detail' })).match(
        /<circle[^>]*fill="none" fill-opacity="0.05"/g,
      )?.length ?? 0
    expect([circles(20), circles(600)]).toEqual([0, 1])
  })

  it('escapes what others wrote', () => {
    const svg = mapSvg(scene([position(0, { label: '<&">' })]))
    expect(svg).toContain('&lt;&amp;&quot;&gt;')
  })

  it('names mechanisms in the key where they are on the map', () => {
    expect(mapSvg(scene([position(0, { mechanism: 'LBS' })]))).toContain('by cell tower')
    expect(mapSvg(scene([position(0)]))).not.toContain('by cell tower')
  })

  it('labels the lines of the national grid where nothing else is known of the ground', () => {
    const { easting } = toNationalGrid(crime)
    expect(mapSvg(scene([]))).toContain(`E ${Math.floor(easting / 50) * 50}`)
    const ground = { attribution: 'a made-up town', features: [] }
    expect(mapSvg(scene([], { ground }))).not.toContain('>E ')
  })

  it('shows every position of a whole trail, and the same place back from the picture', () => {
    const places = fc.record({
      latitude: fc.double({ min: 53.7, max: 53.9, noNaN: true }),
      longitude: fc.double({ min: -4.6, max: -4.2, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(places, { minLength: 1, maxLength: 20 }), (found) => {
        const view = viewOf(scene(found.map((place, minute) => position(minute, place))))
        for (const { latitude, longitude } of found) {
          const [x, y] = view.at(longitude, latitude)
          expect(x).toBeGreaterThanOrEqual(0)
          expect(x).toBeLessThanOrEqual(FRAME.width)
          expect(y).toBeGreaterThanOrEqual(0)
          expect(y).toBeLessThanOrEqual(FRAME.height)
          const back = view.placeAt(x, y)
          expect(back.latitude).toBeCloseTo(latitude, 9)
          expect(back.longitude).toBeCloseTo(longitude, 9)
        }
      }),
    )
  })

  it('has its grid where the grid is', () => {
    const { easting, northing } = toNationalGrid(crime)
    const { latitude, longitude } = fromNationalGrid(easting, northing)
    const [x, y] = viewOf(scene([])).at(longitude, latitude)
    expect([Math.round(x), Math.round(y)]).toEqual([FRAME.width / 2, FRAME.height / 2])
  })
})
