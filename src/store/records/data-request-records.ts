import type { RequesterCheck, RequestProgress } from '../../domain/data-request.ts'
import type { Instant, Interval } from '../../domain/interval.ts'
import type { RequestContent } from '../../domain/request-content.ts'
import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** @returns the new draft's id. */
export async function insertDraft(
  transaction: RecordsQuery,
  { accountId, policeForce, at }: { accountId: number; policeForce: string; at: Instant },
  content: RequestContent,
): Promise<number> {
  const [row] = await transaction.query<{ id: bigint }>(
    `insert into data_requests (requested_by, police_force, made_at, about)
     values ($1, $2, $3, $4) returning id`,
    [accountId, policeForce, instantText(at), content.about],
  )
  const id = Number(row?.id)
  await saveContent(transaction, id, content)
  return id
}

/** Makes a draft say this; it must be locked. */
export async function saveContent(
  transaction: RecordsQuery,
  id: number,
  content: RequestContent,
): Promise<void> {
  const { place, within } = content
  await transaction.query(
    `update data_requests set offence = $2, crime_references = $3, grounds = $4, necessity = $5,
       other_intelligence = $6, about = $7, persons = $8, latitude = $9, longitude = $10,
       radius_metres = $11, starts_at = $12, ends_at = $13, urgency = $14, reply_by = $15, declared = $16
     where id = $1 and state = 'draft'`,
    [
      id,
      content.offence,
      content.crimeReferences,
      content.grounds,
      content.necessity,
      content.otherIntelligence,
      content.about,
      content.about === 'person' ? content.persons : [],
      place?.latitude,
      place?.longitude,
      place?.radiusMetres,
      instantText(within?.from),
      instantText(within?.to),
      content.urgency,
      instantText(content.replyBy),
      content.declared,
    ],
  )
}

/** Keeps others from changing the request until the transaction ends. */
export async function lockRequest(transaction: RecordsQuery, id: number): Promise<void> {
  await transaction.query('select from data_requests where id = $1 for update', [id])
}

/** Gives a draft its number, in order within the year it is submitted. */
export async function numberRequest(
  transaction: RecordsQuery,
  id: number,
  at: Instant,
): Promise<string> {
  const year = new Date(at).getUTCFullYear()
  const [row] = await transaction.query<{ last: number }>(
    `insert into data_request_numbers values ($1, 1)
     on conflict (year) do update set last = data_request_numbers.last + 1 returning last`,
    [year],
  )
  const number = `DR-${year}-${String(row?.last).padStart(6, '0')}`
  await transaction.query(
    'update data_requests set number = $2, submitted_at = $3 where id = $1 and number is null',
    [id, number, instantText(at)],
  )
  return number
}

/** How an act leaves a request; what is not said stays as it is. */
export interface RequestChange {
  readonly at: Instant
  readonly checkedHow?: RequesterCheck
  readonly reason?: string
  readonly granted?: { readonly within: Interval; readonly radiusMetres: number | undefined }
}

/** Writes what an act made of a locked request. */
export async function saveProgress(
  transaction: RecordsQuery,
  id: number,
  after: RequestProgress,
  { at, checkedHow, reason, granted }: RequestChange,
): Promise<void> {
  await transaction.query(
    `update data_requests set state = $2,
       checked_by = $3::bigint, checked_how = coalesce($4, checked_how),
       checked_at = case when $3::bigint is null then null else coalesce(checked_at, $5::timestamptz) end,
       proposed_by = $6::bigint,
       proposed_at = case when $6::bigint is null then null else coalesce(proposed_at, $5::timestamptz) end,
       decided_by = $7::bigint,
       decided_at = case when $7::bigint is null then null else coalesce(decided_at, $5::timestamptz) end,
       grant_ends_at = $8, reason = coalesce($9, reason),
       granted_from = coalesce($10, granted_from), granted_to = coalesce($11, granted_to),
       granted_radius_metres = coalesce($12, granted_radius_metres)
     where id = $1`,
    [
      id,
      after.state,
      after.checkedBy,
      checkedHow,
      instantText(at),
      after.proposedBy,
      after.decidedBy,
      instantText(after.grantEndsAt),
      reason,
      instantText(granted?.within.from),
      instantText(granted?.within.to),
      granted?.radiusMetres,
    ],
  )
}

/** Makes these the people whom a grant, or one that waits for a second approver, is about. */
export async function saveGrantedWearers(
  transaction: RecordsQuery,
  requestId: number,
  deviceWearerIds: readonly string[],
): Promise<void> {
  await transaction.query('delete from data_request_wearers where request_id = $1', [requestId])
  await transaction.query(
    `insert into data_request_wearers select $1::bigint, wearer from unnest($2::text[]) as wearer`,
    [requestId, deviceWearerIds],
  )
}

/** Notes what was done to a request, and what was said with it. */
export async function addRequestStep(
  transaction: RecordsQuery,
  requestId: number,
  step: { at: Instant; accountId: number; act: string; words: string },
): Promise<void> {
  await transaction.query(
    `insert into data_request_steps (request_id, at, account_id, act, words)
     values ($1, $2, $3, $4, $5)`,
    [requestId, instantText(step.at), step.accountId, step.act, step.words],
  )
}

/** How many people a request names, whoever may see them. */
export async function countWearersOfRequest(
  query: RecordsQuery,
  requestId: number,
): Promise<number> {
  const [row] = await query.query<{ people: number }>(
    'select count(*)::int as people from data_request_wearers where request_id = $1',
    [requestId],
  )
  return row?.people ?? 0
}
