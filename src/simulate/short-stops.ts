import type { Instant } from '../domain/interval.ts'
import { cornerNear, outdoors } from './corners.ts'
import { near, type Place } from './places.ts'
import { Random } from './random.ts'
import type { TownMap } from './town-map.ts'
import { instantOfLondon, type LondonDay, MINUTE } from './uk-clock.ts'
import type { Wearer } from './wearers.ts'

/** A stay somewhere else than at home, as meant. */
export interface Outing {
  readonly place: Place
  readonly from: Instant
  readonly to: Instant
}

/** How far from the counter riders deliver. */
const DELIVERY_METRES = 1500
/** Nobody stops so soon before or after something they mean to do. */
const CLEARANCE = 30 * MINUTE
const DAYS_RIDDEN = 0.7

/**
 * The short stops outdoors of a wearer's day that nothing explains: a smoke, a call, a wait, a
 * delivery. None comes near one of `outings`.
 */
export function shortStopsOf(
  map: TownMap,
  wearer: Wearer,
  day: LondonDay,
  outings: readonly Outing[],
): Outing[] {
  const random = new Random(map.seed, 'stops', wearer.number, day)
  const stops = [...idleStops(map, wearer, day, random)]
  if (wearer.rides && random.chance(DAYS_RIDDEN))
    stops.push(...deliveries(map, wearer, day, random))
  return stops.filter((stop) =>
    outings.every(({ from, to }) => stop.to + CLEARANCE < from || stop.from > to + CLEARANCE),
  )
}

function* idleStops(
  map: TownMap,
  wearer: Wearer,
  day: LondonDay,
  random: Random,
): Generator<Outing> {
  const { stopsADay, stopsAtNewPlaces } = map.style
  const [first, last] = wearer.wayOfLife === 'nocturnal' ? [14, 26] : [8, 22]
  const haunts = [wearer.home, ...wearer.habits.map(({ place }) => place)]
  const count = Math.floor(stopsADay) + (random.chance(stopsADay % 1) ? 1 : 0)
  for (let stop = 0; stop < count; stop++) {
    const isNew = random.chance(stopsAtNewPlaces)
    const place = isNew ? cornerNear(map, random.pick(haunts), random) : random.pick(wearer.corners)
    yield outing(place, day, 60 * random.between(first, last), random.between(2, 12))
  }
}

/** A shift at noon or in the evening: from the counter to a door, and back to the counter. */
function* deliveries(
  map: TownMap,
  wearer: Wearer,
  day: LondonDay,
  random: Random,
): Generator<Outing> {
  const counter = outdoors(
    (wearer.habits.find(({ place }) => place.kind === 'shop')?.place ?? wearer.home).address,
  )
  const starts = 60 * random.pick([11, 17])
  const ends = starts + 60 * random.between(2.5, 4.5)
  let atCounter = true
  for (let minute = starts; minute < ends; minute += random.between(14, 22)) {
    const spot = near(counter.address, DELIVERY_METRES, random)
    const door = outdoors(map.streets.addressNear(spot, random))
    yield outing(atCounter ? counter : door, day, minute, random.between(2, 4))
    atCounter = !atCounter
  }
}

function outing(place: Place, day: LondonDay, minute: number, minutes: number): Outing {
  const from = instantOfLondon(day, minute)
  return { place, from, to: from + Math.round(minutes * MINUTE) }
}
