import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { xOf, yOf } from '../simulate/plane.ts'
import { Random } from '../simulate/random.ts'
import { makeTownMap } from '../simulate/town-map.ts'
import { townBaseMap } from './town-base-map.ts'

const folder = mkdtempSync(join(tmpdir(), 'whereabouts-ground-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Feature {
  properties: { kind: string; name?: string }
  geometry: { type: string; coordinates: [number, number][][] }
}

function ground(town: object): Feature[] {
  writeFileSync(join(folder, 'town.json'), JSON.stringify({ fictional: true, ...town }))
  return JSON.parse(townBaseMap(folder) ?? '{}').features
}

describe('townBaseMap()', () => {
  it('draws the streets that people of the town live on', () => {
    const features = ground({ seed: 7, wearers: 60, days: 1 })
    const streets = features
      .filter(({ geometry }) => geometry.type === 'MultiLineString')
      .flatMap(({ geometry }) => geometry.coordinates)
      .map((line) => line.map(([longitude, latitude]) => [xOf(longitude), yOf(latitude)]))
    const { streets: net } = makeTownMap(7, 60)
    const random = new Random(1, 'addresses')
    for (let i = 0; i < 50; i++) {
      const { street } = net.anyAddress(random)
      const nearest = Math.min(
        ...streets.flatMap((line) =>
          line.slice(1).map((end, at) => distanceToLine(street, line[at] ?? [], end)),
        ),
      )
      expect(nearest).toBeLessThan(2)
    }
  })

  it('is small enough to send, and names no home', () => {
    const features = ground({ seed: 7, wearers: 60, days: 1 })
    expect(JSON.stringify(features).length).toBeLessThan(300_000)
    const kinds = new Set(features.map(({ properties }) => properties.kind))
    expect(kinds).toEqual(new Set(['land', 'centre', 'park', 'street', 'main', 'haunt']))
    expect(features.some(({ properties }) => properties.name === 'Pub')).toBe(true)
  })

  it('is of the town with its style', () => {
    const wide = ground({ seed: 7, wearers: 60, style: { width: 2 } })
    expect(JSON.stringify(wide[0])).not.toBe(JSON.stringify(ground({ seed: 7, wearers: 60 })[0]))
  })

  it('is nothing without a town, and refuses what is not one', () => {
    expect(townBaseMap(join(folder, 'nowhere'))).toBeUndefined()
    expect(() => ground({ seed: 'seven' })).toThrow(/Cannot draw the town/)
  })
})

function distanceToLine(
  { x, y }: { x: number; y: number },
  [ax = 0, ay = 0]: readonly number[],
  [bx = 0, by = 0]: readonly number[],
): number {
  const length = (bx - ax) ** 2 + (by - ay) ** 2
  const along = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length))
  return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay))
}
