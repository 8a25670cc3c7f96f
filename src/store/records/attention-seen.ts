import type { Instant } from '../../domain/interval.ts'
import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** Notes that an account has seen why a person needs attention, as it was told up to an instant. */
export async function addAttentionSeen(
  transaction: RecordsQuery,
  deviceWearerId: string,
  seen: {
    readonly accountId: number
    readonly until: Instant
    readonly at: Instant
    readonly note: string
  },
): Promise<void> {
  await transaction.query(
    `insert into attention_seen (device_wearer_id, seen_until, note, seen_by, seen_at)
     values ($1, $2::timestamptz, $3, $4::bigint, $5::timestamptz)`,
    [deviceWearerId, instantText(seen.until), seen.note, seen.accountId, instantText(seen.at)],
  )
}

/** Takes back all that was noted as seen of a person: they are told anew. @returns whether there was anything. */
export async function revokeAttentionSeen(
  transaction: RecordsQuery,
  deviceWearerId: string,
  { accountId, at }: { readonly accountId: number; readonly at: Instant },
): Promise<boolean> {
  const rows = await transaction.query(
    `update attention_seen set revoked_by = $2::bigint, revoked_at = $3::timestamptz
     where device_wearer_id = $1 and revoked_at is null returning id`,
    [deviceWearerId, accountId, instantText(at)],
  )
  return rows.length > 0
}
