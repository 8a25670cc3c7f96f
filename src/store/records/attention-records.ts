import type { Instant } from '../../domain/interval.ts'
import type { FindingKind } from '../../monitoring/finding.ts'
import type { Sign } from '../../patterns/signs.ts'
import { attentionSources, NEEDING } from './attention-sources.ts'
import { type CaseView, inView } from './case-views.ts'
import { instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'

type FoundSign = Pick<Sign, 'kind' | 'number' | 'usual' | 'threshold' | 'historyDays'>

/** A reason to look at somebody, as a source has it. */
export type FoundReason = { readonly since: Instant; readonly newest: Instant } & (
  | {
      readonly kind: 'incidents'
      readonly body: {
        readonly count: number
        readonly waiting: number
        readonly gravity: number
        readonly what: FindingKind
      }
    }
  | { readonly kind: 'waiting-too-long'; readonly body: { readonly count: number } }
  | { readonly kind: 'device-silent'; readonly body: { readonly deviceId: string } }
  | { readonly kind: 'unusual-movement'; readonly body: FoundSign }
  | { readonly kind: 'order-ending'; readonly body: object }
  | {
      readonly kind: 'match-shared'
      readonly body: { readonly cases: readonly number[]; readonly qualifiedAt: Instant }
    }
)

/** That somebody has seen why a person needs attention. */
export interface AttentionSeen {
  readonly id: number
  /** What was told later is new. */
  readonly until: Instant
  readonly by: string
  readonly at: Instant
  readonly note: string
}

/** Somebody with what there is to look at. */
export interface FoundAttention {
  readonly id: string
  readonly reasons: readonly FoundReason[]
  /** The newest that nobody took back. */
  readonly seen: AttentionSeen | undefined
}

/** From when on something counts; all in one statement, so that a list and its order are of one instant. */
export interface AttentionSince {
  /** A device that was not heard since is silent. */
  readonly heard: Instant
  /** A decision that was waited for since before waits too long. */
  readonly waiting: Instant
  /** London date: the first day of which unusual movements are told. */
  readonly signs: string
}

/**
 * Everybody of a view whom the account may see, each with the reasons to look at them; in order of name.
 *
 * @param ids only of these.
 */
export async function foundAttention(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  { view, since, ids }: { view: CaseView; since: AttentionSince; ids?: readonly string[] },
): Promise<FoundAttention[]> {
  const rows = await query.query<FoundRow>(
    `with asked as materialized (
       select visible.device_wearer_id from visible_wearers($1::bigint, $2::timestamptz) as visible
       where ${inView('visible.device_wearer_id', '$6')}
         and ($7::text[] is null or visible.device_wearer_id = any ($7::text[]))
     ), ${NEEDING}, reasons as (${attentionSources.join(' union all ')}), gathered as (
       select device_wearer_id, json_agg(json_build_object('kind', kind, 'body', body,
         'since', extract(epoch from since) * 1000, 'newest', extract(epoch from newest) * 1000)) as reasons
       from reasons group by device_wearer_id
     )
     select asked.device_wearer_id as id, gathered.reasons,
       seen.id as seen_id, seen.seen_until, seen.seen_at, seen.note, accounts.name as seen_by
     from asked
     left join device_wearers on device_wearers.id = asked.device_wearer_id
     left join gathered on gathered.device_wearer_id = asked.device_wearer_id
     left join attention_seen as seen on seen.id = (
       select max(id) from attention_seen
       where device_wearer_id = gathered.device_wearer_id and revoked_at is null)
     left join accounts on accounts.id = seen.seen_by
     order by lower(coalesce(names[1], '')) collate "C", asked.device_wearer_id`,
    [
      accountId,
      instantText(at),
      instantText(since.heard),
      instantText(since.waiting),
      since.signs,
      view,
      ids,
    ],
  )
  return rows.map((row) => ({
    id: row.id,
    reasons: row.reasons ?? [],
    seen: seenFrom(row),
  }))
}

interface SeenRow {
  readonly seen_id: bigint | null
  readonly seen_until: string | null
  readonly seen_at: string | null
  readonly note: string | null
  readonly seen_by: string | null
}

type FoundRow = RecordRow & SeenRow & { id: string; reasons: FoundReason[] | null }

function seenFrom(row: SeenRow): AttentionSeen | undefined {
  const [until, at] = [instantIfAny(row.seen_until), instantIfAny(row.seen_at)]
  if (row.seen_id === null || until === undefined || at === undefined) return undefined
  return {
    id: Number(row.seen_id),
    until,
    by: row.seen_by ?? '',
    at,
    note: row.note ?? '',
  }
}
