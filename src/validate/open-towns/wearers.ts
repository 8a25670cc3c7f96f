import { Random } from '../../simulate/random.ts'
import type { OpenTownHabits } from './open-town-habits.ts'
import { nearestOf, type Point } from './plain.ts'
import type { Address, Settlement } from './settlement.ts'

/** Somewhere the wearer tends to go, at about the same hour. */
interface Haunt {
  readonly address: Address
  /** Usual hour of leaving for it, and the standard deviation around that. */
  readonly hour: number
  readonly spreadHours: number
  readonly medianMinutes: number
  readonly weekdayChance: number
  readonly weekendChance: number
}

/** When and where a wearer works: in one place, or riding from door to door. */
export interface Job {
  readonly address: Address
  readonly hour: number
  readonly hours: number
  /** Bit 0 is Sunday. */
  readonly weekdays: number
  readonly rides: boolean
}

export interface Wearer {
  readonly id: string
  readonly home: Address
  readonly job: Job | undefined
  readonly haunts: readonly Haunt[]
  /** Beyond walking distance. */
  readonly metresPerSecond: number
  readonly stopsPerDay: number
  readonly mostlyLbs: boolean
}

const WORKING_DAYS = 0b011_1110

export function wearersOf(
  settlement: Settlement,
  habits: OpenTownHabits,
  count: number,
  seed: number,
): Wearer[] {
  const inHostels = habits.hostels * habits.wearersPerHostel
  return Array.from({ length: count }, (_, index) => {
    const random = new Random(seed, 'open wearer', index)
    const hostel = Math.floor(index / Math.max(1, habits.wearersPerHostel))
    const home =
      index < inHostels
        ? new Random(seed, 'open hostel', hostel).pick(settlement.dwellings)
        : random.pick(settlement.dwellings)
    const rides = random.chance(habits.riderShare)
    return {
      id: `W${String(index + 1).padStart(4, '0')}`,
      home,
      job: rides || random.chance(0.45) ? jobOf(settlement, home, rides, random) : undefined,
      haunts: hauntsOf(settlement, home, random),
      metresPerSecond: speedOf(rides, random),
      stopsPerDay: random.lognormal(habits.stopsPerDay, 0.7),
      mostlyLbs: random.chance(habits.mostlyLbsShare),
    }
  })
}

function speedOf(rides: boolean, random: Random): number {
  const means = rides ? 1 + random.whole(2) : random.weighted([0.35, 0.25, 0.4])
  if (means === 0) return random.between(1.1, 1.6)
  return means === 1 ? random.between(3.2, 5.5) : random.between(7, 13)
}

function jobOf(settlement: Settlement, home: Point, rides: boolean, random: Random): Job {
  if (rides) {
    const from = near(settlement.venues, home, 6, random)
    const weekdays = 1 + random.whole(127)
    return { address: from, hour: random.between(10, 17), hours: 6, weekdays, rides }
  }
  const address = near(settlement.workplaces, home, 3, random)
  const late = random.chance(0.15)
  const hour = late ? random.between(13, 21) : random.between(6, 9.5)
  const weekdays = late ? 1 + random.whole(127) : WORKING_DAYS
  return { address, hour, hours: random.between(6, 9), weekdays, rides }
}

function hauntsOf(settlement: Settlement, home: Point, random: Random): Haunt[] {
  const kinds = [settlement.venues, settlement.dwellings, settlement.parks]
  return Array.from({ length: 3 + random.whole(5) }, () => {
    const kind = random.weighted([0.55, 0.3, 0.15])
    return {
      address: near(kinds[kind] ?? settlement.venues, home, 5, random),
      hour: random.between(9, 22),
      spreadHours: random.between(0.2, 2.5),
      medianMinutes: [25, 90, 30][kind] ?? 30,
      weekdayChance: random.between(0.05, 0.6),
      weekendChance: random.between(0.05, 0.7),
    }
  })
}

/** Chosen at random, the closest of `tries`: people mostly stay in their part of the plain. */
function near(choices: readonly Address[], to: Point, tries: number, random: Random): Address {
  return nearestOf(
    Array.from({ length: tries }, () => random.pick(choices)),
    to,
  )
}

/** All the places the wearer comes back to. */
export function usualPlaces(wearer: Wearer): Address[] {
  const places = [wearer.home, ...wearer.haunts.map((haunt) => haunt.address)]
  return wearer.job === undefined ? places : [...places, wearer.job.address]
}
