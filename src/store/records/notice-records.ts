import type { Instant } from '../../domain/interval.ts'
import type { Family, FindingKind } from '../../monitoring/finding.ts'
import type { IncidentStage } from './incident-records.ts'
import type { NoticeTarget } from './notice-target-records.ts'
import { instantFrom, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** What a notice tells of an incident, as a revision had it. */
export interface NoticedIncident {
  readonly id: number
  readonly revision: number
  readonly family: Family
  readonly kind: FindingKind
  readonly gravity: number
  readonly stage: IncidentStage
  readonly startsAt: Instant
  /** The revision that the target was told before, which this one stands in place of. */
  readonly corrects: number | undefined
  /** For the audit alone: no notice says whom it is about. */
  readonly deviceWearerId: string | undefined
}

/** A notice that is to be sent now. */
export interface DueNotice {
  readonly id: number
  readonly tries: number
  readonly target: Pick<NoticeTarget, 'id' | 'kind' | 'address'> & {
    readonly secret: Uint8Array | undefined
  }
  /** Absent where it only tries the way. */
  readonly incident: NoticedIncident | undefined
}

/** A notice that was given up. */
export interface DeadNotice {
  readonly id: number
  readonly address: string
  readonly incidentId: number | undefined
  readonly madeAt: Instant
  readonly tries: number
  readonly lastError: string | undefined
}

/**
 * Writes a notice to every target that is to be told of some incidents: those that are actual, and were never told to it
 * as so grave. In the transaction that raises them, so that none is lost.
 */
export async function writeNotices(
  transaction: RecordsQuery,
  incidentIds: readonly number[],
  at: Instant,
): Promise<void> {
  if (incidentIds.length === 0) return
  await transaction.query(
    `insert into notices (target_id, incident_id, revision, gravity, state, next_try_at, made_at)
     select target.id, incident.id, incident.revision, incident.gravity, 'waiting', $2::timestamptz, $2::timestamptz
     from incidents as incident cross join notice_targets as target
     where incident.id = any($1::bigint[]) and incident.stage = 'actual' and target.ended_at is null
       and (target.families is null or incident.family = any(target.families))
       and incident.gravity <= target.mildest
       and (target.team is null or exists (
         select from allocations
         where allocations.device_wearer_id = incident.device_wearer_id
           and allocations.team = target.team and starts_at <= $2::timestamptz
           and (ends_at is null or ends_at > $2::timestamptz)))
       and not exists (
         select from notices as told
         where told.target_id = target.id and told.incident_id = incident.id
           and told.gravity <= incident.gravity)
     order by incident.id, target.id`,
    [incidentIds, instantText(at)],
  )
}

/** Said to have begun so much sooner or later is told anew; less makes no difference to whoever was told. */
const WORTH_TELLING = "interval '15 minutes'"

/**
 * Tells whoever was told of some incidents, and of nobody else, what is said of them now where it is something else: it is taken
 * back, or said again, or is of another kind, urgency or beginning. Once, however often it is looked at. In the transaction that
 * revises them.
 */
export async function writeRevisedNotices(
  transaction: RecordsQuery,
  incidentIds: readonly number[],
  at: Instant,
): Promise<void> {
  if (incidentIds.length === 0) return
  await transaction.query(
    `insert into notices (target_id, incident_id, revision, gravity, state, next_try_at, made_at)
     select target.id, incident.id, incident.revision, incident.gravity, 'waiting', $2::timestamptz, $2::timestamptz
     from incidents as incident
     join (
       select distinct on (target_id, incident_id) target_id, incident_id, revision, gravity
       from notices where incident_id = any($1::bigint[]) and state <> 'stopped'
       order by target_id, incident_id, revision desc
     ) as told on told.incident_id = incident.id and told.revision < incident.revision
     join incident_revisions as said
       on said.incident_id = told.incident_id and said.revision = told.revision
     join notice_targets as target on target.id = told.target_id and target.ended_at is null
     where incident.stage <> said.stage
       or (incident.stage = 'actual' and (
         incident.kind <> said.finding ->> 'kind' or incident.gravity <> told.gravity
         or incident.starts_at not between said.starts_at - ${WORTH_TELLING}
           and said.starts_at + ${WORTH_TELLING}))
     order by incident.id, target.id`,
    [incidentIds, instantText(at)],
  )
}

/** Writes a notice that only tries the way. @returns false where there is no such target, or it ended. */
export async function writeTestNotice(
  transaction: RecordsQuery,
  targetId: number,
  at: Instant,
): Promise<boolean> {
  const written = await transaction.query(
    `insert into notices (target_id, state, next_try_at, made_at)
     select id, 'waiting', $2::timestamptz, $2::timestamptz from notice_targets
     where id = $1 and ended_at is null returning id`,
    [targetId, instantText(at)],
  )
  return written.length > 0
}

/**
 * What is waiting and due, target by target, oldest first.
 *
 * @param mailedBefore a target by e-mail that was sent one since waits.
 */
export async function dueNotices(
  query: RecordsQuery,
  at: Instant,
  mailedBefore: Instant,
): Promise<DueNotice[]> {
  const rows = await query.query<DueRow>(
    `select notices.id, notices.tries, target.id as target_id, target.kind as way, target.address,
       target.secret, notices.incident_id, notices.revision, notices.gravity, incidents.family,
       incidents.device_wearer_id, said.finding ->> 'kind' as kind, said.stage, said.starts_at, (
         select max(earlier.revision) from notices as earlier
         where earlier.target_id = notices.target_id and earlier.incident_id = notices.incident_id
           and earlier.revision < notices.revision and earlier.state <> 'stopped') as corrects
     from notices join notice_targets as target on target.id = notices.target_id
     left join incidents on incidents.id = notices.incident_id
     left join incident_revisions as said
       on said.incident_id = notices.incident_id and said.revision = notices.revision
     where notices.state = 'waiting' and notices.next_try_at <= $1::timestamptz
       and target.ended_at is null
       and (target.kind <> 'email' or not exists (
         select from notices as mailed
         where mailed.target_id = target.id and mailed.sent_at > $2::timestamptz))
     order by target.id, notices.next_try_at, notices.id limit 500`,
    [instantText(at), instantText(mailedBefore)],
  )
  return rows.map((row) => ({
    id: Number(row.id),
    tries: row.tries,
    target: {
      id: Number(row.target_id),
      kind: row.way,
      address: row.address,
      secret: row.secret ?? undefined,
    },
    incident:
      row.incident_id === null
        ? undefined
        : {
            id: Number(row.incident_id),
            revision: row.revision,
            family: row.family,
            kind: row.kind,
            gravity: row.gravity,
            stage: row.stage,
            startsAt: instantFrom(row.starts_at),
            corrects: row.corrects ?? undefined,
            deviceWearerId: row.device_wearer_id ?? undefined,
          },
  }))
}

/** What came of trying to send a notice. */
export interface TriedNotice {
  readonly id: number
  readonly state: 'sent' | 'waiting' | 'dead'
  readonly nextTryAt: Instant | undefined
  readonly sentAt: Instant | undefined
  readonly lastError: string | undefined
}

/** Keeps what came of a try. A target that ended meanwhile is not told again. */
export async function keepTriedNotices(
  query: RecordsQuery,
  tried: readonly TriedNotice[],
): Promise<void> {
  await query.query(
    `update notices set tries = notices.tries + 1,
       state = case when notices.state = 'stopped' and sent.state <> 'sent' then 'stopped' else sent.state end,
       next_try_at = case when notices.state = 'stopped' then null else sent.next_try_at end,
       sent_at = sent.sent_at, last_error = sent.last_error
     from unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::text[])
       as sent (id, state, next_try_at, sent_at, last_error)
     where notices.id = sent.id`,
    [
      tried.map(({ id }) => id),
      tried.map(({ state }) => state),
      tried.map(({ nextTryAt }) => instantText(nextTryAt)),
      tried.map(({ sentAt }) => instantText(sentAt)),
      tried.map(({ lastError }) => lastError ?? null),
    ],
  )
}

/** What was given up and nobody sent again, newest first; none of targets that ended. */
export async function deadNotices(query: RecordsQuery, limit: number): Promise<DeadNotice[]> {
  const rows = await query.query<{
    id: bigint
    address: string
    incident_id: bigint | null
    made_at: string
    tries: number
    last_error: string | null
  }>(
    `select notices.id, target.address, incident_id, notices.made_at, tries, last_error
     from notices join notice_targets as target on target.id = target_id
     where state = 'dead' and target.ended_at is null order by notices.id desc limit $1`,
    [limit],
  )
  return rows.map((row) => ({
    id: Number(row.id),
    address: row.address,
    incidentId: row.incident_id === null ? undefined : Number(row.incident_id),
    madeAt: instantFrom(row.made_at),
    tries: row.tries,
    lastError: row.last_error ?? undefined,
  }))
}

/** Lets what was given up be tried anew, from the first wait on: one notice, or all of a target. @returns how many. */
export async function awakenNotices(
  transaction: RecordsQuery,
  which: { readonly notice: number } | { readonly target: number },
  at: Instant,
): Promise<number> {
  const rows = await transaction.query(
    `update notices set state = 'waiting', tries = 0, next_try_at = $3::timestamptz
     from notice_targets as target
     where target.id = target_id and target.ended_at is null and state = 'dead'
       and (notices.id = $1 or target.id = $2) returning notices.id`,
    [
      'notice' in which ? which.notice : null,
      'target' in which ? which.target : null,
      instantText(at),
    ],
  )
  return rows.length
}

type DueRow = RecordRow & {
  id: bigint
  tries: number
  target_id: bigint
  way: NoticeTarget['kind']
  address: string
  secret: Uint8Array | null
  incident_id: bigint | null
  revision: number
  gravity: number
  family: Family
  device_wearer_id: string | null
  kind: FindingKind
  stage: IncidentStage
  starts_at: string
  corrects: number | null
}
