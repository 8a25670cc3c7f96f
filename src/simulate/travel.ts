import type { Place } from './places.ts'
import { distanceMetres, type Point } from './plane.ts'
import { Random } from './random.ts'
import type { Route, Streets } from './streets.ts'
import { surroundings } from './surroundings.ts'
import type { TownMap } from './town-map.ts'
import { MINUTE, SECOND } from './uk-clock.ts'

/** A way from one place to another: where the person is how many milliseconds after leaving. */
export class Trip {
  readonly after: number[] = [0]
  readonly x: number[]
  readonly y: number[]
  /** What the sky is like from each point to the next. */
  readonly surroundings: number[] = []

  constructor(start: Point) {
    this.x = [start.x]
    this.y = [start.y]
  }

  get durationMs(): number {
    return this.after.at(-1) ?? 0
  }

  moveTo(point: Point, metresPerSecond: number, sky: number): void {
    const here = { x: this.x.at(-1) ?? 0, y: this.y.at(-1) ?? 0 }
    const seconds = distanceMetres(here, point) / metresPerSecond
    this.after.push(this.durationMs + Math.max(1, Math.round(seconds * SECOND)))
    this.x.push(point.x)
    this.y.push(point.y)
    this.surroundings.push(sky)
  }

  wait(ms: number, sky: number): void {
    this.after.push(this.durationMs + Math.round(ms))
    this.x.push(this.x.at(-1) ?? 0)
    this.y.push(this.y.at(-1) ?? 0)
    this.surroundings.push(sky)
  }
}

const WALKING_DISTANCE = 1200

/** The streets people take, on foot or not. */
export function wayBetween(
  streets: Streets,
  from: Place,
  to: Place,
): { readonly walks: boolean; readonly route: Route } {
  const walks = distanceMetres(from.address, to.address) < WALKING_DISTANCE
  const route = walks
    ? streets.walk(from.address, to.address)
    : streets.ride(from.address, to.address)
  return { walks, route }
}

/** The trip that `journey` names; the same name gives the same trip. */
export function travel(
  { streets, seed, style }: TownMap,
  from: Place,
  to: Place,
  journey: string,
  hasCar: boolean,
): Trip {
  const random = new Random(seed, 'journey', journey)
  const trip = new Trip(from.address)
  const walking = random.between(1.15, 1.6)
  trip.moveTo(from.address.street, walking, surroundings.street)
  if (random.chance(0.12)) trip.wait(random.between(3, 9) * MINUTE, surroundings.street)
  const { walks, route } = wayBetween(streets, from, to)
  if (walks) walk(trip, streets, route, walking, style.stopsOnWalks, random)
  else if (hasCar) drive(trip, streets, route, random)
  else takeBus(trip, streets, route, walking, random)
  trip.moveTo(to.address.street, walking, surroundings.street)
  if (random.chance(0.1)) trip.wait(random.between(3, 8) * MINUTE, surroundings.street)
  trip.moveTo(to.address, walking, surroundings.street)
  return trip
}

/** On foot; now and then someone stops on the way, for a chat or a smoke. */
function walk(
  trip: Trip,
  streets: Streets,
  route: Route,
  pace: number,
  stops: number,
  random: Random,
): void {
  const stopsAt = random.chance(stops) ? random.whole(route.crossings.length + 1) : -1
  for (const [index, crossing] of route.crossings.entries()) {
    const sky = streets.surroundingsOf(crossing)
    trip.moveTo(streets.crossingAt(crossing), pace * random.between(0.9, 1.1), sky)
    if (index === stopsAt) trip.wait(random.between(2, 12) * MINUTE, sky)
  }
}

function drive(trip: Trip, streets: Streets, route: Route, random: Random): void {
  for (const [index, crossing] of route.crossings.entries()) {
    const onMainRoad = index > route.board && index <= route.alight
    const metresPerSecond = (onMainRoad ? 11 : 7) * random.between(0.75, 1.15)
    const sky = streets.surroundingsOf(crossing)
    trip.moveTo(streets.crossingAt(crossing), metresPerSecond, sky)
    if (random.chance(0.08)) trip.wait(random.between(5, 40) * SECOND, sky)
  }
}

/** On foot to the main road, a wait, the bus with its stops, and on foot again. */
function takeBus(trip: Trip, streets: Streets, route: Route, pace: number, random: Random): void {
  for (const [index, crossing] of route.crossings.entries()) {
    const rides = index > route.board && index <= route.alight
    const sky = streets.surroundingsOf(crossing)
    const metresPerSecond = rides ? 8.5 * random.between(0.7, 1.1) : pace
    trip.moveTo(streets.crossingAt(crossing), metresPerSecond, sky)
    if (index === route.board) trip.wait(random.between(1.5, 9) * MINUTE, sky)
    else if (rides && random.chance(0.3)) trip.wait(random.between(12, 35) * SECOND, sky)
  }
}
