import type { Instant } from '../../domain/interval.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** The system that case records are kept in, and what it is sent of a person beside what somebody writes. */
export interface CaseRecordTarget {
  readonly id: number
  readonly address: string
  readonly sendsName: boolean
  readonly sendsPicture: boolean
  readonly madeAt: Instant
  readonly endedAt: Instant | undefined
}

/** A target with what became of its hand-overs. */
export interface CaseRecordFigures extends CaseRecordTarget {
  readonly waiting: number
  readonly sent: number
  readonly dead: number
  readonly lastSentAt: Instant | undefined
}

/** Where hand-overs go; `undefined` where nowhere. */
export async function caseRecordTarget(query: RecordsQuery): Promise<CaseRecordTarget | undefined> {
  const [row] = await query.query<TargetRow>(
    'select * from case_record_targets where ended_at is null',
  )
  return row && targetFrom(row)
}

/** Every target there was, the newest first. */
export async function listCaseRecordTargets(query: RecordsQuery): Promise<CaseRecordFigures[]> {
  const rows = await query.query<
    TargetRow & { waiting: bigint; sent: bigint; dead: bigint; last_sent_at: string | null }
  >(
    `select target.*, told.waiting, told.sent, told.dead, told.last_sent_at
     from case_record_targets as target left join lateral (
       select count(*) filter (where state = 'waiting') as waiting,
         count(*) filter (where state = 'sent') as sent,
         count(*) filter (where state = 'dead') as dead, max(sent_at) as last_sent_at
       from hand_overs where target_id = target.id
     ) as told on true
     order by id desc`,
  )
  return rows.map((row) => ({
    ...targetFrom(row),
    waiting: Number(row.waiting),
    sent: Number(row.sent),
    dead: Number(row.dead),
    lastSentAt: instantIfAny(row.last_sent_at),
  }))
}

/** @returns its id; `undefined` where another stands. */
export async function insertCaseRecordTarget(
  transaction: RecordsQuery,
  target: Omit<CaseRecordTarget, 'id' | 'endedAt'> & {
    readonly secret: Uint8Array
    readonly madeBy: number | undefined
  },
): Promise<number | undefined> {
  const { address, secret, sendsName, sendsPicture, madeBy, madeAt } = target
  const [row] = await transaction.query<{ id: bigint }>(
    `insert into case_record_targets (address, secret, sends_name, sends_picture, made_by, made_at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id`,
    [address, secret, sendsName, sendsPicture, madeBy, instantText(madeAt)],
  )
  return row && Number(row.id)
}

/** Sends nothing there any more: what waits is stopped. @returns its id; `undefined` where none stands. */
export async function endCaseRecordTarget(
  transaction: RecordsQuery,
  at: Instant,
): Promise<number | undefined> {
  const [ended] = await transaction.query<{ id: bigint }>(
    'update case_record_targets set ended_at = $1 where ended_at is null returning id',
    [instantText(at)],
  )
  if (!ended) return undefined
  await transaction.query(
    `update hand_overs set state = 'stopped', next_try_at = null where target_id = $1 and state = 'waiting'`,
    [ended.id],
  )
  return Number(ended.id)
}

/** A hand-over that was given up, for whoever sees no people. */
export interface DeadHandOver {
  readonly id: number
  readonly madeBy: string
  readonly madeAt: Instant
  readonly tries: number
  readonly lastError: string | undefined
}

/** What was given up, the newest first. */
export async function deadHandOvers(query: RecordsQuery, limit: number): Promise<DeadHandOver[]> {
  const rows = await query.query<
    RecordRow & {
      id: bigint
      maker: string | null
      made_at: string
      tries: number
      last_error: string | null
    }
  >(
    `select hand_overs.id, accounts.name as maker, hand_overs.made_at, tries, last_error
     from hand_overs left join accounts on accounts.id = hand_overs.made_by
     where state = 'dead' order by hand_overs.id desc limit $1`,
    [limit],
  )
  return rows.map((row) => ({
    id: Number(row.id),
    madeBy: row.maker ?? '',
    madeAt: instantFrom(row.made_at),
    tries: row.tries,
    lastError: row.last_error ?? undefined,
  }))
}

function targetFrom(row: TargetRow): CaseRecordTarget {
  return {
    id: Number(row.id),
    address: row.address,
    sendsName: row.sends_name,
    sendsPicture: row.sends_picture,
    madeAt: instantFrom(row.made_at),
    endedAt: instantIfAny(row.ended_at),
  }
}

type TargetRow = RecordRow & {
  id: bigint
  address: string
  sends_name: boolean
  sends_picture: boolean
  made_at: string
  ended_at: string | null
}
