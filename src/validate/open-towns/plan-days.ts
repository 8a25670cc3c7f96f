import type { Instant } from '../../domain/interval.ts'
import type { Random } from '../../simulate/random.ts'
import type { Visit } from './itinerary.ts'
import { nearestOf } from './plain.ts'
import type { Address, Settlement } from './settlement.ts'
import type { Job, Wearer } from './wearers.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** With less than this to spare, people do not go home in between. */
const WORTH_GOING_HOME = 50 * MINUTE

/** Being somewhere from about `from` to `to`; a ride is many short stays. */
interface Outing {
  readonly address: Address
  readonly from: Instant
  readonly to: Instant
  readonly ride: boolean
}

/** What a wearer means to do, day after day, in winter, when London keeps UTC. */
export function planDays(
  wearer: Wearer,
  settlement: Settlement,
  start: Instant,
  days: number,
  random: Random,
): Visit[] {
  const outings = Array.from({ length: days }, (_, day) => start + day * DAY)
    .flatMap((midnight) => outingsOf(wearer, settlement, midnight, random))
    .sort((a, b) => a.from - b.from)
  const visits: Visit[] = []
  let free = start
  const stay = (address: Address, leaveAt: Instant, leastMs: number): void => {
    visits.push({ place: address, address, leaveAt, leastMs })
  }
  for (const { address, from, to, ride } of outings) {
    if (from < free) continue
    const home = visits.length === 0 || from - free > WORTH_GOING_HOME
    if (home) stay(wearer.home, from, MINUTE)
    if (ride) visits.push(...rideOf(wearer, address, settlement, to - from, random))
    else stay(address, to, 3 * MINUTE)
    free = to
  }
  stay(wearer.home, start + days * DAY, MINUTE)
  return visits
}

function outingsOf(
  wearer: Wearer,
  settlement: Settlement,
  midnight: Instant,
  random: Random,
): Outing[] {
  const weekday = new Date(midnight).getUTCDay()
  const outings: Outing[] = []
  if (wearer.job !== undefined && ((wearer.job.weekdays >> weekday) & 1) === 1) {
    if (random.chance(0.93)) outings.push(...workOf(wearer.job, settlement, midnight, random))
  }
  const weekend = weekday === 0 || weekday === 6
  for (const haunt of wearer.haunts) {
    if (!random.chance(weekend ? haunt.weekendChance : haunt.weekdayChance)) continue
    const hour = haunt.hour + haunt.spreadHours * random.gaussian()
    const from = midnight + Math.max(0.5, hour) * HOUR
    const to = from + random.lognormal(haunt.medianMinutes, 0.5) * MINUTE
    outings.push({ address: haunt.address, from, to, ride: false })
  }
  return outings
}

/** Work, sometimes with a break at a venue close by. */
function workOf(job: Job, settlement: Settlement, midnight: Instant, random: Random): Outing[] {
  const from = midnight + (job.hour + 0.12 * random.gaussian()) * HOUR
  const to = from + (job.hours + 0.3 * random.gaussian()) * HOUR
  const { address } = job
  if (job.rides) return [{ address, from, to, ride: true }]
  if (random.chance(0.6)) return [{ address, from, to, ride: false }]
  const out = from + random.between(0.4, 0.6) * (to - from)
  const back = out + random.between(12, 40) * MINUTE
  const lunch = nearestOf(
    Array.from({ length: 12 }, () => random.pick(settlement.venues)),
    address,
  )
  return [
    { address, from, to: out, ride: false },
    { address: lunch, from: out, to: back, ride: false },
    { address, from: back, to, ride: false },
  ]
}

/** From the kitchen to somebody's door and back, as often as the shift allows. */
function rideOf(
  wearer: Wearer,
  kitchen: Address,
  settlement: Settlement,
  shiftMs: number,
  random: Random,
): Visit[] {
  const roundMs = 8 * MINUTE + (1000 * 2 * 1500) / wearer.metresPerSecond
  const visits: Visit[] = []
  for (let left = shiftMs; left > 0; left -= roundMs) {
    const waitMs = random.between(2, 9) * MINUTE
    visits.push({ place: kitchen, address: kitchen, leaveAt: 0, leastMs: waitMs })
    const doors = Array.from({ length: 8 }, () => random.pick(settlement.dwellings))
    const door = nearestOf(doors, kitchen).doorstep
    const handOverMs = random.between(0.7, 5) * MINUTE
    visits.push({ place: door, address: undefined, leaveAt: 0, leastMs: handOverMs })
  }
  return visits
}
