import type { Instant, Interval } from '../../domain/interval.ts'
import { type OpenInterval, openInterval, startText } from './open-interval.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** What is deleted: on request, by the quarantine's clock, or because its time to be kept is over. */
type DeletionKind = 'erasure' | 'quarantine' | 'retention'

export type DeletionSubject =
  | 'positions'
  | 'matches'
  | 'crimes'
  | 'refused rows'
  | 'casework'
  | 'registry'

export interface DeletionStart {
  readonly kind: DeletionKind
  readonly subject: DeletionSubject
  readonly deviceWearerId?: string | undefined
  readonly deviceId?: string | undefined
  /** Half-open; an end that is not bound is infinite. */
  readonly within: Interval
  readonly reason: string
  readonly startedAt: Instant
  /** Of positions: how many distinct ones there were of the device, or of all, in the interval. */
  readonly positionsBefore?: number | undefined
}

/** What was deleted, whose, of when, how much and why. */
export interface Deletion extends DeletionStart {
  readonly id: number
  /** Absent until all of it is gone. */
  readonly finishedAt: Instant | undefined
  readonly deleted: number | undefined
}

/**
 * Notes a deletion before anything is deleted: the archive is another store, and what was cut off
 * between the two is taken up again from here.
 *
 * @returns its id.
 */
export async function startDeletion(query: RecordsQuery, start: DeletionStart): Promise<number> {
  const [row] = await query.query<{ id: bigint }>(
    `insert into deletions
       (kind, subject, device_wearer_id, device_id, starts_at, ends_at, reason, started_at,
        positions_before)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [
      start.kind,
      start.subject,
      start.deviceWearerId,
      start.deviceId,
      startText(start.within),
      instantText(start.within.to),
      start.reason,
      instantText(start.startedAt),
      start.positionsBefore,
    ],
  )
  return Number(row?.id)
}

/** @throws Error when the deletion is finished already. */
export async function finishDeletion(
  query: RecordsQuery,
  id: number,
  { deleted, finishedAt }: { deleted: number; finishedAt: Instant },
): Promise<void> {
  const finished = await query.query(
    `update deletions set deleted = $2, finished_at = $3
     where id = $1 and finished_at is null returning id`,
    [id, deleted, instantText(finishedAt)],
  )
  if (finished.length === 0) throw new Error(`Cannot finish deletion ${id}: it is not running`)
}

/** Deletions that were begun and not finished, oldest first. */
export async function unfinishedDeletions(query: RecordsQuery): Promise<Deletion[]> {
  const rows = await query.query<DeletionRow>(
    'select * from deletions where finished_at is null order by id',
  )
  return rows.map(deletionFrom)
}

/** The deletions of these ids, oldest first. */
export async function deletionsOf(
  query: RecordsQuery,
  ids: readonly number[],
): Promise<Deletion[]> {
  const rows = await query.query<DeletionRow>(
    'select * from deletions where id = any($1::bigint[]) order by id',
    [ids],
  )
  return rows.map(deletionFrom)
}

/** Every deletion, oldest first. */
export async function listDeletions(query: RecordsQuery): Promise<Deletion[]> {
  return (await query.query<DeletionRow>('select * from deletions order by id')).map(deletionFrom)
}

type DeletionRow = RecordRow & {
  id: bigint
  kind: DeletionKind
  subject: DeletionSubject
  device_wearer_id: string | null
  device_id: string | null
  reason: string
  started_at: string
  finished_at: string | null
  deleted: bigint | null
  positions_before: bigint | null
} & OpenInterval

function deletionFrom(row: DeletionRow): Deletion {
  return {
    id: Number(row.id),
    kind: row.kind,
    subject: row.subject,
    deviceWearerId: row.device_wearer_id ?? undefined,
    deviceId: row.device_id ?? undefined,
    within: openInterval(row),
    reason: row.reason,
    startedAt: instantFrom(row.started_at),
    finishedAt: instantIfAny(row.finished_at),
    deleted: row.deleted === null ? undefined : Number(row.deleted),
    positionsBefore: row.positions_before === null ? undefined : Number(row.positions_before),
  }
}
