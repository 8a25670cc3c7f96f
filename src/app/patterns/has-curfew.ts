import { type Interval, intersect } from '../../domain/interval.ts'
import type { People } from '../../domain/people.ts'

/** Whether an order requires somebody to be at home at some hours of a stretch of days. */
export function hasCurfew(
  monitoringOrders: People['monitoringOrders'],
  deviceWearerId: string,
  within: Interval,
): boolean {
  return monitoringOrders.some(
    (order) =>
      order.deviceWearerId === deviceWearerId &&
      intersect(order, within) !== undefined &&
      order.conditions.some(
        ({ kind, ...valid }) => kind === 'curfew' && intersect(valid, within) !== undefined,
      ),
  )
}
