import type { Instant } from '../../domain/interval.ts'
import type { Family } from '../../monitoring/finding.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** Which incidents somebody is told of. */
export interface NoticeFilter {
  /** Absent: of every family. */
  readonly families: readonly Family[] | undefined
  /** From 1, the gravest alone, to 5, all. */
  readonly mildest: number
  /** Of wearers who are allocated to it; absent: of everybody, and of feeds. */
  readonly team: string | undefined
}

/** Where notices go. */
export interface NoticeTarget extends NoticeFilter {
  readonly id: number
  readonly kind: 'email' | 'webhook'
  readonly address: string
  readonly madeAt: Instant
  readonly endedAt: Instant | undefined
}

/** A target with what became of its notices. */
export interface TargetFigures extends NoticeTarget {
  readonly waiting: number
  readonly sent: number
  readonly dead: number
  readonly lastSentAt: Instant | undefined
}

/** @returns its id. */
export async function insertNoticeTarget(
  query: RecordsQuery,
  target: Omit<NoticeTarget, 'id' | 'endedAt'> & {
    readonly secret: Uint8Array | undefined
    readonly madeBy: number | undefined
  },
): Promise<number> {
  const [row] = await query.query<{ id: bigint }>(
    `insert into notice_targets (kind, address, secret, families, mildest, team, made_by, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [
      target.kind,
      target.address,
      target.secret,
      target.families,
      target.mildest,
      target.team,
      target.madeBy,
      instantText(target.madeAt),
    ],
  )
  return Number(row?.id)
}

/** Tells a target no more: what waits for it is stopped. @returns false where there is none that has not ended. */
export async function endNoticeTargetAt(
  transaction: RecordsQuery,
  id: number,
  at: Instant,
): Promise<boolean> {
  const ended = await transaction.query(
    'update notice_targets set ended_at = $2 where id = $1 and ended_at is null returning id',
    [id, instantText(at)],
  )
  if (ended.length === 0) return false
  await transaction.query(
    `update notices set state = 'stopped', next_try_at = null where target_id = $1 and state = 'waiting'`,
    [id],
  )
  return true
}

/** Every target, those that are told first, each in the order they were made. */
export async function listNoticeTargets(query: RecordsQuery): Promise<TargetFigures[]> {
  const rows = await query.query<TargetRow>(
    `select target.*, told.waiting, told.sent, told.dead, told.last_sent_at
     from notice_targets as target left join lateral (
       select count(*) filter (where state = 'waiting') as waiting,
         count(*) filter (where state = 'sent') as sent,
         count(*) filter (where state = 'dead') as dead, max(sent_at) as last_sent_at
       from notices where target_id = target.id
     ) as told on true
     order by ended_at is not null, id`,
  )
  return rows.map((row) => ({
    id: Number(row.id),
    kind: row.kind,
    address: row.address,
    families: row.families ?? undefined,
    mildest: row.mildest,
    team: row.team ?? undefined,
    madeAt: instantFrom(row.made_at),
    endedAt: instantIfAny(row.ended_at),
    waiting: Number(row.waiting),
    sent: Number(row.sent),
    dead: Number(row.dead),
    lastSentAt: instantIfAny(row.last_sent_at),
  }))
}

type TargetRow = RecordRow & {
  id: bigint
  kind: NoticeTarget['kind']
  address: string
  families: readonly Family[] | null
  mildest: number
  team: string | null
  made_at: string
  ended_at: string | null
  waiting: bigint
  sent: bigint
  dead: bigint
  last_sent_at: string | null
}
