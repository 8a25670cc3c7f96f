import { drawnBy, type Polygons } from './drawn-by.ts'
import { depthWithin, edgesOf, lengthOf, ringSquareMetres } from './edges.ts'
import { localScale } from './local-scale.ts'
import { type Outline, SPREAD_PLACES, shareInside } from './share-inside.ts'

/** A zone's area, ready to be asked about: metres, and degrees for its box. */
export interface Area {
  /** Degrees: west, south, east, north, with the buffer. */
  readonly box: readonly [number, number, number, number]
  readonly squareMetres: number
  /** How deep inside a place lies, in metres; negative outside. */
  depthMetres(longitude: number, latitude: number): number
  /**
   * How probable it is that a place lies inside, from 0 to 1, when all that is known is where it was measured, with
   * normal errors of so many metres east and north.
   */
  shareInside(longitude: number, latitude: number, sigmaMetres: number): number
}

interface Drawing {
  /** GeoJSON: Polygon, MultiPolygon, or Point with `radiusMetres`. */
  readonly geometry: unknown
  readonly radiusMetres?: number | undefined
  /** Added all around. */
  readonly bufferMetres?: number | undefined
}

const UNITS_PER_DEGREE = 1e7
/** Places of a grid and edges they are measured to: more would be many for each that lies in an area so thin. */
const MOST_MEASURED = 5_000_000
const PLACES_ALONG = 1024

type Box = Area['box']

/**
 * Makes a zone's area, measured in metres on the plane that touches its middle: good to a metre in a kilometre
 * 50 km away. A place is as deep as in the polygon it is deepest in; a buffer goes round corners and makes holes
 * smaller. Where rings of a polygon cross, what lies inside an odd number of them is inside.
 *
 * @returns the area, or what is wrong with the zone, in words for whoever drew it.
 */
export function areaOf({ geometry, radiusMetres, bufferMetres = 0 }: Drawing): Area | string {
  const drawn = drawnBy(geometry)
  if (typeof drawn === 'string') return drawn
  if (!(bufferMetres >= 0 && bufferMetres < Infinity)) {
    return `its buffer is ${bufferMetres} metres, expected 0 or more`
  }
  if ('polygons' in drawn) return polygonsArea(drawn.polygons, bufferMetres)
  if (radiusMetres === undefined || !(radiusMetres > 0 && radiusMetres < Infinity)) {
    return `its radius is ${radiusMetres ?? 'missing'}, expected metres above 0`
  }
  return circleArea(drawn.point, radiusMetres + bufferMetres)
}

function circleArea(point: readonly [number, number], radius: number): Area {
  const squareMetres = Math.PI * radius * radius
  const depth = (x: number, y: number) => radius - Math.sqrt(x * x + y * y)
  const spread = once(() => spreadOver([[-radius, -radius, radius, radius]], squareMetres, depth))
  return areaAround(point, [-radius, -radius, radius, radius], { squareMetres, depth, spread })
}

function polygonsArea(polygons: Polygons, buffer: number): Area | string {
  const [west, south, east, north] = boxOf(polygons.flat(2))
  if (east - west > 180) return 'it is wider than half of the earth'
  const middle = [(west + east) / 2, (south + north) / 2] as const
  const scale = metresPerDegree(middle[1])
  const flat = polygons.map((rings) =>
    rings.map((ring) =>
      ring.map(
        ([longitude, latitude]) =>
          [(longitude - middle[0]) * scale.east, (latitude - middle[1]) * scale.north] as const,
      ),
    ),
  )
  const ground = flat
    .flatMap((rings) => rings.map((ring, index) => (index === 0 ? 1 : -1) * ringSquareMetres(ring)))
    .reduce((sum, squareMetres) => sum + squareMetres, 0)
  if (!(ground > 0)) return 'it encloses nothing'
  const edges = flat.map(edgesOf)
  const around = edges.reduce((sum, of) => sum + lengthOf(of), 0)
  // Steiner's formula: exact for convex areas, somewhat too much for others.
  const squareMetres = ground + around * buffer + Math.PI * buffer * buffer
  const depth = (x: number, y: number) => {
    let deepest = Number.NEGATIVE_INFINITY
    for (const of of edges) deepest = Math.max(deepest, depthWithin(of, x, y))
    return deepest + buffer
  }
  const boxes = flat.map((rings) => grown(boxOf(rings.flat()), buffer))
  const sides = edges.reduce((sum, of) => sum + of.length / 4, 0)
  const gridded = (boxesSquareMetres(boxes) / squareMetres) * SPREAD_PLACES * sides
  const spread = once(() =>
    gridded > MOST_MEASURED ? spreadAlong(edges) : spreadOver(boxes, squareMetres, depth),
  )
  const box = grown(boxOf(flat.flat(2)), buffer)
  return areaAround(middle, box, { squareMetres, depth, spread })
}

/** An area from its outline and its box in metres around a place in degrees. */
function areaAround(
  [longitude, latitude]: readonly [number, number],
  [west, south, east, north]: Box,
  outline: Outline,
): Area {
  const scale = metresPerDegree(latitude)
  const x = (of: number) => (of - longitude) * scale.east
  const y = (of: number) => (of - latitude) * scale.north
  return {
    box: [
      longitude + west / scale.east,
      latitude + south / scale.north,
      longitude + east / scale.east,
      latitude + north / scale.north,
    ],
    squareMetres: outline.squareMetres,
    depthMetres: (atLongitude, atLatitude) => outline.depth(x(atLongitude), y(atLatitude)),
    shareInside: (atLongitude, atLatitude, sigma) =>
      shareInside(outline, x(atLongitude), y(atLatitude), sigma),
  }
}

/** Worked out when it is first asked for: whoever only wants an area's box does not wait for it. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** Places of one grid over all of the boxes that lie inside. */
function spreadOver(
  boxes: readonly Box[],
  squareMetres: number,
  depth: Outline['depth'],
): Float64Array {
  const step = Math.sqrt(squareMetres / SPREAD_PLACES)
  const places = new Map<string, readonly [number, number]>()
  for (const [west, south, east, north] of boxes) {
    for (let column = Math.floor(west / step); column * step <= east; column++) {
      for (let row = Math.floor(south / step); row * step <= north; row++) {
        const place = [(column + 0.5) * step, (row + 0.5) * step] as const
        if (depth(...place) > 0) places.set(`${column} ${row}`, place)
      }
    }
  }
  // Of an area so thin that no place of the grid is inside, the box of each polygon has a middle.
  const middles = boxes.map(([west, south, east, north]) => [
    (west + east) / 2,
    (south + north) / 2,
  ])
  return Float64Array.from((places.size > 0 ? [...places.values()] : middles).flat())
}

/** Of an area so thin that a grid would hardly meet it, its edges stand for it: places evenly along them. */
function spreadAlong(edges: readonly Float64Array[]): Float64Array {
  const step = edges.reduce((sum, of) => sum + lengthOf(of), 0) / PLACES_ALONG
  const places: number[] = []
  let ahead = step / 2
  for (const of of edges) {
    for (let i = 0; i < of.length; i += 4) {
      const [x = 0, y = 0, across = 0, up = 0] = of.subarray(i, i + 4)
      const length = Math.hypot(across, up)
      for (; ahead < length; ahead += step) {
        places.push(x + (across * ahead) / length, y + (up * ahead) / length)
      }
      ahead -= length
    }
  }
  return Float64Array.from(places)
}

function boxesSquareMetres(boxes: readonly Box[]): number {
  return boxes.reduce((sum, [west, south, east, north]) => sum + (east - west) * (north - south), 0)
}

function boxOf(corners: readonly (readonly [number, number])[]): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of corners) {
    west = Math.min(west, x)
    south = Math.min(south, y)
    east = Math.max(east, x)
    north = Math.max(north, y)
  }
  return [west, south, east, north]
}

function grown([west, south, east, north]: Box, by: number): Box {
  return [west - by, south - by, east + by, north + by]
}

function metresPerDegree(latitude: number): { readonly east: number; readonly north: number } {
  const { east, north } = localScale(latitude * UNITS_PER_DEGREE)
  return { east: east * UNITS_PER_DEGREE, north: north * UNITS_PER_DEGREE }
}
