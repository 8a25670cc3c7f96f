import type { Instant } from '../../domain/interval.ts'
import { instantFrom, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'
import { INCIDENT_VISIBLE } from './visible-incidents.ts'

/** What followed from an incident, and on which day. */
export interface RecordedOutcome {
  readonly id: number
  readonly incidentId: number
  readonly outcome: string
  /** A London date: `2026-03-29`. */
  readonly onDate: string
  readonly text: string
  readonly recordedBy: string
  readonly recordedAt: Instant
  readonly revoked: { readonly by: string; readonly at: Instant; readonly why: string } | undefined
}

/** In the order of their days, what was taken back too. */
export async function incidentOutcomesOf(
  query: RecordsQuery,
  incidentId: number,
): Promise<RecordedOutcome[]> {
  const rows = await query.query<OutcomeRow>(
    `${SELECTION} where outcomes.incident_id = $1 order by on_date, outcomes.id`,
    [incidentId],
  )
  return rows.map(outcomeFrom)
}

/** What followed from incidents of one person that an account may see, the newest first, what was taken back too. */
export async function outcomesOfWearer(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  deviceWearerId: string,
  limit: number,
): Promise<RecordedOutcome[]> {
  const rows = await query.query<OutcomeRow>(
    `${SELECTION} join incidents on incidents.id = outcomes.incident_id
     where incidents.device_wearer_id = $3 and ${INCIDENT_VISIBLE}
     order by on_date desc, outcomes.id desc limit $4`,
    [accountId, instantText(at), deviceWearerId, limit],
  )
  return rows.map(outcomeFrom)
}

const SELECTION = `select outcomes.*, on_date::text as day, recorders.name as recorder, revokers.name as revoker
     from incident_outcomes as outcomes
     join accounts as recorders on recorders.id = recorded_by
     left join accounts as revokers on revokers.id = revoked_by`

type OutcomeRow = RecordRow & {
  id: bigint
  incident_id: bigint
  outcome: string
  day: string
  text: string
  recorder: string
  recorded_at: string
  revoker: string | null
  revoked_at: string | null
  revoked_why: string | null
}

function outcomeFrom(row: OutcomeRow): RecordedOutcome {
  return {
    id: Number(row.id),
    incidentId: Number(row.incident_id),
    outcome: row.outcome,
    onDate: row.day,
    text: row.text,
    recordedBy: row.recorder,
    recordedAt: instantFrom(row.recorded_at),
    revoked:
      row.revoked_at === null
        ? undefined
        : { by: row.revoker ?? '', at: instantFrom(row.revoked_at), why: row.revoked_why ?? '' },
  }
}

export async function addIncidentOutcome(
  query: RecordsQuery,
  incidentId: number,
  {
    outcome,
    onDate,
    text,
    accountId,
    at,
  }: Pick<RecordedOutcome, 'outcome' | 'onDate' | 'text'> & {
    readonly accountId: number
    readonly at: Instant
  },
): Promise<void> {
  await query.query(
    `insert into incident_outcomes (incident_id, outcome, on_date, text, recorded_by, recorded_at)
     values ($1, $2, $3::date, $4, $5, $6)`,
    [incidentId, outcome, onDate, text, accountId, instantText(at)],
  )
}

/** @returns whether there was such an outcome that counted. */
export async function revokeIncidentOutcome(
  query: RecordsQuery,
  incidentId: number,
  { id, accountId, at, why }: { id: number; accountId: number; at: Instant; why: string },
): Promise<boolean> {
  const revoked = await query.query(
    `update incident_outcomes set revoked_by = $3, revoked_at = $4, revoked_why = $5
     where incident_id = $1 and id = $2 and revoked_at is null returning id`,
    [incidentId, id, accountId, instantText(at), why],
  )
  return revoked.length > 0
}
