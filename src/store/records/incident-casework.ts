import type { ViolationDecision } from '../../domain/incident-reasons.ts'
import type { Instant, Interval } from '../../domain/interval.ts'
import type { Finding, Observation } from '../../monitoring/finding.ts'
import type { IncidentStage, RevisionReason } from './incident-records.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** What was said of an incident at some time, and why it was said anew. */
export interface IncidentRevision {
  readonly revision: number
  readonly saidAt: Instant
  readonly dataArrivedAt: Instant | undefined
  readonly why: RevisionReason
  readonly stage: IncidentStage
  readonly startsAt: Instant
  readonly endsAt: Instant | undefined
  readonly finding: Finding
}

/** A stretch that may count as minutes of violation, with the positions that say so: none once they are erased. */
export interface ViolationStretch extends Interval {
  readonly incidentId: number
  readonly positions: readonly Observation[]
}

/** A decision about a violation; one at most of an incident stands. */
export interface DecidedViolation {
  readonly id: number
  readonly incidentId: number
  readonly decision: ViolationDecision
  readonly reason: string
  readonly text: string
  readonly revision: number
  /** What might have counted by that revision. */
  readonly counted: Finding['counted']
  readonly decidedBy: { readonly accountId: number; readonly name: string }
  readonly decidedAt: Instant
  readonly revoked: { readonly by: string; readonly at: Instant; readonly why: string } | undefined
}

/** Holds an incident until the transaction ends: two who act at once come one after the other. */
export async function lockIncident(transaction: RecordsQuery, id: number): Promise<void> {
  await transaction.query('select id from incidents where id = $1 for update', [id])
}

/** Everything that was ever said of an incident, the newest first. */
export async function incidentRevisions(
  query: RecordsQuery,
  incidentId: number,
): Promise<IncidentRevision[]> {
  const rows = await query.query<
    RecordRow & {
      revision: number
      said_at: string
      data_arrived_at: string | null
      why: RevisionReason
      stage: IncidentStage
      starts_at: string
      ends_at: string | null
      finding: Finding
    }
  >('select * from incident_revisions where incident_id = $1 order by revision desc', [incidentId])
  return rows.map((row) => ({
    revision: row.revision,
    saidAt: instantFrom(row.said_at),
    dataArrivedAt: instantIfAny(row.data_arrived_at),
    why: row.why,
    stage: row.stage,
    startsAt: instantFrom(row.starts_at),
    endsAt: instantIfAny(row.ends_at),
    finding: row.finding,
  }))
}

/** Of the newest revisions of some incidents, in order. */
export async function violationStretches(
  query: RecordsQuery,
  incidentIds: readonly number[],
): Promise<ViolationStretch[]> {
  const rows = await query.query<
    RecordRow & {
      incident_id: bigint
      starts_at: string
      ends_at: string
      positions: Observation[]
    }
  >(
    `select incident_id, starts_at, ends_at, positions from violation_stretches
     where incident_id = any ($1::bigint[]) order by starts_at, incident_id, ordinal`,
    [incidentIds],
  )
  return rows.map((row) => ({
    incidentId: Number(row.incident_id),
    from: instantFrom(row.starts_at),
    to: instantFrom(row.ends_at),
    positions: row.positions,
  }))
}

/** What was decided of some incidents, in the order of deciding, what was revoked too. */
export async function violationDecisionsOf(
  query: RecordsQuery,
  incidentIds: readonly number[],
): Promise<DecidedViolation[]> {
  const rows = await query.query<DecisionRow>(
    `select decisions.*, deciders.name as decider, revokers.name as revoker,
       seen.finding -> 'counted' as counted
     from violation_decisions as decisions
     left join incident_revisions as seen on seen.incident_id = decisions.incident_id
       and seen.revision = decisions.revision
     join accounts as deciders on deciders.id = decided_by
     left join accounts as revokers on revokers.id = revoked_by
     where decisions.incident_id = any ($1::bigint[]) order by decisions.id`,
    [incidentIds],
  )
  return rows.map((row) => ({
    id: Number(row.id),
    incidentId: Number(row.incident_id),
    decision: row.decision,
    reason: row.reason,
    text: row.text,
    revision: row.revision,
    counted: row.counted ?? [],
    decidedBy: { accountId: Number(row.decided_by), name: row.decider },
    decidedAt: instantFrom(row.decided_at),
    revoked:
      row.revoked_at === null
        ? undefined
        : { by: row.revoker ?? '', at: instantFrom(row.revoked_at), why: row.revoked_why ?? '' },
  }))
}

export async function addViolationDecision(
  query: RecordsQuery,
  {
    incidentId,
    decision,
    reason,
    text,
    revision,
    accountId,
    at,
  }: Pick<DecidedViolation, 'incidentId' | 'decision' | 'reason' | 'text' | 'revision'> & {
    readonly accountId: number
    readonly at: Instant
  },
): Promise<void> {
  await query.query(
    `insert into violation_decisions (incident_id, decision, reason, text, revision, decided_by, decided_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [incidentId, decision, reason, text, revision, accountId, instantText(at)],
  )
}

/** The decision counts no more; it stays to be read. */
export async function revokeViolationDecision(
  query: RecordsQuery,
  id: number,
  { accountId, at, why }: { accountId: number; at: Instant; why: string },
): Promise<void> {
  await query.query(
    `update violation_decisions set revoked_by = $2, revoked_at = $3, revoked_why = $4
     where id = $1 and revoked_at is null`,
    [id, accountId, instantText(at), why],
  )
}

type DecisionRow = RecordRow & {
  id: bigint
  incident_id: bigint
  decision: ViolationDecision
  reason: string
  text: string
  revision: number
  decided_by: bigint
  decider: string
  counted: Finding['counted'] | null
  decided_at: string
  revoker: string | null
  revoked_at: string | null
  revoked_why: string | null
}

/** How many minutes some stretches have together. */
export function minutesOf(stretches: readonly Interval[]): number {
  return stretches.reduce((sum, { from, to }) => sum + (to - from), 0) / 60_000
}
