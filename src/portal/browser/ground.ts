import { fromLonLat } from 'ol/proj.js'
import { DEGREES_PER_UNIT } from '../../domain/position-columns.ts'
import { localScale } from '../../geo/local-scale.ts'
import type { MapCircle, MapPosition, MapZone } from '../map/map-data.ts'
import type { MapData } from '../map/packed-map.ts'
import { type Step, stepsBetween } from '../map/steps.ts'
import { type MechanismSymbol, symbolOf } from '../map/symbols.ts'

const EARTH_RADIUS = 6_378_137
const RADIANS = Math.PI / 180

/** A circle on the ellipsoid is, at the size of a town, an ellipse on the map. Projected units. */
export interface Ellipse {
  readonly x: number
  readonly y: number
  readonly across: number
  readonly up: number
}

interface GroundZone {
  readonly kind: MapZone['kind']
  readonly title: string
  readonly rings: readonly (readonly (readonly number[])[])[]
}

/** What a map draws, in projected units (Web Mercator), ready to be drawn many times. */
export interface Ground {
  readonly positions: readonly MapPosition[]
  readonly steps: readonly Step[]
  readonly x: Float64Array
  readonly y: Float64Array
  /** One a position; `undefined` where no accuracy was given or it is a point. */
  readonly circles: readonly (Ellipse | undefined)[]
  readonly symbols: readonly MechanismSymbol[]
  readonly texts: readonly string[]
  readonly crime: Ellipse | undefined
  readonly zones: readonly GroundZone[]
}

export function groundOf({ positions, gapMinutes, crime, zones }: MapData): Ground {
  const x = new Float64Array(positions.length)
  const y = new Float64Array(positions.length)
  positions.forEach(({ latitude, longitude }, index) => {
    const [east = 0, north = 0] = fromLonLat([longitude, latitude])
    x[index] = east
    y[index] = north
  })
  return {
    positions,
    steps: stepsBetween(positions, gapMinutes),
    x,
    y,
    circles: positions.map(({ latitude, longitude, accuracyMetres }) =>
      accuracyMetres ? ellipse({ latitude, longitude, radiusMetres: accuracyMetres }) : undefined,
    ),
    symbols: positions.map(({ mechanism }) => symbolOf(mechanism)),
    texts: positions.map(({ number, label }) => label ?? String(number)),
    crime: crime && ellipse(crime),
    zones: zones.map(({ kind, title, rings }) => ({
      kind,
      title,
      rings: rings.map((ring) => ring.map((corner) => fromLonLat([...corner]))),
    })),
  }
}

function ellipse({ latitude, longitude, radiusMetres }: Omit<MapCircle, 'title'>): Ellipse {
  const [x = 0, y = 0] = fromLonLat([longitude, latitude])
  const scale = localScale(latitude / DEGREES_PER_UNIT)
  const across = (radiusMetres / scale.east) * DEGREES_PER_UNIT * RADIANS * EARTH_RADIUS
  const north = (radiusMetres / scale.north) * DEGREES_PER_UNIT * RADIANS * EARTH_RADIUS
  return { x, y, across, up: north / Math.cos(latitude * RADIANS) }
}

/** What the first look and "show everything" fit: the window's positions, else all; the crime; else zones. */
export function extentOf({ positions, x, y, crime, zones }: Ground): number[] {
  const extent = [Infinity, Infinity, -Infinity, -Infinity]
  const cover = (east: number, north: number) => {
    extent[0] = Math.min(extent[0] ?? 0, east)
    extent[1] = Math.min(extent[1] ?? 0, north)
    extent[2] = Math.max(extent[2] ?? 0, east)
    extent[3] = Math.max(extent[3] ?? 0, north)
  }
  const all = positions.every(({ outsideWindow }) => outsideWindow)
  positions.forEach(({ outsideWindow }, index) => {
    if (all || !outsideWindow) cover(x[index] ?? 0, y[index] ?? 0)
  })
  if (crime) {
    cover(crime.x - crime.across, crime.y - crime.up)
    cover(crime.x + crime.across, crime.y + crime.up)
  }
  if (extent[0] === Infinity) {
    for (const { rings } of zones) {
      for (const [east = 0, north = 0] of rings.flat()) cover(east, north)
    }
  }
  return extent
}

/** The position nearest to a place, within a distance; of those at one place the latest. */
export function nearestPosition(
  { x, y }: Ground,
  [east = 0, north = 0]: readonly number[],
  within: number,
): number | undefined {
  let best: number | undefined
  let nearest = within
  for (let index = 0; index < x.length; index++) {
    const distance = Math.hypot((x[index] ?? 0) - east, (y[index] ?? 0) - north)
    if (distance > nearest) continue
    nearest = distance
    best = index
  }
  return best
}
