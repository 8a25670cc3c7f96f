import type { Instant, Interval } from '../../domain/interval.ts'
import { instantFrom, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** A time in which somebody may be away though their order asks them to be there. */
export interface AuthorisedAbsence extends Interval {
  readonly id: number
  /** Of one condition; absent: of any. */
  readonly conditionId: string | undefined
  readonly reason: string
  readonly text: string
  readonly authorisedBy: string
  readonly authorisedAt: Instant
  readonly revoked: { readonly by: string; readonly at: Instant; readonly why: string } | undefined
}

/** Of one person, the newest first, what is not authorised any more too. */
export async function absencesOf(
  query: RecordsQuery,
  deviceWearerId: string,
): Promise<AuthorisedAbsence[]> {
  const rows = await query.query<
    RecordRow & {
      id: bigint
      condition_id: string | null
      starts_at: string
      ends_at: string
      reason: string
      text: string
      authoriser: string
      authorised_at: string
      revoker: string | null
      revoked_at: string | null
      revoked_why: string | null
    }
  >(
    `select absences.*, authorisers.name as authoriser, revokers.name as revoker
     from authorised_absences as absences
     join accounts as authorisers on authorisers.id = authorised_by
     left join accounts as revokers on revokers.id = revoked_by
     where absences.device_wearer_id = $1 order by starts_at desc, absences.id desc`,
    [deviceWearerId],
  )
  return rows.map((row) => ({
    id: Number(row.id),
    conditionId: row.condition_id ?? undefined,
    from: instantFrom(row.starts_at),
    to: instantFrom(row.ends_at),
    reason: row.reason,
    text: row.text,
    authorisedBy: row.authoriser,
    authorisedAt: instantFrom(row.authorised_at),
    revoked:
      row.revoked_at === null
        ? undefined
        : { by: row.revoker ?? '', at: instantFrom(row.revoked_at), why: row.revoked_why ?? '' },
  }))
}

export async function addAbsence(
  query: RecordsQuery,
  deviceWearerId: string,
  {
    conditionId,
    from,
    to,
    reason,
    text,
    accountId,
    at,
  }: Pick<AuthorisedAbsence, 'conditionId' | 'from' | 'to' | 'reason' | 'text'> & {
    readonly accountId: number
    readonly at: Instant
  },
): Promise<void> {
  await query.query(
    `insert into authorised_absences (device_wearer_id, condition_id, starts_at, ends_at, reason, text,
       authorised_by, authorised_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      deviceWearerId,
      conditionId,
      instantText(from),
      instantText(to),
      reason,
      text,
      accountId,
      instantText(at),
    ],
  )
}

/** @returns whether there was such an absence that stood. */
export async function revokeAbsence(
  query: RecordsQuery,
  deviceWearerId: string,
  { id, accountId, at, why }: { id: number; accountId: number; at: Instant; why: string },
): Promise<boolean> {
  const revoked = await query.query(
    `update authorised_absences set revoked_by = $3, revoked_at = $4, revoked_why = $5
     where device_wearer_id = $1 and id = $2 and revoked_at is null returning id`,
    [deviceWearerId, id, accountId, instantText(at), why],
  )
  return revoked.length > 0
}
