import type { Interval } from '../../domain/interval.ts'
import type { PlaceOfInterest } from '../../domain/place-of-interest.ts'
import type { Stay } from '../../patterns/day-pattern.ts'
import type { UsualPlace } from '../../patterns/places.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { visitsOf } from './visits-of.ts'

/** What a place of somebody's days is on the map, and how sure that is. */
export interface PlaceName {
  readonly place: PlaceOfInterest
  /** From 0 to 1. */
  readonly certainty: number
}

/** Less sure than this, a place has no name. */
const NAMED = 0.5

/** Names of places that somebody has been to, in the same order; `undefined` where the map has none that is sure enough. */
export async function namedPlaces(
  query: RecordsQuery,
  person: PersonFile,
  places: readonly (Pick<UsualPlace, 'latitude' | 'longitude' | 'radiusMetres'> & {
    readonly visits: readonly Interval[]
  })[],
): Promise<readonly (PlaceName | undefined)[]> {
  const stays = places.map(stayAt)
  const settings = { leastMinutes: 0, leastCertainty: NAMED }
  const { visits } = await visitsOf(query, person, stays, settings)
  return stays.map((stay) => visits.find((visit) => visit.stay === stay))
}

/** The latest visit, in the middle of all: what conditions say then is what may be looked at. */
function stayAt({
  latitude,
  longitude,
  radiusMetres,
  visits,
}: Parameters<typeof namedPlaces>[2][number]): Stay {
  const last = visits.at(-1)
  const within = { from: last?.from ?? 0, to: last?.to ?? 0 }
  const facts = { kind: 'stay', positions: 0, first: 0, last: 0, certainty: 1 } as const
  return { ...facts, ...within, latitude, longitude, radiusMetres }
}
