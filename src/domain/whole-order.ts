import type { Condition, MonitoringOrder, Zone } from './people.ts'

/** An order with the zones that its conditions name, as they were together. */
export interface WholeOrder {
  readonly order: MonitoringOrder
  readonly zones: readonly Zone[]
}

/** One thing that differs between two versions: its code in the list of variation types, and in words. */
export interface OrderChange {
  readonly variation: string
  readonly text: string
}

/** The zones that a condition names anywhere. */
export function zoneIdsOf({ zoneIds = [], curfew, attendance }: Condition): string[] {
  const stretches = [...(curfew?.hours ?? []), ...(curfew?.releaseDay ? [curfew.releaseDay] : [])]
  return [
    ...new Set([
      ...zoneIds,
      ...stretches.flatMap((stretch) => stretch.zoneIds ?? []),
      ...(attendance ? [attendance.zoneId] : []),
    ]),
  ]
}

/** An order with those of some zones that it names. */
export function wholeOrder(order: MonitoringOrder, zones: ReadonlyMap<string, Zone>): WholeOrder {
  const ids = [...new Set(order.conditions.flatMap(zoneIdsOf))].sort()
  return { order, zones: ids.flatMap((id) => zones.get(id) ?? []) }
}
