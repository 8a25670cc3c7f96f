import type { Instant, Interval } from '../domain/interval.ts'
import type { Place } from './places.ts'
import { Random } from './random.ts'
import { type Outing, shortStopsOf } from './short-stops.ts'
import type { TownMap } from './town-map.ts'
import { HOUR, instantOfLondon, type LondonDay, londonDay, MINUTE, weekdayOf } from './uk-clock.ts'
import type { Wearer } from './wearers.ts'

/** Somewhere a person means to be, and until when. */
export interface Want {
  readonly place: Place
  /** When they mean to arrive; for `afterwards`, roughly. */
  readonly from: Instant
  readonly to: Instant
  /** Leave in time to arrive at `from`, whatever it takes, or as soon as the stay before ends. */
  readonly arrival: 'on time' | 'exactly' | 'afterwards'
  /** Names the random stream of the way there: people who travel together share it. */
  readonly journey: string
  readonly hasCar: boolean
}

/** One of a person's days, in London: from home, asleep, to home, asleep. */
export interface RoutineDay {
  readonly from: Instant
  readonly to: Instant
  readonly wants: readonly Want[]
}

const MORNING = 4 * 60
const NOON = 12 * 60
/** Nothing begins so soon after the day does, or ends so soon before it does. */
const MARGIN = 100 * MINUTE
/** With less time than this to the next thing, people do not go home first; after a short stop they do. */
const NOT_WORTH_GOING_HOME = 75 * MINUTE
const NOT_WORTH_TURNING_BACK = 20 * MINUTE
const CURFEW = { from: 19 * 60, to: 7 * 60 }

/** When the wearer's `day` begins: night people sleep until noon. */
function startOfRoutineDay(wearer: Wearer, day: LondonDay): Instant {
  return instantOfLondon(day, wearer.wayOfLife === 'nocturnal' ? NOON : MORNING)
}

export function routineDayOf(wearer: Wearer, instant: Instant): LondonDay {
  const day = londonDay(instant)
  return instant < startOfRoutineDay(wearer, day) ? day - 1 : day
}

/** What the wearer does with `day`, offences aside. */
export function planDay(map: TownMap, wearer: Wearer, day: LondonDay): RoutineDay {
  const from = startOfRoutineDay(wearer, day)
  const to = startOfRoutineDay(wearer, day + 1)
  const companion = wearer.companion
  const together = companion && new Random(map.seed, 'together', wearer.number, day).chance(0.35)
  const wants = together
    ? wantsWith(companion, map, wearer, day, from, to)
    : wantsAlone(map, wearer, day, from, to)
  return { from, to, wants: homeAtLast(wants, wearer, day, to) }
}

/** The day with a call at `scene` in it; whatever stands in its way does not happen. */
export function withVisit(
  routine: RoutineDay,
  wearer: Wearer,
  day: LondonDay,
  scene: Place,
  visit: Interval,
): RoutineDay {
  const before = routine.wants.filter((want) => want.from < visit.from - MARGIN)
  const after = routine.wants.filter((want) => want.from > visit.to + MARGIN / 2)
  const journey = `${wearer.number}/${day}/scene`
  const own = { hasCar: wearer.hasCar }
  const wants: Want[] = [...before]
  const last = before.at(-1)
  if (last?.place.kind === 'corner' && visit.from - last.to > NOT_WORTH_TURNING_BACK) {
    const back = { place: wearer.home, from: last.to, to: visit.from, journey: `${journey}/back` }
    wants.push({ ...own, ...back, arrival: 'afterwards' })
  }
  wants.push({ ...own, ...visit, place: scene, arrival: 'exactly', journey })
  const next = after[0]
  if (next && next.from - visit.to > NOT_WORTH_GOING_HOME) {
    const away = { place: wearer.home, from: visit.to, to: next.from, journey: `${journey}/away` }
    wants.push({ ...own, ...away, arrival: 'afterwards' })
  }
  wants.push(...after)
  return { ...routine, wants: homeAtLast(wants, wearer, day, routine.to) }
}

/** Whether a visit at that instant leaves the wearer time to come from home and go back. */
export function leavesTimeForVisit(wearer: Wearer, instant: Instant): boolean {
  const day = routineDayOf(wearer, instant)
  return (
    instant > startOfRoutineDay(wearer, day) + MARGIN &&
    instant < startOfRoutineDay(wearer, day + 1) - MARGIN
  )
}

function notWorthGoingHome({ place }: Want): number {
  return place.kind === 'corner' ? NOT_WORTH_TURNING_BACK : NOT_WORTH_GOING_HOME
}

function homeAtLast(
  wants: readonly Want[],
  wearer: Wearer,
  day: LondonDay,
  to: Instant,
): readonly Want[] {
  const last = wants.at(-1)
  if (!last || last.place === wearer.home) return wants
  const journey = `${wearer.number}/${day}/home`
  const { home: place, hasCar } = wearer
  return [...wants, { place, from: last.to, to, arrival: 'afterwards', journey, hasCar }]
}

function wantsAlone(
  map: TownMap,
  wearer: Wearer,
  day: LondonDay,
  from: Instant,
  to: Instant,
): Want[] {
  const random = new Random(map.seed, 'routine', wearer.number, day)
  const outings: Outing[] = []
  for (const habit of wearer.habits) {
    const happens = random.chance(habit.chance)
    const minute = habit.startMinute + habit.spreadMinutes * random.gaussian()
    const length = random.between(habit.shortestMinutes, habit.longestMinutes)
    const breaksCurfew = random.chance(0.06)
    if (!happens || ((habit.weekdays >> weekdayOf(day)) & 1) === 0) continue
    if (wearer.hasCurfew && inCurfew(minute, length) && !breaksCurfew) continue
    const start = instantOfLondon(day, minute)
    outings.push({ place: habit.place, from: start, to: start + Math.round(length * MINUTE) })
  }
  outings.push(...shortStopsOf(map, wearer, day, outings))
  outings.sort((a, b) => a.from - b.from)
  const wants: Want[] = []
  const add = (place: Place, start: Instant, end: Instant, arrival: Want['arrival']): void => {
    const journey = `${wearer.number}/${day}/${wants.length}`
    wants.push({ place, from: start, to: end, arrival, journey, hasCar: wearer.hasCar })
  }
  let free = from + MARGIN
  for (const outing of outings) {
    if (outing.from < free + 10 * MINUTE || outing.to > to - MARGIN) continue
    const last = wants.at(-1)
    const goesHome = last !== undefined && outing.from - free > notWorthGoingHome(last)
    if (goesHome) add(wearer.home, free, outing.from, 'afterwards')
    add(outing.place, outing.from, outing.to, 'on time')
    free = outing.to
  }
  return wants
}

/** The day of a companion: called for at their home, and along wherever they go. */
function wantsWith(
  companion: Wearer,
  map: TownMap,
  wearer: Wearer,
  day: LondonDay,
  from: Instant,
  to: Instant,
): Want[] {
  const shared = planDay(map, companion, day)
    .wants.filter((want) => want.from > from + MARGIN && want.from < to - MARGIN)
    .map((want) => ({ ...want, to: Math.min(want.to, to - MARGIN) }))
  const first = shared[0]
  if (!first || companion.home === wearer.home) return shared
  const call: Want = {
    place: companion.home,
    from: first.from - HOUR,
    to: first.from,
    arrival: 'on time',
    journey: `${wearer.number}/${day}/call`,
    hasCar: wearer.hasCar,
  }
  const last = shared.at(-1)
  if (last) shared[shared.length - 1] = { ...last, to: Math.min(last.to, last.from + HOUR) }
  return [call, ...shared]
}

function inCurfew(startMinute: number, lengthMinutes: number): boolean {
  return startMinute < CURFEW.to || startMinute + lengthMinutes > CURFEW.from
}
