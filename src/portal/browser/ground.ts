import { type Ellipse, ellipseOf } from '../map/ellipse.ts'
import type { MapPosition, MapZone } from '../map/map-data.ts'
import type { MapMark } from '../map/map-legs.ts'
import { mercator } from '../map/mercator.ts'
import type { MapData } from '../map/packed-map.ts'
import type { Stretch } from '../map/playback.ts'
import { type Step, stepsBetween } from '../map/steps.ts'
import { type MechanismSymbol, symbolOf } from '../map/symbols.ts'
import { minutesSpent } from '../map/time-spent.ts'

/** How far a trail is drawn towards a position that is not shown. */
const END_METRES = 50

interface GroundZone {
  readonly kind: MapZone['kind']
  readonly title: string
  readonly rings: readonly (readonly (readonly number[])[])[]
  /** Around the rings, in projected units. */
  readonly buffer: number
}

/** What a map draws, in projected units (Web Mercator), ready to be drawn many times. */
export interface Ground {
  readonly positions: readonly MapPosition[]
  readonly steps: readonly Step[]
  readonly x: Float64Array
  readonly y: Float64Array
  /** Of each position, its wearer's number from 0, and 1 where it lies outside the window. */
  readonly wearer: Uint8Array
  readonly outside: Uint8Array
  /** One a position; `undefined` where no accuracy was given or it is a point. */
  readonly circles: readonly (Ellipse | undefined)[]
  readonly symbols: readonly MechanismSymbol[]
  readonly texts: readonly string[]
  readonly crimes: readonly (Ellipse & { readonly mark: string | undefined })[]
  /** How many, where their numbers are drawn; 0 where there is one and nothing is to be told apart. */
  readonly wearers: number
  readonly zones: readonly GroundZone[]
  /** Minutes each position speaks for. */
  readonly minutes: Float64Array
  /** Projected units of a metre, about there; and of the lines to what is not shown. */
  readonly unitsPerMetre: number
  readonly endLength: number
  readonly stays: readonly (Ellipse & Stretch & { readonly number: number })[]
  readonly marks: readonly (Stretch &
    Pick<MapMark, 'kind' | 'title'> & { readonly x: number; readonly y: number })[]
}

export function groundOf(data: MapData): Ground {
  const { positions, gapMinutes, crimes, wearers, zones, stays, marks } = data
  const x = new Float64Array(positions.length)
  const y = new Float64Array(positions.length)
  positions.forEach(({ latitude, longitude }, index) => {
    const [east, north] = mercator(longitude, latitude)
    x[index] = east
    y[index] = north
  })
  const steps = stepsBetween(positions, gapMinutes)
  const { latitude = 54, longitude = 0 } = positions[0] ?? {}
  const unitsPerMetre = projectedMetres(1, [longitude, latitude])
  return {
    positions,
    steps,
    minutes: minutesSpent(steps, gapMinutes),
    unitsPerMetre,
    endLength: END_METRES * unitsPerMetre,
    x,
    y,
    wearer: Uint8Array.from(positions, ({ wearer = 0 }) => wearer),
    outside: Uint8Array.from(positions, ({ outsideWindow }) => (outsideWindow ? 1 : 0)),
    circles: positions.map(({ latitude, longitude, accuracyMetres }) =>
      accuracyMetres ? ellipseOf({ latitude, longitude, radiusMetres: accuracyMetres }) : undefined,
    ),
    symbols: positions.map(({ mechanism }) => symbolOf(mechanism)),
    texts: positions.map(({ number, label }) => label ?? String(number)),
    crimes: crimes.map((crime) => ({ ...ellipseOf(crime), mark: crime.mark })),
    wearers: wearers.length,
    zones: zones.map(({ kind, title, rings, bufferMetres }) => ({
      kind,
      title,
      rings: rings.map((ring) =>
        ring.map(([longitude, latitude]) => mercator(longitude, latitude)),
      ),
      buffer: projectedMetres(bufferMetres, rings[0]?.[0]),
    })),
    stays: stays.map((stay) => ({
      ...ellipseOf(stay),
      from: stay.from,
      to: stay.to,
      number: stay.number,
    })),
    marks: marks.map(({ from, to, kind, title, latitude, longitude }) => {
      const [east, north] = mercator(longitude, latitude)
      return { from, to, kind, title, x: east, y: north }
    }),
  }
}

function projectedMetres(
  metres: number | undefined,
  [longitude, latitude]: readonly [number, number] = [0, 0],
): number {
  return metres ? ellipseOf({ latitude, longitude, radiusMetres: metres }).across : 0
}

/** What to look at: the crimes alone, what lies inside the window, or everything. */
export type Look = 'crimes' | 'window' | 'all'

/** Around positions and crimes, or around zones where there is neither; inside the window where anything is. */
export function extentOf({ positions, x, y, crimes, zones }: Ground, look: Look): number[] {
  const extent = [Infinity, Infinity, -Infinity, -Infinity]
  const cover = (east: number, north: number) => {
    extent[0] = Math.min(extent[0] ?? 0, east)
    extent[1] = Math.min(extent[1] ?? 0, north)
    extent[2] = Math.max(extent[2] ?? 0, east)
    extent[3] = Math.max(extent[3] ?? 0, north)
  }
  const all = look === 'all' || positions.every(({ outsideWindow }) => outsideWindow)
  positions.forEach(({ outsideWindow }, index) => {
    if (look !== 'crimes' && (all || !outsideWindow)) cover(x[index] ?? 0, y[index] ?? 0)
  })
  for (const crime of crimes) {
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

/** Around some positions, with their accuracy circles where there are few. */
export function extentAround({ x, y, circles }: Ground, indexes: readonly number[]): number[] {
  const extent = [Infinity, Infinity, -Infinity, -Infinity]
  for (const index of indexes) {
    const { across = 0, up = 0 } = (indexes.length < 10 && circles[index]) || {}
    const [east = 0, north = 0] = [x[index], y[index]]
    extent[0] = Math.min(extent[0] ?? 0, east - across)
    extent[1] = Math.min(extent[1] ?? 0, north - up)
    extent[2] = Math.max(extent[2] ?? 0, east + across)
    extent[3] = Math.max(extent[3] ?? 0, north + up)
  }
  return extent
}

/** The position nearest to a place, within a distance, of those that are shown; of those at one place the latest. */
export function nearestPosition(
  { x, y }: Ground,
  [east = 0, north = 0]: readonly number[],
  within: number,
  isShown: (index: number) => boolean,
): number | undefined {
  let best: number | undefined
  let nearest = within
  for (let index = 0; index < x.length; index++) {
    const distance = Math.hypot((x[index] ?? 0) - east, (y[index] ?? 0) - north)
    if (distance > nearest || !isShown(index)) continue
    nearest = distance
    best = index
  }
  return best
}
