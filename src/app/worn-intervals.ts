import { type Interval, intersect, union } from '../domain/interval.ts'
import { byDevice, type LawfulInterval } from '../domain/lawful-intervals.ts'
import type { People } from '../domain/people.ts'
import type { LegalHold } from '../store/records/legal-hold-records.ts'

/** When a wearer wore which device within an interval, lawful or not; by device and time. */
export function wornIntervals(
  { deviceActivations }: Pick<People, 'deviceActivations'>,
  deviceWearerId: string,
  within: Interval,
): LawfulInterval[] {
  const worn = deviceActivations.flatMap((activation) => {
    const interval =
      activation.deviceWearerId === deviceWearerId ? intersect(activation, within) : undefined
    return interval ? [{ ...activation, ...interval }] : []
  })
  return [...byDevice(worn)].flatMap(([deviceId, intervals]) =>
    union(intervals).map((interval) => ({ deviceId, deviceWearerId, ...interval })),
  )
}

/** What legal holds keep: the devices of those they name, while they wore them. */
export function heldIntervals(people: People, holds: readonly LegalHold[]): LawfulInterval[] {
  return holds.flatMap(({ deviceWearerId, within }) =>
    wornIntervals(people, deviceWearerId, within),
  )
}
