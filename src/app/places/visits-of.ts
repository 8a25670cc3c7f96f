import { type Interval, intersect } from '../../domain/interval.ts'
import { londonLocal } from '../../domain/london-local.ts'
import type { PlaceOfInterest } from '../../domain/place-of-interest.ts'
import {
  OWN_PLACE,
  placeCategories,
  sensitiveCategories,
} from '../../domain/reference/place-categories.ts'
import type { Stay } from '../../patterns/day-pattern.ts'
import { type Home, homeByOrder, isAtHome } from '../../patterns/home.ts'
import { inferHome } from '../../patterns/infer-home.ts'
import { patternDay } from '../../patterns/pattern-day.ts'
import { defaultPatternSettings } from '../../patterns/pattern-settings.ts'
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
  /** Who says where home is: stays there are no visits. `undefined` where it is not known. */
  readonly homeSaid: Home['said'] | undefined
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
  const homes = homesOf(person, stays)
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
  const away = visits.filter(
    ({ stay, place }) => place.category === OWN_PLACE || isAtHome(homes.get(stay), stay) !== 'home',
  )
  away.sort((a, b) => a.stay.from - b.stay.from || b.certainty - a.certainty)
  const homeSaid = [...homes.values()].find((home) => home)?.said
  return { visits: away, extract, categories: [...categories, OWN_PLACE], homeSaid }
}

/** Codes of categories that may be looked at in a stretch: what is sensitive only where a trail condition then names it. */
function categoriesIn(person: PersonFile, within: Interval | undefined): string[] {
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

/** Where home was at each stay: as orders of that time say, or else as the nights of all of them do. */
function homesOf(person: PersonFile, stays: readonly Stay[]): ReadonlyMap<Stay, Home | undefined> {
  const dates = new Set(
    stays.flatMap(({ from, to }) => [from, to].map((at) => londonLocal(at).date)),
  )
  const nights = [...dates].map((date) => ({ day: patternDay(date), stays }))
  const slept = inferHome(nights, defaultPatternSettings)
  return new Map(stays.map((stay) => [stay, homeByOrder(person, person.id, stay) ?? slept]))
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
