import type { Instant, Interval } from '../../domain/interval.ts'
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

/** What happened within a stretch, newest first, with when the last thing before it was, if any. The asker may see the wearer: they asked for their file. */
export async function timelineWithin(
  query: RecordsQuery,
  deviceWearerId: string,
  { within, kind, limit }: { within: Interval; kind?: TimelineKind | undefined; limit: number },
): Promise<{ readonly entries: TimelineEntry[]; readonly before: Instant | undefined }> {
  const rows = await query.query<EntryRow & { before: string | null }>(
    `with told as materialized (${told(kind)})
     select shown.*, before.at as before
     from (select max(at) as at from told where at < $2::timestamptz) as before
     left join (
       select * from told where at >= $2::timestamptz and at < $3::timestamptz
       order by at desc, what, id limit $4
     ) as shown on true
     order by shown.at desc, what, id`,
    [deviceWearerId, instantText(within.from), instantText(within.to), limit],
  )
  return {
    entries: rows.flatMap((row) => (row.at === null ? [] : [entryFrom({ ...row, at: row.at })])),
    before: instantIfAny(rows[0]?.before ?? null),
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
