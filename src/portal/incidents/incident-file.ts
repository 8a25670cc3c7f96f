import {
  type IncidentPositions,
  readIncidentPositions,
} from '../../app/incidents/incident-positions.ts'
import { ledgerEntry } from '../../app/incidents/ledger-entry.ts'
import { type Ledger, violationLedger } from '../../monitoring/ledger.ts'
import { type IncidentAct, incidentActs, whoMayWork } from '../../store/records/incident-acts.ts'
import {
  type DecidedViolation,
  type IncidentRevision,
  incidentRevisions,
  type ViolationStretch,
  violationDecisionsOf,
  violationStretches,
} from '../../store/records/incident-casework.ts'
import { chargesOfIncident } from '../../store/records/incident-charges.ts'
import {
  incidentOutcomesOf,
  type RecordedOutcome,
} from '../../store/records/incident-outcome-records.ts'
import { type StatedRule, statedRule } from '../../store/records/stated-rule.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import { openIncidentsOf, type VisibleIncident } from '../../store/records/visible-incidents.ts'
import { type PersonFile, visiblePerson } from '../../store/records/visible-person.ts'
import type { PortalServices } from '../portal-services.ts'

/** Beside an incident; more are in the queue. */
const MOST_OTHERS = 20

/** Everything that is known of an incident. */
export interface IncidentFile {
  readonly found: VisibleIncident
  readonly person: PersonFile | undefined
  /** Absent where it is about nobody. */
  readonly shown: IncidentPositions | undefined
  /** Where a condition requires it. */
  readonly rule: StatedRule | undefined
  /** The newest first. */
  readonly revisions: readonly IncidentRevision[]
  readonly acts: readonly IncidentAct[]
  readonly decisions: readonly DecidedViolation[]
  readonly stretches: readonly ViolationStretch[]
  /** Of this incident alone. */
  readonly ledger: Ledger
  readonly outcomes: readonly RecordedOutcome[]
  /** Percentages of charges that were told with the words it stands on, by code. */
  readonly charges: ReadonlyMap<string, number>
  /** Whose work it may become. */
  readonly colleagues: readonly { readonly id: number; readonly name: string }[]
  /** Open about the same person. */
  readonly others: readonly VisibleIncident[]
}

export async function readIncidentFile(
  { folder: { records, archive } }: PortalServices,
  viewer: Viewer,
  found: VisibleIncident,
): Promise<IncidentFile> {
  const { id, deviceWearerId, conditionId, startsAt, firstSaidAt, finding } = found
  const person =
    deviceWearerId === undefined ? undefined : await visiblePerson(records, viewer, deviceWearerId)
  const rule =
    deviceWearerId === undefined || conditionId === undefined
      ? undefined
      : await statedRule(
          records,
          { deviceWearerId, conditionId, zoneId: finding.zoneId, heldAt: startsAt },
          firstSaidAt,
        )
  const others = person
    ? await openIncidentsOf(records, viewer, person.id, { limit: MOST_OTHERS + 1 })
    : []
  const decisions = await violationDecisionsOf(records, [id])
  const stretches = await violationStretches(records, [id])
  return {
    found,
    person,
    shown: person && (await readIncidentPositions(archive, person, found, viewer.at)),
    rule,
    revisions: await incidentRevisions(records, id),
    acts: await incidentActs(records, id),
    decisions,
    stretches,
    ledger: violationLedger([ledgerEntry(found, stretches, decisions)], 0),
    outcomes: await incidentOutcomesOf(records, id),
    charges: await chargesOfIncident(records, found, found.endsAt ?? Math.max(viewer.at, startsAt)),
    colleagues: await whoMayWork(records, deviceWearerId, viewer.at),
    others: others.filter((other) => other.id !== id).slice(0, MOST_OTHERS),
  }
}
