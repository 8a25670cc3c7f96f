import { type Interval, intersect, union } from '../domain/interval.ts'
import type { LawfulInterval } from '../domain/lawful-intervals.ts'
import type { People } from '../domain/people.ts'
import type { LegalHold } from '../store/records/legal-hold-records.ts'

/** When a wearer wore which device within an interval, lawful or not; by device and time. */
export function wornIntervals(
  { deviceActivations }: Pick<People, 'deviceActivations'>,
  deviceWearerId: string,
  within: Interval,
): LawfulInterval[] {
  const byDevice = new Map<string, Interval[]>()
  for (const activation of deviceActivations) {
    if (activation.deviceWearerId !== deviceWearerId) continue
    const interval = intersect(activation, within)
    if (!interval) continue
    byDevice.set(activation.deviceId, [...(byDevice.get(activation.deviceId) ?? []), interval])
  }
  return [...byDevice].flatMap(([deviceId, intervals]) =>
    union(intervals).map((interval) => ({ deviceId, deviceWearerId, ...interval })),
  )
}

/** What legal holds keep: the devices of those they name, while they wore them. */
export function heldIntervals(people: People, holds: readonly LegalHold[]): LawfulInterval[] {
  return holds.flatMap(({ deviceWearerId, within }) =>
    wornIntervals(people, deviceWearerId, within),
  )
}

export function byDevice(intervals: readonly LawfulInterval[]): Map<string, Interval[]> {
  const map = new Map<string, Interval[]>()
  for (const { deviceId, from, to } of intervals) {
    map.set(deviceId, [...(map.get(deviceId) ?? []), { from, to }])
  }
  return map
}
