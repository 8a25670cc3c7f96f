import type { Instant } from '../../domain/interval.ts'
import type { LondonDay, OutcomeKind } from '../../domain/outcomes.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import type { AskedBy } from './visible-matches.ts'

/** An alert that was given to a force: what outcomes are recorded of. An exclusion statement is its own outcome. */
export interface GivenReport {
  readonly id: number
  readonly number: string
  readonly state: 'approved' | 'withdrawn'
  readonly policeForce: string
  readonly crimeReference: string
  /** When the crime's window begins, as the report's version says. */
  readonly crimeFrom: Instant
  readonly deviceWearerIds: readonly string[]
}

/** What came of a wearer whom a report names. */
export interface Outcome {
  readonly id: number
  readonly deviceWearerId: string
  readonly kind: OutcomeKind
  readonly happenedOn: LondonDay
  readonly remark: string
  readonly recordedAt: Instant
  readonly recordedBy: string
  readonly revoked:
    | { readonly at: Instant; readonly by: string; readonly reason: string }
    | undefined
}

/** Keeps an account from a report that names whom it may not see: `$1` the account. */
const HIDDEN = `select hidden.device_wearer_id, hidden.message
       from report_wearers join accounts on accounts.id = $1::bigint
       cross join lateral restrictions_on(accounts.username) as hidden
       where report_wearers.report_id = reports.id
         and hidden.device_wearer_id = report_wearers.device_wearer_id`

/** Of a force that account `$1` may see. Whom a statement is about is nothing that police are told by id. */
const GIVEN = `reports.kind = 'proximity_alert' and reports.state in ('approved', 'withdrawn')
       and force_visible($1::bigint, reports.police_force)`

/** An alert given to a force that the account may see; `undefined` for any other report, drafts too. */
export async function givenReport(
  query: RecordsQuery,
  { accountId }: AskedBy,
  id: number,
): Promise<GivenReport | undefined> {
  const [row] = await query.query<{
    id: bigint
    number: string
    state: GivenReport['state']
    police_force: string
    crime_reference: string
    window_from: string
    wearers: string[]
  }>(
    `select reports.id, reports.number, reports.state, reports.police_force,
       crimes.crime_reference, crime_versions.window_from,
       array(select device_wearer_id from report_wearers where report_id = reports.id
         order by device_wearer_id) as wearers
     from reports join crimes on crimes.id = reports.crime_id
     join crime_versions on crime_versions.id = reports.crime_version_id
     where reports.id = $2 and ${GIVEN} and not exists (${HIDDEN})`,
    [accountId, id],
  )
  return (
    row && {
      id: Number(row.id),
      number: row.number,
      state: row.state,
      policeForce: row.police_force,
      crimeReference: row.crime_reference,
      crimeFrom: instantFrom(row.window_from),
      deviceWearerIds: row.wearers,
    }
  )
}

/** Why an account may not see a given report of its forces: whom it is kept from, and what it is told. */
export async function restrictionOnReport(
  query: RecordsQuery,
  { accountId }: AskedBy,
  id: number,
): Promise<{ deviceWearerId: string; message: string } | undefined> {
  const [row] = await query.query<{ device_wearer_id: string; message: string }>(
    `select kept.device_wearer_id, kept.message from reports cross join lateral (${HIDDEN}) as kept
     where reports.id = $2 and ${GIVEN} limit 1`,
    [accountId, id],
  )
  return row && { deviceWearerId: row.device_wearer_id, message: row.message }
}

/** Holds a report's outcomes until the transaction ends: nothing is recorded twice. */
export async function lockOutcomes(transaction: RecordsQuery, reportId: number): Promise<void> {
  await transaction.query('select id from reports where id = $1 for update', [reportId])
}

/** What came of a report, in the order it was recorded, what was taken back too. */
export async function outcomesOf(
  query: RecordsQuery,
  reportId: number,
): Promise<readonly Outcome[]> {
  const rows = await query.query<OutcomeRow>(
    `select outcomes.*, outcomes.happened_on::text as day, accounts.name as recorded_by,
       revokers.name as revoker
     from outcomes join accounts on accounts.id = outcomes.account_id
     left join accounts as revokers on revokers.id = outcomes.revoked_by
     where report_id = $1 order by outcomes.id`,
    [reportId],
  )
  return rows.map((row) => ({
    id: Number(row.id),
    deviceWearerId: row.device_wearer_id,
    kind: row.kind,
    happenedOn: row.day,
    remark: row.remark,
    recordedAt: instantFrom(row.recorded_at),
    recordedBy: row.recorded_by,
    revoked:
      row.revoked_at === null
        ? undefined
        : {
            at: instantIfAny(row.revoked_at) ?? 0,
            by: row.revoker ?? '',
            reason: row.revoked_reason ?? '',
          },
  }))
}

export interface NewOutcome
  extends Pick<Outcome, 'deviceWearerId' | 'kind' | 'happenedOn' | 'remark'> {
  readonly reportId: number
  readonly accountId: number
  readonly recordedAt: Instant
}

export async function addOutcome(query: RecordsQuery, outcome: NewOutcome): Promise<void> {
  await query.query(
    `insert into outcomes
       (report_id, device_wearer_id, kind, happened_on, remark, recorded_at, account_id)
     values ($1, $2, $3, $4::date, $5, $6, $7)`,
    [
      outcome.reportId,
      outcome.deviceWearerId,
      outcome.kind,
      outcome.happenedOn,
      outcome.remark,
      instantText(outcome.recordedAt),
      outcome.accountId,
    ],
  )
}

/** Takes a record back; it stays, and counts no more. */
export async function revokeOutcomeAt(
  query: RecordsQuery,
  id: number,
  { at, accountId, reason }: { at: Instant; accountId: number; reason: string },
): Promise<void> {
  await query.query(
    `update outcomes set revoked_at = $2, revoked_by = $3, revoked_reason = $4
     where id = $1 and revoked_at is null`,
    [id, instantText(at), accountId, reason],
  )
}

/** A report that a force was sent and has not acknowledged. */
export interface Unacknowledged {
  readonly reportId: number
  readonly number: string
  readonly policeForce: string
  readonly sentOn: LondonDay
}

/** Reports sent on a day or before, of which no wearer is acknowledged; the oldest first. */
export async function unacknowledged(
  query: RecordsQuery,
  { accountId }: AskedBy,
  sentBy: LondonDay,
  limit: number,
): Promise<Unacknowledged[]> {
  const rows = await query.query<{
    id: bigint
    number: string
    police_force: string
    sent_on: string
  }>(
    `select reports.id, reports.number, reports.police_force, min(sent.happened_on)::text as sent_on
     from outcomes as sent join reports on reports.id = sent.report_id
     where sent.kind = 'sent' and sent.revoked_at is null and sent.happened_on <= $2::date
       and reports.state = 'approved' and force_visible($1::bigint, reports.police_force)
       and not exists (${HIDDEN})
       and not exists (
         select from outcomes as later where later.report_id = reports.id
           and later.kind <> 'sent' and later.revoked_at is null
       )
     group by reports.id order by sent_on, reports.id limit $3`,
    [accountId, sentBy, limit],
  )
  return rows.map((row) => ({
    reportId: Number(row.id),
    number: row.number,
    policeForce: row.police_force,
    sentOn: row.sent_on,
  }))
}

type OutcomeRow = RecordRow & {
  id: bigint
  device_wearer_id: string
  kind: OutcomeKind
  day: string
  remark: string
  recorded_at: string
  recorded_by: string
  revoked_at: string | null
  revoker: string | null
  revoked_reason: string | null
}
