import type { Instant, Interval } from '../../domain/interval.ts'
import { type OpenInterval, openInterval, startText } from './open-interval.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

export interface LegalHoldStart {
  readonly deviceWearerId: string
  readonly within: Interval
  readonly reason: string
  readonly placedAt: Instant
}

/** Keeps what is known of a wearer in an interval from being deleted until a person lifts it. */
export interface LegalHold extends LegalHoldStart {
  readonly id: number
  readonly liftedAt: Instant | undefined
  readonly liftReason: string | undefined
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
export async function liftLegalHold(
  query: RecordsQuery,
  id: number,
  { liftedAt, reason }: { liftedAt: Instant; reason: string },
): Promise<void> {
  const lifted = await query.query(
    `update legal_holds set lifted_at = $2, lift_reason = $3
     where id = $1 and lifted_at is null returning id`,
    [id, instantText(liftedAt), reason],
  )
  if (lifted.length === 0) throw new Error(`Cannot lift legal hold ${id}: it is not in force`)
}

/** The holds in force, oldest first. */
export async function legalHoldsInForce(query: RecordsQuery): Promise<LegalHold[]> {
  const rows = await query.query<HoldRow>(
    'select * from legal_holds where lifted_at is null order by id',
  )
  return rows.map(holdFrom)
}

/** Every hold there ever was, oldest first. */
export async function listLegalHolds(query: RecordsQuery): Promise<LegalHold[]> {
  return (await query.query<HoldRow>('select * from legal_holds order by id')).map(holdFrom)
}

type HoldRow = RecordRow & {
  id: bigint
  device_wearer_id: string
  reason: string
  placed_at: string
  lifted_at: string | null
  lift_reason: string | null
} & OpenInterval

function holdFrom(row: HoldRow): LegalHold {
  return {
    id: Number(row.id),
    deviceWearerId: row.device_wearer_id,
    within: openInterval(row),
    reason: row.reason,
    placedAt: instantFrom(row.placed_at),
    liftedAt: instantIfAny(row.lifted_at),
    liftReason: row.lift_reason ?? undefined,
  }
}
