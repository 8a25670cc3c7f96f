import type { Instant } from '../../domain/interval.ts'
import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** How long a key is kept. */
const DAY = 86_400_000

/** A write as whoever sent it named it. */
export interface NamedWrite {
  readonly accountId: number
  readonly key: string
  readonly route: string
  /** Hex. */
  readonly requestSha256: string
}

/** What a write ended in. */
export interface WriteEnd {
  readonly importId: number
  readonly again: boolean
}

/** `claimed`: it is to be done now. Otherwise what is known of the key: its write, and how that ended. */
export type Claim =
  | 'claimed'
  | { readonly route: string; readonly requestSha256: string; readonly end: WriteEnd | undefined }

/** Takes a key for a write, where nobody has within a day; forgets all that are older. */
export async function claimKey(
  query: RecordsQuery,
  { accountId, key, route, requestSha256 }: NamedWrite,
  now: Instant,
): Promise<Claim> {
  await query.query('delete from idempotency_keys where claimed_at <= $1', [instantText(now - DAY)])
  const claimed = await query.query(
    `insert into idempotency_keys (account_id, key, route, request_sha256, claimed_at)
     values ($1, $2, $3, $4, $5) on conflict do nothing returning key`,
    [accountId, key, route, requestSha256, instantText(now)],
  )
  if (claimed.length > 0) return 'claimed'
  const [row] = await query.query<{
    route: string
    request_sha256: string
    import_id: bigint | null
    again: boolean | null
  }>(
    `select route, request_sha256, import_id, again from idempotency_keys
     where account_id = $1 and key = $2`,
    [accountId, key],
  )
  // Let go of between the two: whoever held it failed, and may be tried again.
  if (!row) return { route, requestSha256, end: undefined }
  const end =
    row.import_id === null
      ? undefined
      : { importId: Number(row.import_id), again: row.again ?? false }
  return { route: row.route, requestSha256: row.request_sha256, end }
}

export async function endKey(
  query: RecordsQuery,
  { accountId, key }: NamedWrite,
  { importId, again }: WriteEnd,
): Promise<void> {
  await query.query(
    `update idempotency_keys set import_id = $3, again = $4 where account_id = $1 and key = $2`,
    [accountId, key, importId, again],
  )
}

/** Lets go of a key whose write was not done. */
export async function releaseKey(
  query: RecordsQuery,
  { accountId, key }: NamedWrite,
): Promise<void> {
  await query.query(
    'delete from idempotency_keys where account_id = $1 and key = $2 and import_id is null',
    [accountId, key],
  )
}

/** Lets go of what an earlier process left under way. Only for whoever alone holds the data. */
export async function releaseAbandonedKeys(query: RecordsQuery): Promise<void> {
  await query.query('delete from idempotency_keys where import_id is null')
}
