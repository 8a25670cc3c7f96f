import type { Instant, Interval } from '../domain/interval.ts'
import type {
  Allocation,
  Condition,
  DeviceWearer,
  MonitoringOrder,
  People,
  Restriction,
} from '../domain/people.ts'
import { type Fittings, partOf, specialCases } from './fittings.ts'
import { inventName } from './names.ts'
import { orderFacts } from './order-facts.ts'
import { attendanceTerms, curfewTerms } from './order-terms.ts'
import { Random } from './random.ts'
import type { TownMap } from './town-map.ts'
import { DAY, MINUTE } from './uk-clock.ts'
import { placeInBlock, type Wearer } from './wearers.ts'
import { exclusionZone, homeZone, otherPlace, type TownZone } from './zones.ts'

const CASELOAD = 20

/** The records of the town: who wears what, on what legal basis, watched over by whom. */
export function makePeople(
  map: TownMap,
  wearers: readonly Wearer[],
  fittings: Fittings,
  period: Interval,
): People {
  const zones: TownZone[] = []
  const fitted = new Map<Wearer, Instant>()
  for (const { wearer, from } of fittings.known) {
    fitted.set(wearer, Math.min(from, fitted.get(wearer) ?? Infinity))
  }
  const orders = wearers.map((wearer) =>
    makeOrder(map, wearer, fitted.get(wearer) ?? period.from, period, zones),
  )
  return {
    deviceWearers: wearers.map((wearer) => describe(map.seed, wearer)),
    devices: fittings.deviceIds.slice(0, fittings.unknown.device).map((id, index) => ({
      id,
      model: index % 3 === 0 ? 'Limpet 2' : 'Limpet 1',
      serialNumber: `LMP${String(100_000 + 37 * index)}`,
    })),
    deviceActivations: fittings.known.map(({ device, wearer, from, to }) => {
      const deviceId = fittings.deviceIds[device] ?? ''
      return {
        id: `A-${deviceId}-${wearer.id}`,
        deviceId,
        deviceWearerId: wearer.id,
        from,
        to,
        startReason: from === fitted.get(wearer) ? 'fitted' : 'swapped',
        ...(to !== Infinity && { endReason: 'removed' }),
      }
    }),
    monitoringOrders: orders,
    zones,
    allocations: wearers.map((wearer, index) => allocate(map.seed, wearer, orders[index])),
  }
}

function makeOrder(
  map: TownMap,
  wearer: Wearer,
  fittedAt: Instant,
  period: Interval,
  zones: TownZone[],
): MonitoringOrder {
  const random = new Random(map.seed, 'order', wearer.number)
  const place = placeInBlock(wearer.number)
  const from = fittedAt - 30 * MINUTE
  const ends = partOf(period, 0.6)
  const later = random.chance(0.3) ? Infinity : period.to + Math.ceil(random.between(3, 200)) * DAY
  const ended = place === specialCases.orderEnds ? ends : later
  // Of whom somebody is kept out: their orders go on, so that it can be seen.
  const to = restrictionsOf(wearer) ? Infinity : ended
  const permitted = place !== specialCases.mayNotBeMatched
  const interval = { from, to }
  const conditions: Condition[] = [
    { id: `C-${wearer.id}-1`, kind: 'trail', ...interval, crimeMapping: permitted },
  ]
  const add = (kind: Condition['kind'], zone: TownZone, terms: Partial<Condition>): void => {
    const id = `C-${wearer.id}-${conditions.length + 1}`
    zones.push(zone)
    conditions.push({ id, kind, ...interval, crimeMapping: false, ...terms })
  }
  if (wearer.hasCurfew) {
    const home = homeZone(wearer, interval)
    const second = hasSecondHome(wearer) ? secondHome(wearer, interval) : undefined
    if (second) zones.push(second)
    const curfew = curfewTerms(map.seed, wearer, period, from, second?.id)
    add('curfew', home, { zoneIds: [home.id], curfew })
  }
  if (random.chance(0.15)) {
    const zone = exclusionZone(map, wearer, interval, random)
    add('zone', zone, { zoneIds: [zone.id] })
  }
  const sentence = random.chance(0.7) ? 'POST_RELEASE' : 'SUSPENDED_SENTENCE'
  const orderType = permitted ? sentence : 'BAIL'
  const appointment = wearer.habits[0]
  if (appointment && new Random(map.seed, 'attendance', wearer.number).chance(0.35)) {
    const office = otherPlace(wearer, interval, appointment.place, 'office', 'Probation office')
    add('attendance', office, { attendance: attendanceTerms(appointment, office.id) })
  }
  const released = orderType === 'POST_RELEASE'
  const facts = orderFacts(map, wearer, orderType, from)
  return {
    id: `O-${wearer.id}`,
    deviceWearerId: wearer.id,
    orderType,
    ...interval,
    facts,
    conditions: released ? conditions : conditions.map(withoutRelease),
  }
}

/** Of whom is not released from prison. */
function withoutRelease({ curfew, ...condition }: Condition): Condition {
  return { ...condition, ...(curfew && { curfew: { hours: curfew.hours } }) }
}

/** In each block somebody under curfew may spend weekends elsewhere, with whom they spend days anyway. */
function hasSecondHome({ number, companion }: Wearer): boolean {
  return companion !== undefined || number % 10 === 0
}

function secondHome(wearer: Wearer, interval: Interval): TownZone | undefined {
  const { companion, home } = wearer
  const friend = wearer.habits.find(({ place }) => place.kind === 'home' && place !== home)?.place
  const place = companion && companion.home !== home ? companion.home : friend
  return place && otherPlace(wearer, interval, place, 'second', 'Second address')
}

function describe(seed: number, wearer: Wearer): DeviceWearer {
  const random = new Random(seed, 'name', wearer.number)
  const names = [inventName(random)]
  if (random.chance(0.1)) names.push(inventName(random))
  const born = Date.UTC(1962, 0, 1) + random.whole(15_500) * DAY
  const restrictions = restrictionsOf(wearer)
  return {
    id: wearer.id,
    names,
    dateOfBirth: new Date(born).toISOString().slice(0, 10),
    identifiers: { crn: `X${String(wearer.number).padStart(6, '0')}` },
    facts: { noFixedAbode: false, adultAtInstallation: true },
    ...(restrictions && { restrictions }),
  }
}

/**
 * Two people whom an account of the demonstration may not see, with some that nobody has. Nobody of the town is
 * restricted to a few: whoever runs a command would be kept out too, and a town's exports are to be whole.
 */
function restrictionsOf({ number }: Wearer): Restriction[] | undefined {
  const place = placeInBlock(number)
  if (place === specialCases.knowsSomebody) {
    const usernames = ['practitioner.demo', 'nib.fenusk']
    return [{ kind: 'excluded', usernames, message: 'You know this person outside of work' }]
  }
  if (place === specialCases.isKnownToFew) {
    const usernames = ['practitioner.demo', 'quim.threxley', 'lun.morandle']
    const message = 'Only some people may see this person; ask the head of the Harbour team'
    return [{ kind: 'excluded', usernames, message }]
  }
  return undefined
}

function allocate(seed: number, wearer: Wearer, order: MonitoringOrder | undefined): Allocation {
  const caseload = Math.floor((wearer.number - 1) / CASELOAD)
  return {
    deviceWearerId: wearer.id,
    practitioner: inventName(new Random(seed, 'practitioner', caseload)),
    team: ['Harbour team', 'Lighthouse team', 'Sandbank team'][caseload % 3] ?? 'Harbour team',
    from: order?.from ?? 0,
    to: order?.to ?? Infinity,
  }
}
