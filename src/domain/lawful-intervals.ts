import { type Interval, intersect, union } from './interval.ts'
import type { People } from './people.ts'

/** A stretch of one device's positions that may be compared with crimes, and as whose. */
export interface LawfulInterval extends Interval {
  readonly deviceId: string
  readonly deviceWearerId: string
}

/**
 * When which device's positions may be compared with crimes: device activation x monitoring order x
 * trail condition that permits crime mapping. The only way from a position to a person.
 */
export interface LawfulIntervals {
  /** Every wearer who could be compared at some instant, in code-unit order of id. */
  readonly deviceWearerIds: readonly string[]
  /** A device's intervals by start; those of one wearer are disjoint. */
  ofDevice(deviceId: string): readonly LawfulInterval[]
  ofWearer(deviceWearerId: string): readonly LawfulInterval[]
}

/** What makes an interval lawful, of everybody or of one. */
export type LegalBasis = Pick<People, 'deviceActivations' | 'monitoringOrders'>

export function crimeMappingIntervals(people: People | LegalBasis): LawfulIntervals {
  return intervalsUnder(people, ({ kind, crimeMapping }) => kind === 'trail' && crimeMapping)
}

/**
 * When which device's positions a supervisor, or the wearer, may look at: device activation x monitoring
 * order x trail condition. Whether crimes may be compared does not matter here.
 */
export function supervisionIntervals(people: LegalBasis): LawfulIntervals {
  return intervalsUnder(people, ({ kind }) => kind === 'trail')
}

/**
 * When a device's positions may be kept at all: device activation x monitoring order x any condition.
 * What lies outside is quarantined and deleted by a clock.
 */
export function monitoringIntervals(people: People | LegalBasis): LawfulIntervals {
  return intervalsUnder(people, () => true)
}

function intervalsUnder(
  people: LegalBasis,
  permits: (condition: People['monitoringOrders'][number]['conditions'][number]) => boolean,
): LawfulIntervals {
  const permitted = new Map<string, Interval[]>()
  for (const order of people.monitoringOrders) {
    for (const condition of order.conditions) {
      if (!permits(condition)) continue
      const interval = intersect(order, condition)
      if (interval) append(permitted, order.deviceWearerId, interval)
    }
  }
  const fitted = new Map<
    string,
    { deviceId: string; deviceWearerId: string; intervals: Interval[] }
  >()
  for (const { deviceId, deviceWearerId, from, to } of people.deviceActivations) {
    const key = JSON.stringify([deviceId, deviceWearerId])
    const entry = fitted.get(key) ?? { deviceId, deviceWearerId, intervals: [] }
    entry.intervals.push({ from, to })
    fitted.set(key, entry)
  }
  const lawful: LawfulInterval[] = []
  for (const { deviceId, deviceWearerId, intervals } of fitted.values()) {
    const both = intervals.flatMap((activation) =>
      (permitted.get(deviceWearerId) ?? []).flatMap((order) => intersect(activation, order) ?? []),
    )
    for (const { from, to } of union(both)) lawful.push({ deviceId, deviceWearerId, from, to })
  }
  return index(lawful)
}

/** Without people, each device is its own wearer and every instant is lawful. */
export function everyDeviceItsOwnWearer(deviceIds: readonly string[]): LawfulIntervals {
  return index(
    deviceIds.map((id) => ({ deviceId: id, deviceWearerId: id, from: -Infinity, to: Infinity })),
  )
}

/** Intervals by device, as they come. */
export function byDevice(
  intervals: readonly (Interval & { readonly deviceId: string })[],
): Map<string, Interval[]> {
  const map = new Map<string, Interval[]>()
  for (const { deviceId, from, to } of intervals) append(map, deviceId, { from, to })
  return map
}

/** Pairs of activations that put one device on two wearers at once: a fault in the records. */
export function overlappingActivations(people: People): [string, string][] {
  const byDevice = new Map<string, People['deviceActivations'][number][]>()
  for (const activation of people.deviceActivations)
    append(byDevice, activation.deviceId, activation)
  const pairs: [string, string][] = []
  for (const activations of byDevice.values()) {
    activations.sort((a, b) => a.from - b.from)
    let latest = activations[0]
    for (const next of activations.slice(1)) {
      if (latest && next.from < latest.to && next.deviceWearerId !== latest.deviceWearerId) {
        pairs.push([latest.id, next.id])
      }
      if (!latest || next.to > latest.to) latest = next
    }
  }
  return pairs
}

function index(lawful: LawfulInterval[]): LawfulIntervals {
  const byDevice = new Map<string, LawfulInterval[]>()
  const byWearer = new Map<string, LawfulInterval[]>()
  lawful.sort((a, b) => a.from - b.from || (a.deviceWearerId < b.deviceWearerId ? -1 : 1))
  for (const interval of lawful) {
    append(byDevice, interval.deviceId, interval)
    append(byWearer, interval.deviceWearerId, interval)
  }
  return {
    deviceWearerIds: [...byWearer.keys()].sort(),
    ofDevice: (id) => byDevice.get(id) ?? [],
    ofWearer: (id) => byWearer.get(id) ?? [],
  }
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
