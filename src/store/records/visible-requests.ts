import type {
  RequesterCheck,
  RequestProgress,
  RequestState,
  Urgency,
} from '../../domain/data-request.ts'
import type { Instant, Interval } from '../../domain/interval.ts'
import type { RequestContent } from '../../domain/request-content.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'

/** A request for location data as the records have it. */
export interface DataRequest extends RequestContent, RequestProgress {
  readonly id: number
  /** None while it is a draft. */
  readonly number: string | undefined
  readonly policeForce: string
  readonly requester: string
  readonly madeAt: Instant
  readonly submittedAt: Instant | undefined
  readonly checkedHow: RequesterCheck | undefined
  readonly decidedAt: Instant | undefined
  readonly reason: string
  /** What is granted, or would be where a second approver has to agree. */
  readonly granted:
    | { readonly within: Interval; readonly radiusMetres: number | undefined }
    | undefined
}

/** One thing that was done to a request, oldest first. */
export interface RequestStep {
  readonly at: Instant
  readonly username: string
  readonly act: string
  readonly words: string
}

/** The requests that the account may read, newest first: those before `before`. */
export async function visibleRequests(
  query: RecordsQuery,
  accountId: number,
  { before, limit }: { readonly before: number | undefined; readonly limit: number },
): Promise<DataRequest[]> {
  const rows = await query.query<RequestRow>(
    `${requests} where $2::bigint is null or data_requests.id < $2
     order by data_requests.id desc limit $3`,
    [accountId, before, limit],
  )
  return rows.map(requestFrom)
}

export async function visibleRequest(
  query: RecordsQuery,
  accountId: number,
  id: number,
): Promise<DataRequest | undefined> {
  const [row] = await query.query<RequestRow>(`${requests} where data_requests.id = $2`, [
    accountId,
    id,
  ])
  return row && requestFrom(row)
}

/** What was done to a request that the account may read, oldest first. */
export async function requestSteps(
  query: RecordsQuery,
  accountId: number,
  id: number,
): Promise<RequestStep[]> {
  const rows = await query.query<{ at: string; username: string; act: string; words: string }>(
    `select at, username, act, words
     from visible_requests($1) as visible
     join data_request_steps as step on step.request_id = visible.request_id
     join accounts on accounts.id = step.account_id
     where visible.request_id = $2 order by step.id`,
    [accountId, id],
  )
  return rows.map((row) => ({ ...row, at: instantFrom(row.at) }))
}

/** Whom a request names whom the account may see: of those who decide and oversee. */
export async function wearersOfRequest(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  id: number,
): Promise<string[]> {
  const rows = await query.query<{ device_wearer_id: string }>(
    `select named.device_wearer_id
     from visible_requests($1) as visible
     join data_request_wearers as named on named.request_id = visible.request_id
     join visible_wearers($1, $2) as seen on seen.device_wearer_id = named.device_wearer_id
     where visible.request_id = $3 order by 1`,
    [accountId, instantText(at), id],
  )
  return rows.map((row) => row.device_wearer_id)
}

/** What was looked at and taken away under a request, as the audit has it, newest first. */
export async function looksUnder(
  query: RecordsQuery,
  accountId: number,
  id: number,
): Promise<{ at: Instant; username: string; action: string; count: number }[]> {
  const rows = await query.query<{ at: string; username: string; action: string; count: number }>(
    `select at, username, action, coalesce((entry::jsonb ->> 'count')::int, 0) as count
     from visible_requests($1) as visible, audit_events
     where visible.request_id = $2 and what = 'granted locations' and outcome = 'done'
       and entry::jsonb -> 'details' ->> 'request' = $2::bigint::text
     order by audit_events.id desc limit 200`,
    [accountId, id],
  )
  return rows.map((row) => ({ ...row, at: instantFrom(row.at) }))
}

const requests = `select data_requests.*, accounts.name as requester
  from visible_requests($1) as visible
  join data_requests on data_requests.id = visible.request_id
  join accounts on accounts.id = data_requests.requested_by`

type RequestRow = RecordRow & {
  id: bigint
  number: string | null
  police_force: string
  requested_by: bigint
  requester: string
  made_at: string
  submitted_at: string | null
  state: RequestState
  offence: string
  crime_references: string
  grounds: string
  necessity: string
  other_intelligence: string
  about: 'person' | 'place'
  persons: string[]
  latitude: number | null
  longitude: number | null
  radius_metres: number | null
  starts_at: string | null
  ends_at: string | null
  urgency: Urgency
  reply_by: string | null
  declared: boolean
  checked_by: bigint | null
  checked_how: RequesterCheck | null
  proposed_by: bigint | null
  decided_by: bigint | null
  decided_at: string | null
  reason: string
  granted_from: string | null
  granted_to: string | null
  granted_radius_metres: number | null
  grant_ends_at: string | null
}

function requestFrom(row: RequestRow): DataRequest {
  const { latitude, longitude, radius_metres } = row
  return {
    id: Number(row.id),
    number: row.number ?? undefined,
    policeForce: row.police_force,
    requestedBy: Number(row.requested_by),
    requester: row.requester,
    madeAt: instantFrom(row.made_at),
    submittedAt: instantIfAny(row.submitted_at),
    state: row.state,
    offence: row.offence,
    crimeReferences: row.crime_references,
    grounds: row.grounds,
    necessity: row.necessity,
    otherIntelligence: row.other_intelligence,
    about: row.about,
    persons: row.persons,
    place:
      latitude === null || longitude === null || radius_metres === null
        ? undefined
        : { latitude, longitude, radiusMetres: radius_metres },
    within: intervalFrom(row.starts_at, row.ends_at),
    urgency: row.urgency,
    replyBy: instantIfAny(row.reply_by),
    declared: row.declared,
    checkedBy: numberIfAny(row.checked_by),
    checkedHow: row.checked_how ?? undefined,
    proposedBy: numberIfAny(row.proposed_by),
    decidedBy: numberIfAny(row.decided_by),
    decidedAt: instantIfAny(row.decided_at),
    reason: row.reason,
    granted: grantedFrom(row),
    grantEndsAt: instantIfAny(row.grant_ends_at),
  }
}

function grantedFrom(row: RequestRow): DataRequest['granted'] {
  const within = intervalFrom(row.granted_from, row.granted_to)
  return within && { within, radiusMetres: row.granted_radius_metres ?? undefined }
}

function intervalFrom(from: string | null, to: string | null): Interval | undefined {
  return from === null || to === null ? undefined : { from: instantFrom(from), to: instantFrom(to) }
}

function numberIfAny(value: bigint | null): number | undefined {
  return value === null ? undefined : Number(value)
}
