import { type Interval, intersect } from '../../domain/interval.ts'
import type { PlaceOfInterest } from '../../domain/place-of-interest.ts'
import {
  OWN_PLACE,
  placeCategories,
  sensitiveCategories,
} from '../../domain/reference/place-categories.ts'
import type { Stay } from '../../patterns/day-pattern.ts'
import { boxOfStay, type Visit, type VisitSettings, visitsTo } from '../../patterns/visits.ts'
import { type OwnPlace, ownPlacesOf } from '../../store/records/own-places.ts'
import {
  type PlaceExtract,
  placeExtracts,
  placesTouching,
} from '../../store/records/place-records.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'

/** Which stays of somebody were visits, and what that is told from. */
export interface VisitsOf {
  readonly visits: readonly Visit[]
  /** In force; `undefined` where no places were ever brought in. */
  readonly extract: PlaceExtract | undefined
  /** Codes of the categories that were looked at in at least a part of the stays. */
  readonly categories: readonly string[]
}

/** Stays of somebody against the places in force and their own; the asker may see the person. */
export async function visitsOf(
  query: RecordsQuery,
  person: PersonFile,
  stays: readonly Stay[],
  settings: VisitSettings,
): Promise<VisitsOf> {
  const [extract] = await placeExtracts(query, 1)
  const own = (await ownPlacesOf(query, person.id)).filter(({ ended }) => !ended).map(asPlace)
  const named = new Map(stays.map((stay) => [stay, categoriesIn(person, stay)]))
  const categories = [
    ...new Set([...categoriesIn(person, undefined), ...[...named.values()].flat()]),
  ]
  const boxes = stays.map(boxOfStay)
  const places = extract ? await placesTouching(query, extract.id, boxes, categories) : []
  // Almost always one group: conditions seldom change.
  const groups = new Map<string, Stay[]>()
  for (const [stay, codes] of named) {
    const key = codes.join(' ')
    const group = groups.get(key)
    if (group) group.push(stay)
    else groups.set(key, [stay])
  }
  const visits = [...groups.values()].flatMap((group) => {
    const codes = new Set(group[0] && named.get(group[0]))
    const looked = places.filter(({ category }) => codes.has(category))
    return visitsTo(group, [...looked, ...own], settings)
  })
  visits.sort((a, b) => a.stay.from - b.stay.from || b.certainty - a.certainty)
  return { visits, extract, categories: [...categories, OWN_PLACE] }
}

/** Codes of categories that may be looked at in a stretch: what is sensitive only where a trail condition then names it. */
export function categoriesIn(person: PersonFile, within: Interval | undefined): string[] {
  const named = new Set(
    person.monitoringOrders.flatMap((order) =>
      order.conditions.flatMap((condition) => {
        const both = intersect(order, condition)
        const holds = both && within && intersect(both, within)
        return holds && condition.kind === 'trail' ? (condition.trail?.placeCategories ?? []) : []
      }),
    ),
  )
  return placeCategories
    .map(({ code }) => code)
    .filter((code) => !sensitiveCategories.includes(code) || named.has(code))
}

function asPlace(place: OwnPlace): PlaceOfInterest {
  return {
    id: `own-${place.id}`,
    category: OWN_PLACE,
    name: place.name,
    address: undefined,
    geometry: { type: 'Point', coordinates: [place.longitude, place.latitude] },
    radiusMetres: place.radiusMetres,
  }
}
