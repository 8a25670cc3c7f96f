import { stands } from '../../app/incidents/decide-violation.ts'
import { ledgerEntry } from '../../app/incidents/ledger-entry.ts'
import type { Instant } from '../../domain/interval.ts'
import type { MonitoringOrder } from '../../domain/people.ts'
import { type Ledger, violationLedger } from '../../monitoring/ledger.ts'
import {
  type DecidedViolation,
  minutesOf,
  type ViolationStretch,
} from '../../store/records/incident-casework.ts'
import type { VisibleIncident } from '../../store/records/visible-incidents.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'

/** What counts under one order; the order is absent for what no order that is kept requires. */
export interface OrderLedger {
  readonly order: MonitoringOrder | undefined
  readonly ledger: Ledger
  readonly incidents: readonly VisibleIncident[]
  /** That stand. */
  readonly decisions: readonly DecidedViolation[]
  /** Of which nothing is known; none of them counts. */
  readonly unknownMinutes: number
}

/** Every order with violations or in force, the newest first: an allowance is of one order. */
export function ledgersByOrder(
  person: PersonFile,
  said: {
    readonly incidents: readonly VisibleIncident[]
    readonly stretches: readonly ViolationStretch[]
    readonly decisions: readonly DecidedViolation[]
  },
  allowanceMinutes: number,
  now: Instant,
): OrderLedger[] {
  // Orders of one person may name their conditions alike: the one in force is meant.
  const orderOf = ({ conditionId, startsAt }: VisibleIncident) => {
    const named = person.monitoringOrders.filter(({ conditions }) =>
      conditions.some(({ id }) => id === conditionId),
    )
    return named.find(({ from, to }) => from <= startsAt && startsAt < to) ?? named[0]
  }
  const orders = [...person.monitoringOrders.toReversed(), undefined]
  return orders.flatMap((order) => {
    const incidents = said.incidents.filter((incident) => orderOf(incident) === order)
    const isInForce = order !== undefined && order.from <= now && now < order.to
    if (incidents.length === 0 && !isInForce) return []
    const entries = incidents.map((incident) =>
      ledgerEntry(incident, said.stretches, said.decisions),
    )
    return [
      {
        order,
        ledger: violationLedger(entries, order?.facts?.allowanceMinutes ?? allowanceMinutes),
        incidents,
        decisions: said.decisions.filter(stands),
        unknownMinutes: incidents.reduce((sum, { finding }) => sum + minutesOf(finding.unknown), 0),
      },
    ]
  })
}
