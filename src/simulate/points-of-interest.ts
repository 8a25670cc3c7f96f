import { inventName, inventWord } from './names.ts'
import { near, type Place } from './places.ts'
import { distanceMetres, latitudeOf, longitudeOf, type Point } from './plane.ts'
import { Random } from './random.ts'
import type { TownMap } from './town-map.ts'

/** A feature of GeoJSON as OpenStreetMap's tools write it: tags are its properties. */
interface TaggedFeature {
  readonly type: 'Feature'
  readonly properties: Readonly<Record<string, string>>
  readonly geometry: {
    readonly type: 'Point' | 'Polygon'
    readonly coordinates: unknown
  }
}

type Tags = Readonly<Record<string, string>>

/** Metres along one side of what is drawn as an area. */
const sides = { school: 90, playground: 45, supermarket: 40, station: 60, worship: 30 } as const
const DECIMALS = 6

/**
 * What a map of the town has of it: where people meet, with tags as OpenStreetMap has them, and places that nobody's
 * habits lead to (schools, a clinic, places of worship, police). Every name is invented.
 */
function pointsOfInterest(map: TownMap): TaggedFeature[] {
  const { haunts, districts, streets, seed } = map
  const random = new Random(seed, 'points of interest')
  const features: TaggedFeature[] = []
  const add = (tags: Tags, at: Point, side?: number) => {
    const id = `${side ? 'way' : 'node'}/${900_000_000 + features.length}`
    features.push(feature({ '@id': id, ...tags }, at, side))
  }
  const each = (places: readonly Place[], tagsOf: (index: number) => readonly [Tags, number?]) => {
    for (const [index, { address }] of places.entries()) {
      const [tags, side] = tagsOf(index)
      add({ ...tags, ...addressTags(random) }, address, side)
    }
  }
  each(haunts.shop, (index) => {
    const name = `${inventWord(random)}’s`
    if (index % 6 === 1) return [{ shop: 'bookmaker', name: `${name} Racing` }]
    if (index % 6 === 4) return [{ shop: 'supermarket', name }, sides.supermarket]
    return [{ shop: 'convenience', name }]
  })
  each(haunts.pub, (index) => [
    { amenity: index % 4 === 3 ? 'bar' : 'pub', name: `The ${inventWord(random)} Arms` },
  ])
  each(haunts.gym, () => [{ leisure: 'fitness_centre', name: `${inventWord(random)} Gym` }])
  each(haunts.cafe, () => [{ amenity: 'cafe', name: `Café ${inventWord(random)}` }])
  each(haunts.probation, () => [
    {
      office: 'government',
      government: 'probation',
      name: `${inventWord(random)} Probation Office`,
    },
  ])
  // Where people sit in a park, there is a playground in one of three.
  each(haunts.park, (index) => [
    index % 3 === 0
      ? { leisure: 'playground', name: `${inventWord(random)} Playground` }
      : { leisure: 'park', name: `${inventWord(random)} Park` },
    sides.playground,
  ])
  const taken = Object.values(haunts).flat()
  const beside = (tags: () => Tags, centre: Point & { radius: number }, side?: number) => {
    // Not on top of where people go: what nobody visits must not seem visited.
    for (let draw = 0; draw < 20; draw++) {
      const at = streets.addressNear(near(centre, 2 * centre.radius, random), random)
      if (taken.some(({ address }) => distanceMetres(address, at) < 100)) continue
      add({ ...tags(), ...addressTags(random) }, at, side)
      return
    }
  }
  for (const [index, centre] of districts.centres.entries()) {
    beside(
      () => ({ amenity: 'school', name: `${inventWord(random)} Primary School` }),
      centre,
      sides.school,
    )
    beside(
      () => ({ amenity: 'place_of_worship', religion: 'invented', name: inventName(random) }),
      centre,
      sides.worship,
    )
    beside(() => ({ amenity: 'clinic', name: `${inventWord(random)} Health Centre` }), centre)
    if (index % 3 === 0) {
      beside(() => ({ amenity: 'police', name: `${inventWord(random)} Police Station` }), centre)
      beside(
        () => ({ amenity: 'bus_station', name: `${inventWord(random)} Bus Station` }),
        centre,
        sides.station,
      )
    }
  }
  return features
}

/** A file as an extract of a map is: whose data it is and of what day. @param timestamp ISO 8601. */
export function pointsOfInterestFile(map: TownMap, timestamp: string): string {
  const lines = pointsOfInterest(map).map((each) => JSON.stringify(each))
  const head = `"type":"FeatureCollection","timestamp":"${timestamp}","attribution":"The fictional town"`
  return `{${head},"features":[\n${lines.join(',\n')}\n]}\n`
}

function addressTags(random: Random): Tags {
  return {
    'addr:housenumber': String(1 + random.whole(120)),
    'addr:street': `${inventWord(random)} Street`,
  }
}

function feature(properties: Tags, at: Point, side: number | undefined): TaggedFeature {
  const half = (side ?? 0) / 2
  const corners = [
    [-half, -half],
    [half, -half],
    [half, half],
    [-half, half],
    [-half, -half],
  ].map(([x = 0, y = 0]) => degrees({ x: at.x + x, y: at.y + y }))
  const geometry = side
    ? { type: 'Polygon' as const, coordinates: [corners] }
    : { type: 'Point' as const, coordinates: degrees(at) }
  return { type: 'Feature', properties, geometry }
}

function degrees({ x, y }: Point): readonly [number, number] {
  return [Number(longitudeOf(x).toFixed(DECIMALS)), Number(latitudeOf(y).toFixed(DECIMALS))]
}
