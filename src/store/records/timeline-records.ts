import type { Instant } from '../../domain/interval.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import { type TimelineKind, timelineKinds, timelineSources } from './timeline-sources.ts'

/** Something that happened to or was done about a person, of any of their orders. */
export interface TimelineEntry {
  readonly at: Instant
  readonly what: string
  /** Of the order, the device, the incident or the note. */
  readonly id: string | undefined
  /** Words and codes, by what it is. */
  readonly body: Readonly<Record<string, unknown>>
}

/** Statements of some kinds as one; without a kind, of all. */
function told(kind: TimelineKind | undefined): string {
  const kinds = kind === undefined ? timelineKinds : [kind]
  return kinds
    .flatMap((each) => timelineSources[each])
    .map((source) => `select at, what, id, body from (${source}) as source (at, what, id, body)`)
    .join(' union all ')
}

/** A London month of a timeline. */
export interface TimelineMonth {
  /** The first moment of the month. */
  readonly from: Instant
  readonly entries: readonly TimelineEntry[]
  /** When the last thing before the month was, if any. */
  readonly before: Instant | undefined
}

/**
 * What happened in a London month up to an instant, newest first. The asker may see the wearer: they asked for their file.
 *
 * @param from the first moment of the month; absent: of the month in which anything happened last, or that of `until`.
 */
export async function timelineMonth(
  query: RecordsQuery,
  deviceWearerId: string,
  {
    from,
    until,
    kind,
    limit,
  }: {
    readonly from: Instant | undefined
    readonly until: Instant
    readonly kind: TimelineKind | undefined
    readonly limit: number
  },
): Promise<TimelineMonth> {
  const rows = await query.query<EntryRow & { month_from: string; before: string | null }>(
    `with told as materialized (
       select * from (${told(kind)}) as source where at <= $3::timestamptz
     ), asked as materialized (
       -- Months are as long as London's clocks make them.
       select date_trunc('month', coalesce($2::timestamptz, (select max(at) from told), $3::timestamptz)
         at time zone 'Europe/London') as month
     ), bounds as materialized (
       select month at time zone 'Europe/London' as month_from,
         (month + interval '1 month') at time zone 'Europe/London' as month_to from asked
     )
     select shown.*, month_from, (select max(at) from told where at < month_from) as before
     from bounds left join lateral (
       select * from told where at >= month_from and at < month_to
       order by at desc, what, id limit $4
     ) as shown on true
     order by shown.at desc, what, id`,
    [deviceWearerId, instantText(from), instantText(until), limit],
  )
  const [first] = rows
  return {
    from: first === undefined ? until : instantFrom(first.month_from),
    entries: rows.flatMap((row) => (row.at === null ? [] : [entryFrom({ ...row, at: row.at })])),
    before: instantIfAny(first?.before ?? null),
  }
}

/** The last that happened of a kind up to an instant, newest first. */
export async function timelineNewest(
  query: RecordsQuery,
  deviceWearerId: string,
  { until, kind, limit }: { until: Instant; kind?: TimelineKind | undefined; limit: number },
): Promise<TimelineEntry[]> {
  const rows = await query.query<EntryRow & { at: string }>(
    `select * from (${told(kind)}) as told where at <= $2::timestamptz
     order by at desc, what, id limit $3`,
    [deviceWearerId, instantText(until), limit],
  )
  return rows.map(entryFrom)
}

type EntryRow = RecordRow & {
  at: string | null
  what: string
  id: string | null
  body: Readonly<Record<string, unknown>>
}

function entryFrom({ at, what, id, body }: EntryRow & { at: string }): TimelineEntry {
  return { at: instantFrom(at), what, id: id ?? undefined, body }
}
