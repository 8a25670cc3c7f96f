import type { Instant, Interval } from '../../domain/interval.ts'
import { type LawfulIntervals, monitoringIntervals } from '../../domain/lawful-intervals.ts'
import type { Rule } from '../../monitoring/rule.ts'
import { type RuleFault, rulesOf } from '../../monitoring/rules-of.ts'
import { standingAbsences } from '../../store/records/monitoring-records.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import { loadPeople } from '../../store/records/stored-people.ts'

/** One device on one wearer: what device findings go by, because devices are reused. */
export interface Worn extends Interval {
  readonly activationId: string
  readonly deviceId: string
  readonly deviceWearerId: string
}

/** Whom the platform watches over, by what rules, and who wears what: as the records say at one time. */
export interface Watched {
  /** Those with a rule, whenever it holds. */
  readonly rules: ReadonlyMap<string, readonly Rule[]>
  /** Zones that cannot be watched, with why. */
  readonly faults: readonly RuleFault[]
  /** When positions of which device may be kept and looked at, and as whose. */
  readonly lawful: LawfulIntervals
  readonly wornBy: ReadonlyMap<string, readonly Worn[]>
}

export async function loadWatched(query: RecordsQuery): Promise<Watched> {
  const people = await loadPeople(query)
  const { rules, faults } = rulesOf(people, await standingAbsences(query))
  const worn = people.deviceActivations.map(({ id: activationId, ...activation }) => ({
    ...activation,
    activationId,
  }))
  return {
    rules: grouped(rules, ({ deviceWearerId }) => deviceWearerId),
    faults,
    lawful: monitoringIntervals(people),
    wornBy: grouped(worn, ({ deviceId }) => deviceId),
  }
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const group = groups.get(keyOf(one))
    if (group) group.push(one)
    else groups.set(keyOf(one), [one])
  }
  return groups
}

/** Whose a device's position of an instant is: nobody's outside an order, and nobody's business then. */
export function wearersAt(
  { lawful }: Pick<Watched, 'lawful'>,
  deviceId: string,
  at: Instant,
): string[] {
  const intervals = lawful.ofDevice(deviceId)
  return intervals.filter(({ from, to }) => from <= at && at < to).map((one) => one.deviceWearerId)
}
