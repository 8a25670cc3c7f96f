import type { Instant } from '../../domain/interval.ts'
import type { Family, FindingKind } from '../../monitoring/finding.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'
import { INCIDENT_VISIBLE, INCIDENT_WAITS } from './visible-incidents.ts'

/** What is open about one person, device or feed of one family: a line of the queue. */
export interface IncidentGroup {
  readonly deviceWearerId: string | undefined
  readonly names: readonly string[]
  readonly deviceId: string | undefined
  readonly feed: string | undefined
  readonly family: Family
  readonly kinds: readonly FindingKind[]
  /** From 1, the gravest, to 5. */
  readonly gravity: number
  readonly incidents: number
  /** How many of them have not ended; the others cleared by themselves and wait all the same. */
  readonly goingOn: number
  readonly oldestAt: Instant
  readonly newestAt: Instant
  /** Of the one that has gone on or lasted until latest. */
  readonly lastEndedAt: Instant | undefined
  /** The gravest and oldest. */
  readonly firstId: number
  /** Smallest id; with gravity and age, where the next page begins. */
  readonly leastId: number
  readonly certainty: number | undefined
  /** Of the device events that began and ended them, in order. */
  readonly codes: readonly string[]
  readonly assignedTo: readonly string[]
  readonly unassigned: number
  /** How many wait for a decision. */
  readonly waiting: number
  /** How many are said otherwise than when the account last did something about them. */
  readonly changed: number
  /** Of the devices worn now. */
  readonly lastPositionAt: Instant | undefined
}

export interface IncidentFilter {
  /** Open; open and the account's, or nobody's; or waiting for a decision, resolved or not. */
  readonly show: 'open' | 'mine' | 'unassigned' | 'waiting'
  readonly family?: Family | undefined
  /** As grave as this or graver. */
  readonly gravity?: number | undefined
  /** That supervises the person now. */
  readonly team?: string | undefined
}

/** Behind which line a page begins. */
export interface GroupCursor {
  readonly gravity: number
  readonly oldestAt: Instant
  readonly leastId: number
}

/** The queue: groups gravest first, the oldest of equals first, and how many there are in all. */
export async function visibleIncidentGroups(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  { show, family, gravity, team }: IncidentFilter,
  { after, limit }: { readonly after?: GroupCursor | undefined; readonly limit: number },
): Promise<{ groups: IncidentGroup[]; incidents: number }> {
  const rows = await query.query<GroupRow>(
    `with asked as materialized (
       select id, device_wearer_id, device_id, feed, family, gravity, starts_at, ends_at
       from incidents
       where incidents.stage = 'actual'
         and case when $3 = 'waiting' then ${INCIDENT_WAITS} else incidents.resolved_at is null end
         and ($3 <> 'mine' or incidents.assigned_to = $1::bigint)
         and ($3 <> 'unassigned' or incidents.assigned_to is null)
         and ($4::text is null or incidents.family = $4)
         and ($5::int is null or incidents.gravity <= $5)
         and ($6::text is null or exists (
           select from allocations
           where allocations.device_wearer_id = incidents.device_wearer_id and allocations.team = $6
             and starts_at <= $2::timestamptz and (ends_at is null or ends_at > $2::timestamptz)
         ))
         and ${INCIDENT_VISIBLE}
     ), groups as (
       select device_wearer_id, case when device_wearer_id is null then device_id end as device_id,
         case when device_wearer_id is null then feed end as feed, family,
         count(*) as incidents, count(*) filter (where ends_at is null) as going_on,
         min(gravity) as gravity, min(starts_at) as oldest_at, max(starts_at) as newest_at,
         max(ends_at) as last_ended_at, min(id) as least_id,
         array_agg(id) as ids
       from asked
       group by device_wearer_id, case when device_wearer_id is null then device_id end,
         case when device_wearer_id is null then feed end, family
     ), page as (
       select groups.*, (select count(*) from asked) as all_incidents from groups
       where $7::int is null
         or (gravity, oldest_at, least_id) > ($7::int, $8::timestamptz, $9::bigint)
       order by gravity, oldest_at, least_id limit $10
     )
     -- What takes longer to say is said of the page's lines only.
     select page.*, device_wearers.names, heard.last_position_at, said.*,
       array(select distinct code collate "C" as code from incidents, jsonb_array_elements_text(finding -> 'codes') as code
         where incidents.id = any (page.ids) order by 1) as codes,
       array(select name from accounts where accounts.id = any (said.assigned) order by name)
         as assigned_names,
       (select count(*) from incidents join lateral (
           select max(acts.revision) as revision from incident_acts as acts
           where acts.incident_id = incidents.id and acts.account_id = $1::bigint
         ) as acted on acted.revision < incidents.revision
         where incidents.id = any (page.ids)) as changed
     from page
     cross join lateral (
       select (array_agg(id order by gravity, starts_at, id))[1] as first_id,
         array_agg(distinct kind) as kinds,
         array_agg(distinct assigned_to) filter (where assigned_to is not null) as assigned,
         count(*) filter (where assigned_to is null) as unassigned,
         count(*) filter (where ${INCIDENT_WAITS}) as waiting,
         max((finding ->> 'certainty')::float8) as certainty
       from incidents where incidents.id = any (page.ids)
     ) as said
     left join device_wearers on device_wearers.id = page.device_wearer_id
     left join lateral (
       select max(newest_captured_at) as last_position_at
       from device_activations as worn join device_status using (device_id)
       where worn.device_wearer_id = page.device_wearer_id
         and worn.starts_at <= $2::timestamptz
         and (worn.ends_at is null or worn.ends_at > $2::timestamptz)
         and newest_captured_at >= worn.starts_at
     ) as heard on true
     order by page.gravity, page.oldest_at, page.least_id`,
    [
      accountId,
      instantText(at),
      show,
      family,
      gravity,
      team,
      after?.gravity,
      instantText(after?.oldestAt),
      after?.leastId,
      limit,
    ],
  )
  return { groups: rows.map(groupFrom), incidents: Number(rows[0]?.all_incidents ?? 0) }
}

/** How many that the account may see wait for a decision since before an instant: nothing else follows from it. */
export async function countWaitingSince(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  before: Instant,
): Promise<number> {
  const [row] = await query.query<{ waiting: bigint }>(
    `select count(*) as waiting from incidents
     where coalesce(actual_at, first_said_at) < $3::timestamptz and ${INCIDENT_WAITS}
       and ${INCIDENT_VISIBLE}`,
    [accountId, instantText(at), instantText(before)],
  )
  return Number(row?.waiting ?? 0)
}

type GroupRow = RecordRow & {
  device_wearer_id: string | null
  names: string[] | null
  device_id: string | null
  feed: string | null
  family: Family
  kinds: FindingKind[]
  gravity: number
  incidents: bigint
  going_on: bigint
  oldest_at: string
  newest_at: string
  last_ended_at: string | null
  first_id: bigint
  least_id: bigint
  certainty: number | null
  codes: string[]
  assigned_names: string[]
  unassigned: bigint
  waiting: bigint
  changed: bigint
  last_position_at: string | null
  all_incidents: bigint
}

function groupFrom(row: GroupRow): IncidentGroup {
  return {
    deviceWearerId: row.device_wearer_id ?? undefined,
    names: row.names ?? [],
    deviceId: row.device_id ?? undefined,
    feed: row.feed ?? undefined,
    family: row.family,
    kinds: row.kinds,
    gravity: row.gravity,
    incidents: Number(row.incidents),
    goingOn: Number(row.going_on),
    oldestAt: instantFrom(row.oldest_at),
    newestAt: instantFrom(row.newest_at),
    lastEndedAt: instantIfAny(row.last_ended_at),
    firstId: Number(row.first_id),
    leastId: Number(row.least_id),
    certainty: row.certainty ?? undefined,
    codes: row.codes,
    assignedTo: row.assigned_names,
    unassigned: Number(row.unassigned),
    waiting: Number(row.waiting),
    changed: Number(row.changed),
    lastPositionAt: instantIfAny(row.last_position_at),
  }
}
