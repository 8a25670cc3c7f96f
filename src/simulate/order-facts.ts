import type { Instant } from '../domain/interval.ts'
import type { OrderFacts } from '../domain/order-terms.ts'
import { acquisitiveOffences } from '../domain/reference/offence-types.ts'
import { forceAt } from './districts.ts'
import { Random } from './random.ts'
import type { TownMap } from './town-map.ts'
import { DAY, londonDay } from './uk-clock.ts'
import type { Wearer } from './wearers.ts'

/** What an order's papers say: most of it, of most. */
export function orderFacts(
  map: TownMap,
  wearer: Wearer,
  orderType: string,
  released: Instant,
): OrderFacts {
  const random = new Random(map.seed, 'facts', wearer.number)
  const offence = random.chance(0.9) ? random.pick(acquisitiveOffences.entries).code : 'VIOLENCE'
  const days = Math.round(random.lognormal(240, 0.6))
  const releaseDate = dateOf(londonDay(released))
  const isLicence = orderType === 'POST_RELEASE'
  const policeForce = forceAt(map.districts, wearer.home.address).identifier
  const told = random.chance(0.85)
  return {
    offence: { type: offence, date: dateOf(londonDay(released) - days - random.whole(200)) },
    ...(orderType === 'BAIL'
      ? {}
      : { sentence: { type: sentences.get(orderType) ?? 'STANDARD_DETERMINATE', days } }),
    ...(told && { longestSentence: true }),
    ...(isLicence && {
      releaseDate,
      hdc: wearer.hasCurfew,
      cohort: wearer.hasCurfew
        ? 'GPS_ACQUISITIVE_CRIME_HOME_DETENTION_CURFEW'
        : 'GPS_ACQUISITIVE_CRIME_PAROLE',
      notifyingOrganisation: 'PRISON',
    }),
    policeForce,
    region: policeForce === 'NorthWales' ? 'WALES' : 'NORTH_WEST',
    deviceType: 'FITTED',
    responsibleOrganisation: 'PROBATION',
    ...(wearer.hasCurfew && { allowanceMinutes: 120 }),
  }
}

const sentences: ReadonlyMap<string, string> = new Map([
  ['SUSPENDED_SENTENCE', 'COMMUNITY_SUSPENDED_SENTENCE'],
])

function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}
