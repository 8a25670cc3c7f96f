import { formatInstant } from '../domain/instant-text.ts'
import type { Instant } from '../domain/interval.ts'
import type { People } from '../domain/people.ts'

/** How some systems write "still active". */
const SENTINEL = '2999-12-12T23:59:59Z'

/** The text of people.json. Open ends are null, or for every third activation the sentinel. */
export function peopleFile(people: People): string {
  const file = {
    deviceWearers: people.deviceWearers,
    devices: people.devices,
    deviceActivations: people.deviceActivations.map((activation, index) => ({
      ...activation,
      ...interval(activation, index % 3 === 1 ? SENTINEL : null),
    })),
    monitoringOrders: people.monitoringOrders.map((order) => ({
      ...order,
      ...interval(order),
      conditions: order.conditions.map((condition) => ({ ...condition, ...interval(condition) })),
    })),
    zones: people.zones.map((zone) => ({ ...zone, ...interval(zone) })),
    allocations: people.allocations.map((each) => ({ ...each, ...interval(each) })),
  }
  return `${JSON.stringify(file, undefined, 2)}\n`
}

function interval(
  { from, to }: { from: Instant; to: Instant },
  open: string | null = null,
): { from: string; to: string | null } {
  return { from: formatInstant(from), to: to === Infinity ? open : formatInstant(to) }
}
