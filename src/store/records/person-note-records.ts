import { formatInstant } from '../../domain/instant-text.ts'
import type { NoteKind, NotePosition, PersonNote } from '../../domain/person-note.ts'
import type { FindingKind } from '../../monitoring/finding.ts'
import { instantFrom, instantIfAny, instantText, JsonParameter } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'
import { INCIDENT_VISIBLE } from './visible-incidents.ts'

/** Which notes of a person are asked for; the newest come first. */
export interface NotesAsked {
  /** Only those written before the note of this number. */
  readonly before?: number | undefined
  readonly limit: number
  /** Only with these words in them, large or small. */
  readonly words?: string | undefined
  /** Only of one account. */
  readonly author?: number | undefined
  readonly kind?: NoteKind | undefined
  /** Only those of these numbers. */
  readonly ids?: readonly number[] | undefined
}

/**
 * Whether account `$1` may read at `$2` what those who supervise person `$3` write of them: whoever supervises them or watches
 * over all tags, and may see the person. Not the person, nor who compares them with crimes.
 */
export const WRITINGS_VISIBLE = `$3 in (
       select device_wearer_id from visible_wearers($1::bigint, $2::timestamptz)
     ) and exists (
       select from accounts as viewers where viewers.id = $1::bigint
         and viewers.role in ('probation-practitioner', 'monitoring-officer')
     )`

const SELECTION = `select notes.*, accounts.name as author, incidents.kind as incident_kind,
       incidents.starts_at as incident_starts_at,
       array(select later.id from person_notes as later where later.corrects = notes.id order by later.id)
         as corrected_by
     from person_notes as notes
     join accounts on accounts.id = notes.written_by
     left join incidents on incidents.id = notes.incident_id
     where notes.device_wearer_id = $3 and ${WRITINGS_VISIBLE}`

/** Notes of a person whom the account may see, the newest first. */
export async function notesOf(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  deviceWearerId: string,
  { before, limit, words, author, kind, ids }: NotesAsked,
): Promise<PersonNote[]> {
  const rows = await query.query<NoteRow>(
    `${SELECTION}
       and ($4::bigint is null or notes.id < $4::bigint)
       and ($5::text is null or strpos(lower(notes.text), lower($5::text)) > 0)
       and ($6::bigint is null or notes.written_by = $6::bigint)
       and case $7::text when 'time' then about_from is not null
         when 'incident' then notes.incident_id is not null
         when 'position' then notes.position is not null
         when 'correction' then notes.corrects is not null else true end
       and ($9::bigint[] is null or notes.id = any($9::bigint[]))
     order by notes.id desc limit $8`,
    [accountId, instantText(at), deviceWearerId, before, words, author, kind, limit, ids],
  )
  return rows.map(noteFrom)
}

/** One note of a person whom the account may see; `undefined` where there is none of that number about them. */
export async function noteById(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  deviceWearerId: string,
  id: number,
): Promise<PersonNote | undefined> {
  const [row] = await query.query<NoteRow>(`${SELECTION} and notes.id = $4`, [
    accountId,
    instantText(at),
    deviceWearerId,
    id,
  ])
  return row && noteFrom(row)
}

/** Who wrote notes of a person, by name. Whoever asks may see the person. */
export async function noteAuthorsOf(
  query: RecordsQuery,
  deviceWearerId: string,
): Promise<{ readonly accountId: number; readonly name: string }[]> {
  const rows = await query.query<{ id: bigint; name: string }>(
    `select id, name from accounts
     where id in (select written_by from person_notes where device_wearer_id = $1) order by name, id`,
    [deviceWearerId],
  )
  return rows.map(({ id, name }) => ({ accountId: Number(id), name }))
}

/** Incidents that a note of a person may be about: one that is named, and those that began last. */
export async function incidentsToNote(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  deviceWearerId: string,
  { first, limit }: { readonly first?: number | undefined; readonly limit: number },
): Promise<{ readonly id: number; readonly kind: FindingKind; readonly startsAt: number }[]> {
  const rows = await query.query<{ id: bigint; kind: FindingKind; starts_at: string }>(
    `select id, kind, starts_at from incidents
     where device_wearer_id = $3 and stage in ('actual', 'retracted') and ${INCIDENT_VISIBLE}
     order by (id = $5::bigint) is true desc, starts_at desc, id desc limit $4`,
    [accountId, instantText(at), deviceWearerId, limit, first],
  )
  return rows.map(({ id, kind, starts_at }) => ({
    id: Number(id),
    kind,
    startsAt: instantFrom(starts_at),
  }))
}

/** @returns the note's number. */
export async function insertNote(
  transaction: RecordsQuery,
  note: Pick<PersonNote, 'deviceWearerId' | 'text' | 'about' | 'corrects' | 'writtenAt'> & {
    readonly incidentId: number | undefined
    readonly position: NotePosition | undefined
    readonly writtenBy: number
  },
): Promise<number> {
  const { about, position } = note
  const [row] = await transaction.query<{ id: bigint }>(
    `insert into person_notes (device_wearer_id, text, about_from, about_to, incident_id, position, corrects,
       written_by, written_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [
      note.deviceWearerId,
      note.text,
      instantText(about?.from),
      instantText(about?.to),
      note.incidentId,
      position &&
        new JsonParameter({ ...position, capturedAt: formatInstant(position.capturedAt) }),
      note.corrects,
      note.writtenBy,
      instantText(note.writtenAt),
    ],
  )
  return Number(row?.id)
}

function noteFrom(row: NoteRow): PersonNote {
  const { position } = row
  return {
    id: Number(row.id),
    deviceWearerId: row.device_wearer_id,
    text: row.text,
    about:
      row.about_from === null
        ? undefined
        : { from: instantFrom(row.about_from), to: instantIfAny(row.about_to) },
    incident:
      row.incident_id === null
        ? undefined
        : {
            id: Number(row.incident_id),
            kind: row.incident_kind ?? undefined,
            startsAt: instantIfAny(row.incident_starts_at),
          },
    position: position === null ? undefined : positionFrom(position),
    corrects: row.corrects === null ? undefined : Number(row.corrects),
    correctedBy: row.corrected_by.map(Number),
    writtenBy: { accountId: Number(row.written_by), name: row.author },
    writtenAt: instantFrom(row.written_at),
  }
}

function positionFrom(kept: NonNullable<NoteRow['position']>): NotePosition | 'erased' {
  if ('erased' in kept) return 'erased'
  return {
    ...kept,
    capturedAt: instantFrom(kept.capturedAt),
    accuracyMetres: kept.accuracyMetres,
  }
}

type NoteRow = RecordRow & {
  id: bigint
  device_wearer_id: string
  text: string
  about_from: string | null
  about_to: string | null
  incident_id: bigint | null
  incident_kind: FindingKind | null
  incident_starts_at: string | null
  position:
    | { erased: true }
    | {
        capturedAt: string
        latitude: number
        longitude: number
        accuracyMetres?: number
        mechanism: string
      }
    | null
  corrects: bigint | null
  corrected_by: readonly bigint[]
  written_by: bigint
  author: string
  written_at: string
}
