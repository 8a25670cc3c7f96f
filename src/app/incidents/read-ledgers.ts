import type { MonitoringOrder } from '../../domain/people.ts'
import { type Ledger, violationLedger } from '../../monitoring/ledger.ts'
import {
  type DecidedViolation,
  minutesOf,
  violationDecisionsOf,
  violationStretches,
} from '../../store/records/incident-casework.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import { type VisibleIncident, violationsOf } from '../../store/records/visible-incidents.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { stands } from './decide-violation.ts'
import { ledgerEntry } from './ledger-entry.ts'

/** Of one person; older ones are in the incidents themselves. */
const MOST = 500

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

export interface Ledgers {
  /** Every order with violations or in force, the newest first: an allowance is of one order. */
  readonly ledgers: readonly OrderLedger[]
  /** All of them, the newest first. */
  readonly incidents: readonly VisibleIncident[]
  /** Whether older ones are left out. */
  readonly isCut: boolean
}

/** The ledgers of a person's violation minutes. @param allowanceMinutes where an order says no number. */
export async function readLedgers(
  records: RecordsQuery,
  viewer: Viewer,
  person: PersonFile,
  allowanceMinutes: number,
): Promise<Ledgers> {
  const incidents = await violationsOf(records, viewer, person.id, MOST)
  const ids = incidents.map(({ id }) => id)
  const stretches = await violationStretches(records, ids)
  const decisions = await violationDecisionsOf(records, ids)
  // Orders of one person may name their conditions alike: the one in force is meant.
  const orderOf = ({ conditionId, startsAt }: VisibleIncident) => {
    const named = person.monitoringOrders.filter(({ conditions }) =>
      conditions.some(({ id }) => id === conditionId),
    )
    return named.find(({ from, to }) => from <= startsAt && startsAt < to) ?? named[0]
  }
  const orders = [...person.monitoringOrders.toReversed(), undefined]
  const ledgers = orders.flatMap((order) => {
    const its = incidents.filter((incident) => orderOf(incident) === order)
    const isInForce = order !== undefined && order.from <= viewer.at && viewer.at < order.to
    if (its.length === 0 && !isInForce) return []
    const entries = its.map((incident) => ledgerEntry(incident, stretches, decisions))
    return [
      {
        order,
        ledger: violationLedger(entries, order?.facts?.allowanceMinutes ?? allowanceMinutes),
        incidents: its,
        decisions: decisions.filter(stands),
        unknownMinutes: its.reduce((sum, { finding }) => sum + minutesOf(finding.unknown), 0),
      },
    ]
  })
  return { ledgers, incidents, isCut: incidents.length === MOST }
}
