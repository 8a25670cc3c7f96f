import { subtract } from './interval.ts'
import type { LawfulInterval, LawfulIntervals } from './lawful-intervals.ts'

/**
 * When whose positions of which device are lawful now and were not, or were and are not: disjoint for each device and
 * wearer, in no order that means anything.
 */
export function lawfulChanges(before: LawfulIntervals, after: LawfulIntervals): LawfulInterval[] {
  const wearers = new Set([...before.deviceWearerIds, ...after.deviceWearerIds])
  return [...wearers].flatMap((deviceWearerId) => {
    const was = before.ofWearer(deviceWearerId)
    const is = after.ofWearer(deviceWearerId)
    const devices = new Set([...was, ...is].map(({ deviceId }) => deviceId))
    return [...devices].flatMap((deviceId) => {
      const of = (intervals: readonly LawfulInterval[]) =>
        intervals.filter((interval) => interval.deviceId === deviceId)
      return [...subtract(of(was), of(is)), ...subtract(of(is), of(was))].map(({ from, to }) => ({
        deviceId,
        deviceWearerId,
        from,
        to,
      }))
    })
  })
}
