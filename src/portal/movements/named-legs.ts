import { visitsOf } from '../../app/places/visits-of.ts'
import { certaintyText } from '../../patterns/certainty-text.ts'
import type { PlaceExtract } from '../../store/records/place-records.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { placeNameText } from '../patterns/place-name-text.ts'
import type { ToldLeg } from './told-legs.ts'

/** Any stay may have a name, once it is as likely there as not. */
const NAMED = { leastMinutes: 0, leastCertainty: 0.5 }

/** Stays and trips, and where the names of places in them come from. */
export interface NamedLegs {
  readonly legs: readonly ToldLeg[]
  readonly extract: PlaceExtract | undefined
}

/** Names stays that are neither home nor in a zone of the order after the place they most likely were at, with how sure that is. */
export async function namedLegs(
  query: RecordsQuery,
  person: PersonFile,
  told: readonly ToldLeg[],
): Promise<NamedLegs> {
  const nameless = told.flatMap(({ leg, isNamed }) =>
    leg.kind === 'stay' && !isNamed ? [leg] : [],
  )
  if (nameless.length === 0) return { legs: told, extract: undefined }
  const { visits, extract } = await visitsOf(query, person, nameless, NAMED)
  // The likeliest of a stay comes first.
  const found = new Map(visits.toReversed().map((visit) => [visit.stay, visit]))
  const legs = told.map((one): ToldLeg => {
    const visit = one.leg.kind === 'stay' ? found.get(one.leg) : undefined
    if (!visit) return one
    const place = placeNameText(visit.place)
    return {
      ...one,
      isNamed: true,
      title: place,
      where: `${place}. ${certaintyText(visit.certainty)} that it was there`,
    }
  })
  return { legs, extract: visits.length > 0 ? extract : undefined }
}
