import type { Instant } from '../../domain/interval.ts'
import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** With which nobody did anything since $1, waiting or decided, of nobody in $2. */
const DRAFTS_OVER = `greatest(made_at, published_at, discarded_at) < $1::timestamptz
       and device_wearer_id <> all($2::text[])
       and not exists (
         select from rule_trials where draft_id = rule_drafts.id
           and greatest(begun_at, finished_at) >= $1::timestamptz
       )`

/** How many drafts {@link deleteOldRuleDrafts} would delete. */
export async function countOldRuleDrafts(
  query: RecordsQuery,
  before: Instant,
  heldWearerIds: readonly string[],
): Promise<number> {
  const [row] = await query.query<{ found: bigint }>(
    `select count(*) as found from rule_drafts where ${DRAFTS_OVER}`,
    [instantText(before), heldWearerIds],
  )
  return Number(row?.found)
}

/**
 * Deletes changes of rules, with their trials, that nobody touched since an instant, but of some wearers; what was published
 * of them is in the order. In a transaction. @returns how many.
 */
export async function deleteOldRuleDrafts(
  transaction: RecordsQuery,
  before: Instant,
  heldWearerIds: readonly string[],
): Promise<number> {
  const over = [instantText(before), heldWearerIds]
  const drafts = await transaction.query<{ id: bigint }>(
    `select id from rule_drafts where ${DRAFTS_OVER} for update`,
    over,
  )
  const ids = drafts.map(({ id }) => id)
  await transaction.query('delete from rule_trials where draft_id = any($1::bigint[])', [ids])
  await transaction.query('delete from rule_drafts where id = any($1::bigint[])', [ids])
  return ids.length
}
