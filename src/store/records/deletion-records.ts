import type { Instant, Interval } from '../../domain/interval.ts'
import { endFrom, instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** What is deleted: on request, by the quarantine's clock, or because its time to be kept is over. */
type DeletionKind = 'erasure' | 'quarantine' | 'retention'

export interface DeletionStart {
  readonly kind: DeletionKind
  readonly deviceWearerId?: string | undefined
  readonly deviceId?: string | undefined
  /** Half-open; an end that is not bound is infinite. */
  readonly within: Interval
  readonly reason: string
  readonly startedAt: Instant
}

/** What was deleted, whose, of when, how much and why. */
export interface Deletion extends DeletionStart {
  readonly id: number
  /** Absent until all of it is gone. */
  readonly finishedAt: Instant | undefined
  readonly deleted: number | undefined
}

export interface LegalHoldStart {
  readonly deviceWearerId: string
  readonly within: Interval
  readonly reason: string
  readonly placedAt: Instant
}

/** Keeps a wearer's positions of an interval from being deleted until it is lifted. */
export interface LegalHold extends LegalHoldStart {
  readonly id: number
  readonly liftedAt: Instant | undefined
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
       (kind, device_wearer_id, device_id, starts_at, ends_at, reason, started_at)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [
      start.kind,
      start.deviceWearerId,
      start.deviceId,
      startText(start.within),
      instantText(start.within.to),
      start.reason,
      instantText(start.startedAt),
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

/** Every deletion, oldest first. */
export async function listDeletions(query: RecordsQuery): Promise<Deletion[]> {
  return (await query.query<DeletionRow>('select * from deletions order by id')).map(deletionFrom)
}

/** @returns the hold's id. */
export async function placeLegalHold(query: RecordsQuery, hold: LegalHoldStart): Promise<number> {
  const [row] = await query.query<{ id: bigint }>(
    `insert into legal_holds (device_wearer_id, starts_at, ends_at, reason, placed_at)
     values ($1, $2, $3, $4, $5) returning id`,
    [
      hold.deviceWearerId,
      startText(hold.within),
      instantText(hold.within.to),
      hold.reason,
      instantText(hold.placedAt),
    ],
  )
  return Number(row?.id)
}

/** @throws Error when there is no such hold in force. */
export async function liftLegalHold(query: RecordsQuery, id: number, at: Instant): Promise<void> {
  const lifted = await query.query(
    'update legal_holds set lifted_at = $2 where id = $1 and lifted_at is null returning id',
    [id, instantText(at)],
  )
  if (lifted.length === 0) throw new Error(`Cannot lift legal hold ${id}: it is not in force`)
}

/** The holds in force, of one wearer where given, oldest first. */
export async function legalHoldsInForce(
  query: RecordsQuery,
  deviceWearerId?: string,
): Promise<LegalHold[]> {
  const rows = await query.query<HoldRow>(
    `select * from legal_holds
     where lifted_at is null and ($1::text is null or device_wearer_id = $1) order by id`,
    [deviceWearerId],
  )
  return rows.map(holdFrom)
}

/** Every hold there ever was, oldest first. */
export async function listLegalHolds(query: RecordsQuery): Promise<LegalHold[]> {
  return (await query.query<HoldRow>('select * from legal_holds order by id')).map(holdFrom)
}

interface IntervalColumns {
  starts_at: string | null
  ends_at: string | null
}

type DeletionRow = RecordRow & {
  id: bigint
  kind: DeletionKind
  device_wearer_id: string | null
  device_id: string | null
  reason: string
  started_at: string
  finished_at: string | null
  deleted: bigint | null
} & IntervalColumns

type HoldRow = RecordRow & {
  id: bigint
  device_wearer_id: string
  reason: string
  placed_at: string
  lifted_at: string | null
} & IntervalColumns

function deletionFrom(row: DeletionRow): Deletion {
  return {
    id: Number(row.id),
    kind: row.kind,
    deviceWearerId: row.device_wearer_id ?? undefined,
    deviceId: row.device_id ?? undefined,
    within: intervalFrom(row),
    reason: row.reason,
    startedAt: instantFrom(row.started_at),
    finishedAt: instantIfAny(row.finished_at),
    deleted: row.deleted === null ? undefined : Number(row.deleted),
  }
}

function holdFrom(row: HoldRow): LegalHold {
  return {
    id: Number(row.id),
    deviceWearerId: row.device_wearer_id,
    within: intervalFrom(row),
    reason: row.reason,
    placedAt: instantFrom(row.placed_at),
    liftedAt: instantIfAny(row.lifted_at),
  }
}

function intervalFrom({ starts_at, ends_at }: IntervalColumns): Interval {
  return { from: starts_at === null ? -Infinity : instantFrom(starts_at), to: endFrom(ends_at) }
}

function startText({ from }: Interval): string | null {
  return from === -Infinity ? null : instantText(from)
}
