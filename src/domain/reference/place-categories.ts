/** A kind of place that visits are told to, and the tags of OpenStreetMap that mean it. */
export interface PlaceCategory {
  readonly code: string
  /** Of one such place. */
  readonly label: string
  /** Of the kind, where it is chosen from. */
  readonly plural: string
  /** How far such a place reaches around a point, where the data draws no area. */
  readonly radiusMetres: number
  /** Tells of belief, health or politics: not looked at unless a trail condition names it. */
  readonly sensitive?: true
  /** Any of these tags means it; `*` is any value. */
  readonly tags: Readonly<Record<string, readonly string[]>>
}

export const PLACE_CATEGORIES_VERSION = '2026-11-23'

/** The first whose tags a place has is its category: what tells most of somebody stands first, the general last. */
export const placeCategories: readonly PlaceCategory[] = [
  {
    code: 'place-of-worship',
    label: 'Place of worship',
    plural: 'Places of worship',
    radiusMetres: 30,
    sensitive: true,
    tags: { amenity: ['place_of_worship', 'monastery'], landuse: ['religious'] },
  },
  {
    code: 'health',
    label: 'Health',
    plural: 'Health',
    radiusMetres: 30,
    sensitive: true,
    tags: {
      amenity: ['hospital', 'clinic', 'doctors', 'dentist', 'pharmacy'],
      healthcare: ['*'],
    },
  },
  {
    code: 'politics',
    label: 'Politics and trade unions',
    plural: 'Politics and trade unions',
    radiusMetres: 25,
    sensitive: true,
    tags: { office: ['political_party', 'politician', 'union'] },
  },
  {
    code: 'betting-shop',
    label: 'Betting shop',
    plural: 'Betting shops and casinos',
    radiusMetres: 20,
    tags: {
      shop: ['bookmaker'],
      amenity: ['casino', 'gambling'],
      leisure: ['adult_gaming_centre', 'amusement_arcade'],
    },
  },
  {
    code: 'playground',
    label: 'Playground',
    plural: 'Playgrounds',
    radiusMetres: 30,
    tags: { leisure: ['playground'] },
  },
  {
    code: 'school',
    label: 'School or nursery',
    plural: 'Schools and nurseries',
    radiusMetres: 60,
    tags: { amenity: ['school', 'kindergarten', 'childcare', 'college'] },
  },
  {
    code: 'police-station',
    label: 'Police station',
    plural: 'Police stations',
    radiusMetres: 30,
    tags: { amenity: ['police'] },
  },
  {
    code: 'pub',
    label: 'Pub, bar or club',
    plural: 'Pubs, bars and clubs',
    radiusMetres: 25,
    tags: { amenity: ['pub', 'bar', 'biergarten', 'nightclub', 'stripclub'] },
  },
  {
    code: 'leisure',
    label: 'Swimming pool or leisure centre',
    plural: 'Swimming pools and leisure centres',
    radiusMetres: 40,
    tags: {
      leisure: ['sports_centre', 'fitness_centre', 'swimming_pool', 'water_park', 'ice_rink'],
      amenity: ['public_bath'],
    },
  },
  {
    code: 'justice',
    label: 'Court or probation office',
    plural: 'Courts and probation offices',
    radiusMetres: 30,
    tags: { amenity: ['courthouse'], government: ['probation'] },
  },
  {
    code: 'transport',
    label: 'Station or terminal',
    plural: 'Stations and terminals',
    radiusMetres: 60,
    tags: {
      public_transport: ['station'],
      railway: ['station', 'halt'],
      amenity: ['bus_station', 'ferry_terminal'],
      aeroway: ['terminal'],
    },
  },
  {
    code: 'food',
    label: 'Café or restaurant',
    plural: 'Cafés and restaurants',
    radiusMetres: 20,
    tags: { amenity: ['cafe', 'restaurant', 'fast_food'] },
  },
  {
    code: 'shop',
    label: 'Shop',
    plural: 'Shops',
    radiusMetres: 20,
    tags: { shop: ['*'] },
  },
]

/** Of places that were added for one person. */
export const OWN_PLACE = 'own'

/** Categories that are looked at only where a trail condition names them. */
export const sensitiveCategories: readonly string[] = placeCategories
  .filter(({ sensitive }) => sensitive)
  .map(({ code }) => code)

/** What one place of a category is called; `Own place`, and a code that is not known as it is. */
export function placeCategoryLabel(code: string): string {
  if (code === OWN_PLACE) return 'Own place'
  return placeCategories.find((category) => category.code === code)?.label ?? code
}

/** The category that tags mean; none for places that visits are not told to. */
export function categoryOfTags(tags: Readonly<Record<string, unknown>>): PlaceCategory | undefined {
  // A pool in somebody's garden is their home.
  if (tags['access'] === 'private') return undefined
  return placeCategories.find((category) =>
    Object.entries(category.tags).some(([key, values]) => {
      const value = tags[key]
      if (typeof value !== 'string' || value === 'no' || value === 'vacant') return false
      return values.includes('*') || value.split(';').some((one) => values.includes(one.trim()))
    }),
  )
}
