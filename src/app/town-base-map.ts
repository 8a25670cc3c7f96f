import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Haunts } from '../simulate/places.ts'
import { latitudeOf, longitudeOf, type Point } from '../simulate/plane.ts'
import { makeTownMap, type TownMap } from '../simulate/town-map.ts'
import { defaultTownStyle } from '../simulate/town-style.ts'
import { readTownFile } from './town-file.ts'

const CORNERS_OF_A_DISC = 24
/** Land shows this far beyond the outermost streets. Metres. */
const SHORE_METRES = 250
/** About a metre; streets are drawn metres wide. */
const DECIMALS = 5

/** Haunts worth a word on a map. */
const hauntNames: Partial<Record<keyof Haunts, string>> = {
  shop: 'Shop',
  pub: 'Pub',
  gym: 'Gym',
  cafe: 'Café',
  probation: 'Probation office',
}

/**
 * The ground of the simulated town in `<folder>/town.json`, made again from its seed, as GeoJSON
 * text: land, parks, centres, streets and the haunts that are nobody's home. Nothing where there is no town.
 *
 * @throws AppError FILE_MALFORMED where town.json is not what `simulate` wrote.
 */
export function townBaseMap(folder: string): string | undefined {
  const path = join(folder, 'town.json')
  if (!existsSync(path)) return undefined
  const { seed, wearers, style } = readTownFile(path)
  return JSON.stringify(geoJson(makeTownMap(seed, wearers, { ...defaultTownStyle, ...style })))
}

function geoJson({ districts, streets, haunts }: TownMap) {
  const edge = 1.03 * districts.half + SHORE_METRES
  const corners = [-1, 1].flatMap((y) => [-y, y].map((x) => ({ x: x * edge, y: y * edge })))
  const whole = [...streets.wholeStreets()]
  const lines = (main: boolean) => ({
    type: 'MultiLineString',
    coordinates: whole.filter((street) => street.main === main).map(({ points }) => line(points)),
  })
  return {
    type: 'FeatureCollection',
    features: [
      feature('land', { type: 'Polygon', coordinates: [ring(corners)] }),
      feature('centre', discs(districts.centres)),
      feature('park', discs(districts.parks)),
      feature('street', lines(false)),
      feature('main', lines(true)),
      ...Object.entries(haunts).flatMap(([kind, places]) => {
        const name = hauntNames[kind as keyof Haunts]
        const coordinates = line(places.map(({ address }) => address))
        return name ? [feature('haunt', { type: 'MultiPoint', coordinates }, name)] : []
      }),
    ],
  }
}

function feature(kind: string, geometry: { type: string; coordinates: unknown }, name?: string) {
  return { type: 'Feature', properties: { kind, name }, geometry }
}

function discs(circles: readonly (Point & { radius: number })[]) {
  const coordinates = circles.map(({ x, y, radius }) => {
    const corners = Array.from({ length: CORNERS_OF_A_DISC }, (_, corner) => {
      const angle = (2 * Math.PI * corner) / CORNERS_OF_A_DISC
      return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) }
    })
    return [ring(corners)]
  })
  return { type: 'MultiPolygon', coordinates }
}

function ring(corners: readonly Point[]) {
  return line([...corners, ...corners.slice(0, 1)])
}

function line(points: readonly Point[]) {
  return points.map(({ x, y }) => [rounded(longitudeOf(x)), rounded(latitudeOf(y))] as const)
}

function rounded(degrees: number): number {
  return Number(degrees.toFixed(DECIMALS))
}
