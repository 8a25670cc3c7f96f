import type { Instant, Interval } from '../../domain/interval.ts'
import { startText } from './open-interval.ts'
import { forgetDocumentFiles } from './person-document-records.ts'
import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

const ERASED = 'Positions of the time it told of were erased'

/**
 * Removes documents that tell of an interval: their bytes go, that they were asked for stays and says why. What is
 * being made is not kept. In the transaction that finishes the erasure.
 *
 * @param whose one wearer's, or everybody's but some.
 */
export async function eraseDocuments(
  transaction: RecordsQuery,
  within: Interval,
  at: Instant,
  whose: { readonly deviceWearerId?: string; readonly but?: readonly string[] },
): Promise<void> {
  const erased = await transaction.query<{ id: bigint }>(
    `update person_documents set state = 'erased', ended_at = $5, why = $6, covers = null
     where state in ('working', 'ready')
       and ($1::text is null or device_wearer_id = $1)
       and device_wearer_id <> all($4::text[])
       and starts_at < coalesce($3::timestamptz, 'infinity')
       and ends_at > coalesce($2::timestamptz, '-infinity')
     returning id`,
    [
      whose.deviceWearerId,
      startText(within),
      instantText(within.to),
      whose.but ?? [],
      instantText(at),
      ERASED,
    ],
  )
  await forgetDocumentFiles(
    transaction,
    erased.map(({ id }) => Number(id)),
  )
}

const OVER = `ended_at < $1::timestamptz and device_wearer_id <> all($2::text[])`

/** How many documents ended before an instant, but those about a wearer under a hold. */
export async function countOldDocuments(
  query: RecordsQuery,
  before: Instant,
  heldWearerIds: readonly string[],
): Promise<number> {
  const [row] = await query.query<{ found: bigint }>(
    `select count(*) as found from person_documents where ${OVER}`,
    [instantText(before), heldWearerIds],
  )
  return Number(row?.found)
}

/** @returns how many it deleted, with their bytes. */
export async function deleteOldDocuments(
  transaction: RecordsQuery,
  before: Instant,
  heldWearerIds: readonly string[],
): Promise<number> {
  const deleted = await transaction.query(
    `delete from person_documents where ${OVER} returning id`,
    [instantText(before), heldWearerIds],
  )
  return deleted.length
}
