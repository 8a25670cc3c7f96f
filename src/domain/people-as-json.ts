import { formatInstant, parseInstant } from './instant-text.ts'
import type { Instant, Interval } from './interval.ts'
import type { ZoneException } from './order-terms.ts'
import type { Condition, MonitoringOrder, People, Zone } from './people.ts'

/** Values as people.json writes them: instants are text, an open end is null, and what is missing is left out. */
type Json = Readonly<Record<string, unknown>>

/** The whole of people.json; reading it again gives the same people. */
export function peopleAsJson(people: People): Json {
  return {
    deviceWearers: people.deviceWearers,
    devices: people.devices,
    deviceActivations: people.deviceActivations.map(spelled),
    monitoringOrders: people.monitoringOrders.map(orderAsJson),
    zones: people.zones.map(zoneAsJson),
    allocations: people.allocations.map(spelled),
  }
}

/** An order with its conditions. */
export function orderAsJson(order: MonitoringOrder): Json {
  const { facts, conditions, ...rest } = spelled(order)
  return { ...rest, ...(facts && { facts }), conditions: conditions.map(conditionAsJson) }
}

/** A condition with what it requires. */
function conditionAsJson(condition: Condition): Json {
  return spelled(condition)
}

/** A zone with its geometry as GeoJSON. */
export function zoneAsJson(zone: Zone): Json {
  const { exceptions, ...rest } = spelled(zone)
  return { ...rest, ...(exceptions && { exceptions: exceptions.map(exceptionAsJson) }) }
}

/** An order as {@link orderAsJson} wrote it, of our own keeping: nothing is checked again. */
export function orderFromJson(written: Json): MonitoringOrder {
  const order = unspelled<MonitoringOrder>(written)
  return { ...order, conditions: order.conditions.map((each) => unspelled<Condition>({ ...each })) }
}

/** A zone as {@link zoneAsJson} wrote it. */
export function zoneFromJson(written: Json): Zone {
  const { exceptions, ...zone } = unspelled<Zone>(written)
  return { ...zone, ...(exceptions && { exceptions: exceptions.map(exceptionFromJson) }) }
}

/** An exception as it was written: its instants are text. */
export function exceptionFromJson(written: object): ZoneException {
  const { from, to, ...rest } = written as Omit<ZoneException, 'from' | 'to'> & {
    readonly from?: string
    readonly to?: string
  }
  return {
    ...rest,
    ...(from !== undefined && { from: parseInstant(from) }),
    ...(to !== undefined && { to: parseInstant(to) }),
  }
}

/** An exception's instants, where it has any, as text. */
function exceptionAsJson({ from, to, ...rest }: NonNullable<Zone['exceptions']>[number]): Json {
  return {
    ...rest,
    ...(from !== undefined && { from: formatInstant(from) }),
    ...(to !== undefined && to !== Infinity && { to: formatInstant(to) }),
  }
}

function spelled<T extends Interval>(
  value: T,
): Omit<T, 'from' | 'to'> & { from: string; to: string | null } {
  return { ...value, from: formatInstant(value.from), to: endText(value.to) }
}

function endText(to: Instant): string | null {
  return to === Infinity ? null : formatInstant(to)
}

function unspelled<T extends Interval>(written: Json): T {
  const { from, to } = written as { from: string; to: string | null }
  return {
    ...written,
    from: parseInstant(from) ?? Number.NaN,
    to: to === null ? Infinity : (parseInstant(to) ?? Number.NaN),
  } as T
}
