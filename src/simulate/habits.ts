import { type Haunts, type Place, pickNear } from './places.ts'
import type { Random } from './random.ts'
import type { TownMap } from './town-map.ts'

export type WayOfLife = 'commuter' | 'idler' | 'homebody' | 'nocturnal'

/** Something a person tends to do: where, on which weekdays, when, for how long. */
export interface Habit {
  readonly place: Place
  /** Bit 0 is Sunday. */
  readonly weekdays: number
  /** Usual minutes since London midnight, and the standard deviation around them. */
  readonly startMinute: number
  readonly spreadMinutes: number
  readonly shortestMinutes: number
  readonly longestMinutes: number
  /** How often it really happens on such a weekday. */
  readonly chance: number
}

const EVERY_DAY = 0b111_1111
const WORKING_DAYS = 0b011_1110
const WEEKEND = 0b100_0001
const FRIDAY_AND_SATURDAY = 0b110_0000

type When = Omit<Habit, 'place'>

function when(
  weekdays: number,
  chance: number,
  startMinute: number,
  spreadMinutes: number,
  shortestMinutes: number,
  longestMinutes: number,
): When {
  return { weekdays, chance, startMinute, spreadMinutes, shortestMinutes, longestMinutes }
}

/** What someone who lives at `home` does with a week; friends live in one of `homes`. */
export function habitsOf(
  map: TownMap,
  home: Place,
  homes: readonly Place[],
  way: WayOfLife,
  random: Random,
): Habit[] {
  const habits: Habit[] = []
  const at = (kind: keyof Haunts, time: When): void => {
    habits.push({ place: pickNear(map.haunts[kind], home.address, random), ...time })
  }
  const atFriend = (time: When): void => {
    habits.push({ place: pickNear(homes, home.address, random), ...time })
  }
  const oneWeekday = 1 << (1 + random.whole(5))
  at('probation', when(oneWeekday, 0.9, 60 * random.between(9.5, 16), 6, 20, 45))
  if (random.chance(0.25)) {
    at('park', when(EVERY_DAY, 0.9, 60 * random.between(6.3, 7.3), 8, 3, 12))
    at('park', when(EVERY_DAY, 0.8, 60 * random.between(17.5, 21), 20, 3, 12))
  }
  if (way === 'commuter') {
    const start = 60 * random.between(6.5, 9.5)
    at('work', when(WORKING_DAYS, 0.94, start, 5, 440, 540))
    at('shop', when(WORKING_DAYS, 0.35, 60 * random.between(17, 19), 25, 8, 30))
    at('pub', when(FRIDAY_AND_SATURDAY, 0.6, 60 * random.between(18.5, 20.5), 35, 80, 200))
    at('shop', when(WEEKEND, 0.8, 60 * random.between(10, 14), 50, 20, 70))
    atFriend(when(WEEKEND, 0.5, 60 * random.between(14, 17), 60, 60, 200))
  }
  if (way === 'idler') {
    at('shop', when(EVERY_DAY, 0.7, 60 * random.between(9, 11.5), 35, 5, 25))
    at('cafe', when(EVERY_DAY, 0.65, 60 * random.between(11.5, 14.5), 45, 30, 120))
    atFriend(when(EVERY_DAY, 0.6, 60 * random.between(14, 18), 60, 50, 220))
    atFriend(when(EVERY_DAY, 0.25, 60 * random.between(18, 20), 50, 60, 180))
    at('pub', when(EVERY_DAY, 0.25, 60 * random.between(18.5, 21), 40, 70, 210))
  }
  if (way === 'homebody') {
    at('shop', when(EVERY_DAY, 0.6, 60 * random.between(10, 16), 60, 8, 30))
    atFriend(when(EVERY_DAY, 0.08, 60 * random.between(13, 17), 60, 60, 150))
  }
  if (way === 'nocturnal') {
    at('shop', when(EVERY_DAY, 0.6, 60 * random.between(15, 18), 40, 8, 30))
    atFriend(when(EVERY_DAY, 0.6, 60 * random.between(19, 22), 50, 80, 200))
    at('park', when(EVERY_DAY, 0.35, 60 * random.between(23.5, 25.5), 45, 5, 40))
    atFriend(when(EVERY_DAY, 0.4, 60 * random.between(25.5, 27.5), 40, 40, 140))
  }
  if (random.chance(0.3)) {
    const two = (1 << (1 + random.whole(3))) | (1 << (4 + random.whole(3)))
    at('gym', when(two, 0.8, 60 * random.between(17, 20), 12, 50, 85))
  }
  return habits
}
