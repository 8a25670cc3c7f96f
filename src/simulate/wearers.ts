import { cornersOf } from './corners.ts'
import { type Habit, habitsOf, type WayOfLife } from './habits.ts'
import { makePlace, near, type Place } from './places.ts'
import { Random } from './random.ts'
import type { TownMap } from './town-map.ts'

/** A person who wears a tag, as far as their days go. */
export interface Wearer {
  /** From 1. */
  readonly number: number
  readonly id: string
  readonly home: Place
  readonly wayOfLife: WayOfLife
  readonly habits: readonly Habit[]
  /** Where they stop for a smoke or a call, if the town's people do. */
  readonly corners: readonly Place[]
  /** Whether they deliver things. */
  readonly rides: boolean
  readonly hasCar: boolean
  readonly hasCurfew: boolean
  /** Whom they spend some of their days with. */
  readonly companion: Wearer | undefined
  /** How readily they offend, against 1 for the average. */
  readonly propensity: number
}

/** Every block of so many wearers has one of each special case, so that a small town has them too. */
const BLOCK = 30
const FIRST_OF_HOSTEL = 8
/** The second of each pair shares the first's home. */
const HOUSEHOLDS = [
  [12, 13],
  [17, 18],
] as const
/** The second of each pair spends days with the first; 12 and 13 also live together. */
const COMPANIONS = [
  [12, 13],
  [20, 21],
] as const

/** Where in its block a wearer comes, from 0: what decides who is a special case. */
export function placeInBlock(number: number): number {
  return (number - 1) % BLOCK
}

/** The town's wearers and one more, whom `people.json` does not know. */
export function makeWearers(map: TownMap, count: number): Wearer[] {
  const homes: Place[] = []
  for (let number = 1; number <= count + 1; number++) {
    const landlord = number - stepsToSharedHome(number, map.style.hostelDwellers)
    homes.push(homes[landlord - 1] ?? makeHome(map, number))
  }
  const wearers: Wearer[] = []
  for (const [index, home] of homes.entries()) {
    const number = index + 1
    const random = new Random(map.seed, 'wearer', number)
    const wayOfLife = wayOfLifeOf(map, random)
    const habits = habitsOf(map, home, homes, wayOfLife, random)
    const rides = new Random(map.seed, 'rides', number).chance(map.style.riders)
    const companionSteps = stepsBack(number, COMPANIONS)
    wearers.push({
      number,
      id: idOf('W', number, count),
      home,
      wayOfLife,
      habits,
      corners: cornersOf(map, home, habits, number),
      rides,
      hasCar: random.chance(0.35) || rides,
      hasCurfew: random.chance(0.3),
      companion: companionSteps > 0 ? wearers[index - companionSteps] : undefined,
      propensity: random.lognormal(0.6, 1),
    })
  }
  return wearers
}

/** `W0001`; wider only where the town has more than 9,999. */
export function idOf(letter: string, number: number, count: number): string {
  return letter + String(number).padStart(Math.max(4, String(count).length), '0')
}

/** Everywhere a wearer usually goes. */
export function hauntsOf({ home, habits, corners }: Wearer): Place[] {
  return [home, ...habits.map(({ place }) => place), ...corners]
}

function makeHome(map: TownMap, number: number): Place {
  const random = new Random(map.seed, 'home', number)
  const inner = random.chance(0.35) ? random.pick(map.districts.centres) : undefined
  const spot = inner && near(inner, 3 * inner.radius, random)
  const address = spot ? map.streets.addressNear(spot, random) : map.streets.anyAddress(random)
  return makePlace('home', address, random)
}

function wayOfLifeOf({ style }: TownMap, random: Random): WayOfLife {
  const ways = ['commuter', 'idler', 'homebody', 'nocturnal'] as const
  return ways[random.weighted(style.waysOfLife)] ?? 'idler'
}

function stepsToSharedHome(number: number, hostelDwellers: number): number {
  const place = placeInBlock(number)
  const bed = place - FIRST_OF_HOSTEL
  if (bed > 0 && bed < hostelDwellers) return bed
  return stepsBack(number, HOUSEHOLDS)
}

function stepsBack(number: number, pairs: readonly (readonly [number, number])[]): number {
  const place = placeInBlock(number)
  const pair = pairs.find(([, second]) => second === place)
  return pair ? place - pair[0] : 0
}
