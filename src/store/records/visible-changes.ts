import type { Instant } from '../../domain/interval.ts'
import type { MatchCause, MatchChangeKind, MatchFacts } from '../../domain/match-change.ts'
import { instantFrom, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import type { AskedBy } from './visible-matches.ts'

/** That a pair appeared, is said otherwise, or fell away: in which run, why, and what was said before and is said now. */
export interface VisibleChange {
  readonly id: number
  readonly crimeId: number
  readonly crimeReference: string
  readonly policeForce: string
  readonly deviceWearerId: string
  readonly kind: MatchChangeKind
  readonly cause: MatchCause
  readonly changedAt: Instant
  /** Null for what an erasure took away, until the next run. */
  readonly runId: number | undefined
  /** The pair's place in the run, where it is kept; and the place of what stood before. */
  readonly match: MatchAddress | undefined
  readonly matchBefore: MatchAddress | undefined
  /** Empty once it was erased. */
  readonly before: Partial<MatchFacts> | undefined
  readonly after: Partial<MatchFacts> | undefined
}

interface MatchAddress {
  readonly runId: number
  readonly ordinal: number
}

/** What an account may see: `$1` the account, `$2` the instant. */
const CHANGES = `select match_changes.*, crimes.crime_reference, crimes.police_force,
       now_kept.ordinal as kept_ordinal, before_kept.ordinal as before_kept_ordinal
     from match_changes
     join crimes on crimes.id = match_changes.crime_id
     left join matches as now_kept on now_kept.run_id = match_changes.run_id
       and now_kept.ordinal = match_changes.ordinal
     left join matches as before_kept on before_kept.run_id = match_changes.before_run_id
       and before_kept.ordinal = match_changes.before_ordinal
     where force_visible($1::bigint, crimes.police_force)
       and (match_changes.device_wearer_id in (
         select device_wearer_id from visible_wearers($1::bigint, $2::timestamptz)
       )) is true`

/** What a run said otherwise than before, in the order of crimes as it compared them. */
export async function visibleChangesOfRun(
  query: RecordsQuery,
  { accountId, at }: AskedBy,
  runId: number,
  { after = 0, limit }: { readonly after?: number | undefined; readonly limit: number },
): Promise<VisibleChange[]> {
  const rows = await query.query<ChangeRow>(
    `${CHANGES} and match_changes.run_id = $3 and match_changes.id > $4
     order by match_changes.id limit $5`,
    [accountId, instantText(at), runId, after, limit],
  )
  return rows.map(changeFrom)
}

/** How a pair came to stand, or fell away, newest first: the last so many changes. */
export async function visibleChangesOfPair(
  query: RecordsQuery,
  { accountId, at }: AskedBy,
  { crimeId, deviceWearerId }: { readonly crimeId: number; readonly deviceWearerId: string },
  limit: number,
): Promise<VisibleChange[]> {
  const rows = await query.query<ChangeRow>(
    `${CHANGES} and match_changes.crime_id = $3 and match_changes.device_wearer_id = $4
     order by match_changes.id desc limit $5`,
    [accountId, instantText(at), crimeId, deviceWearerId, limit],
  )
  return rows.map(changeFrom)
}

type ChangeRow = RecordRow & {
  id: bigint
  crime_id: bigint
  crime_reference: string
  police_force: string
  device_wearer_id: string
  kind: MatchChangeKind
  cause: MatchCause
  changed_at: string
  run_id: bigint | null
  kept_ordinal: number | null
  before_run_id: bigint | null
  before_kept_ordinal: number | null
  before: Partial<MatchFacts> | null
  after: Partial<MatchFacts> | null
}

function changeFrom(row: ChangeRow): VisibleChange {
  return {
    id: Number(row.id),
    crimeId: Number(row.crime_id),
    crimeReference: row.crime_reference,
    policeForce: row.police_force,
    deviceWearerId: row.device_wearer_id,
    kind: row.kind,
    cause: row.cause,
    changedAt: instantFrom(row.changed_at),
    runId: row.run_id === null ? undefined : Number(row.run_id),
    match: address(row.run_id, row.kept_ordinal),
    matchBefore: address(row.before_run_id, row.before_kept_ordinal),
    before: row.before ?? undefined,
    after: row.after ?? undefined,
  }
}

function address(runId: bigint | null, ordinal: number | null): MatchAddress | undefined {
  return runId === null || ordinal === null ? undefined : { runId: Number(runId), ordinal }
}
