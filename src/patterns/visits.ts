import type { PlaceOfInterest } from '../domain/place-of-interest.ts'
import { type Area, areaOf } from '../geo/area.ts'
import type { Stay } from './day-pattern.ts'

/** A stay that was in a place, as far as can be told. */
export interface Visit {
  readonly place: PlaceOfInterest
  readonly stay: Stay
  /** From 0 to 1: how sure it is that the device stayed, and inside. */
  readonly certainty: number
}

export interface VisitSettings {
  /** A shorter stay is no visit. */
  readonly leastMinutes: number
  /** What is less sure is not told of. */
  readonly leastCertainty: number
}

export const defaultVisitSettings: VisitSettings = { leastMinutes: 10, leastCertainty: 0.2 }

/** A circle of two normal errors that are alike holds 95 % at so many deviations. */
const DEVIATIONS = 2.4477
/** Buildings bend signals, and maps are drawn by hand: no middle of a stay is known better. */
const LEAST_RADIUS_METRES = 10

/**
 * Which places stays were visits to, in order of time and then the surest first. The probability that the middle of the
 * stay lies in the place, times that it was a stay; of places that lie over one another each has its share, so that those
 * of one stay add up to no more than that it was one. A large circle lies hardly in any small place, and so names none.
 *
 * @param stays in order, with circles that hold about 95 %.
 * @param places those that touch the circles are enough; one that cannot be drawn is passed over.
 */
export function visitsTo(
  stays: readonly Stay[],
  places: readonly PlaceOfInterest[],
  { leastMinutes, leastCertainty }: VisitSettings = defaultVisitSettings,
): Visit[] {
  const areas = places.flatMap((place) => {
    const area = areaOf({
      geometry: place.geometry,
      radiusMetres: place.radiusMetres ?? undefined,
    })
    return typeof area === 'string' ? [] : [{ place, area }]
  })
  return stays.flatMap((stay) => {
    if (stay.to - stay.from < leastMinutes * 60_000) return []
    const sigma = Math.max(stay.radiusMetres, LEAST_RADIUS_METRES) / DEVIATIONS
    const inside = areas.flatMap(({ place, area }) => {
      if (!touches(area, stay, 6 * sigma)) return []
      const share = area.shareInside(stay.longitude, stay.latitude, sigma)
      return share > 0 ? [{ place, share }] : []
    })
    const all = inside.reduce((sum, { share }) => sum + share, 0)
    return inside
      .map(({ place, share }) => ({
        place,
        stay,
        certainty: (stay.certainty * share) / Math.max(1, all),
      }))
      .filter(({ certainty }) => certainty >= leastCertainty)
      .sort((a, b) => b.certainty - a.certainty)
  })
}

/** The box in degrees (west, south, east, north) that holds every place a stay may have been in. */
export function boxOfStay({ latitude, longitude, radiusMetres }: Stay): Area['box'] {
  const metres = (6 * Math.max(radiusMetres, LEAST_RADIUS_METRES)) / DEVIATIONS
  const north = metres / METRES_PER_DEGREE
  const east = north / Math.cos((latitude * Math.PI) / 180)
  return [longitude - east, latitude - north, longitude + east, latitude + north]
}

/** Of latitude, at least. */
const METRES_PER_DEGREE = 111_000

function touches({ box }: Area, { latitude, longitude }: Stay, metres: number): boolean {
  const north = metres / METRES_PER_DEGREE
  const east = north / Math.cos((latitude * Math.PI) / 180)
  const [west, south, toEast, toNorth] = box
  return (
    longitude >= west - east &&
    longitude <= toEast + east &&
    latitude >= south - north &&
    latitude <= toNorth + north
  )
}
