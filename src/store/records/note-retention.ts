import type { Instant, Interval } from '../../domain/interval.ts'
import { startText } from './open-interval.ts'
import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

const NOTES_OVER = `person_notes.written_at < $1::timestamptz
         and person_notes.device_wearer_id <> all($2::text[])`
/** That reasons to look were seen, with a note or without. */
const SEEN_OVER = `greatest(attention_seen.seen_at, attention_seen.revoked_at) < $1::timestamptz
         and attention_seen.device_wearer_id <> all($2::text[])`
/** Not what is yet to be sent. */
const HAND_OVERS_OVER = `greatest(hand_overs.made_at, hand_overs.sent_at) < $1::timestamptz
         and hand_overs.state <> 'waiting'
         and coalesce(hand_overs.device_wearer_id <> all($2::text[]), true)`

/** How much {@link deleteOldNotes} would delete. */
export async function countOldNotes(
  query: RecordsQuery,
  writtenBefore: Instant,
  heldWearerIds: readonly string[],
): Promise<number> {
  const [row] = await query.query<{ found: bigint }>(
    `select (select count(*) from person_notes where ${NOTES_OVER})
       + (select count(*) from attention_seen where ${SEEN_OVER})
       + (select count(*) from hand_overs where ${HAND_OVERS_OVER}) as found`,
    [instantText(writtenBefore), heldWearerIds],
  )
  return Number(row?.found)
}

/** Deletes notes, and what was handed over, written before an instant, but of some wearers. @returns how many of all. */
export async function deleteOldNotes(
  transaction: RecordsQuery,
  writtenBefore: Instant,
  heldWearerIds: readonly string[],
): Promise<number> {
  const over = [instantText(writtenBefore), heldWearerIds]
  // Notes refuse to be deleted by anything else; it holds until the transaction ends.
  await transaction.query(`select set_config('whereabouts.retention', 'on', true)`)
  const notes = await transaction.query(
    `delete from person_notes where ${NOTES_OVER} returning id`,
    over,
  )
  await transaction.query(`select set_config('whereabouts.retention', 'off', true)`)
  const handOvers = await transaction.query(
    `delete from hand_overs where ${HAND_OVERS_OVER} returning id`,
    over,
  )
  const seen = await transaction.query(
    `delete from attention_seen where ${SEEN_OVER} returning id`,
    over,
  )
  return notes.length + handOvers.length + seen.length
}

/**
 * Removes the positions of notes that were captured in an interval, and the maps of hand-overs that show a part of it. What
 * people wrote stays, and what was sent before is not here any more to be called back. In the transaction that finishes the erasure.
 *
 * @param whose one wearer's, or everybody's but some.
 */
export async function eraseNotePositions(
  transaction: RecordsQuery,
  within: Interval,
  whose: { readonly deviceWearerId?: string; readonly but?: readonly string[] },
): Promise<void> {
  const whereAndWhose = [
    whose.deviceWearerId,
    startText(within),
    instantText(within.to),
    whose.but ?? [],
  ]
  const OF_WHOM =
    '($1::text is null or device_wearer_id = $1) and device_wearer_id <> all($4::text[])'
  await transaction.query(
    `update person_notes set position = '{"erased": true}'
     where ${OF_WHOM} and position ? 'capturedAt'
       and (position ->> 'capturedAt')::timestamptz >= coalesce($2::timestamptz, '-infinity')
       and (position ->> 'capturedAt')::timestamptz < coalesce($3::timestamptz, 'infinity')`,
    whereAndWhose,
  )
  await transaction.query(
    `update hand_overs set picture = null, picture_from = null, picture_to = null, picture_erased = true
     where ${OF_WHOM} and picture is not null
       and picture_to > coalesce($2::timestamptz, '-infinity')
       and picture_from < coalesce($3::timestamptz, 'infinity')`,
    whereAndWhose,
  )
}
