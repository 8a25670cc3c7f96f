import type { Instant } from '../../domain/interval.ts'
import { instantFrom, instantIfAny } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** A note about somebody as a pack repeats it. */
export interface PackNote {
  readonly id: number
  readonly text: string
  readonly by: string
  readonly at: Instant
  readonly aboutFrom: Instant | undefined
  readonly aboutTo: Instant | undefined
  readonly incidentId: number | undefined
  /** The note that it puts right. */
  readonly corrects: number | undefined
}

/** Notes of one person, the newest first; only some of them where ids are given. Whoever asks may see the person. */
export async function packNotes(
  query: RecordsQuery,
  deviceWearerId: string,
  ids: readonly number[] | undefined,
  limit: number,
): Promise<PackNote[]> {
  const rows = await query.query<
    RecordRow & {
      id: bigint
      text: string
      author: string
      written_at: string
      about_from: string | null
      about_to: string | null
      incident_id: bigint | null
      corrects: bigint | null
    }
  >(
    `select person_notes.*, accounts.name as author from person_notes
     join accounts on accounts.id = written_by
     where person_notes.device_wearer_id = $1 and ($2::bigint[] is null or person_notes.id = any($2::bigint[]))
     order by person_notes.id desc limit $3`,
    [deviceWearerId, ids, limit],
  )
  return rows.map((row) => ({
    id: Number(row.id),
    text: row.text,
    by: row.author,
    at: instantFrom(row.written_at),
    aboutFrom: instantIfAny(row.about_from),
    aboutTo: instantIfAny(row.about_to),
    incidentId: row.incident_id === null ? undefined : Number(row.incident_id),
    corrects: row.corrects === null ? undefined : Number(row.corrects),
  }))
}
