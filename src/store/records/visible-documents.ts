import type { Instant, Interval } from '../../domain/interval.ts'
import type {
  DocumentKind,
  DocumentParameters,
  DocumentState,
} from '../../domain/person-document.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'

/** A document about one person, without its bytes. */
export interface PersonDocument {
  readonly id: number
  readonly deviceWearerId: string
  readonly names: readonly string[]
  readonly kind: DocumentKind
  readonly askedBy: { readonly accountId: number; readonly name: string }
  readonly askedAt: Instant
  readonly purpose: string
  readonly parameters: DocumentParameters
  readonly within: Interval
  readonly state: DocumentState
  readonly done: number
  readonly of: number
  readonly endedAt: Instant | undefined
  readonly why: string | undefined
  readonly positions: number | undefined
  /** The lawful stretches whose positions it holds; absent until it is made. */
  readonly covers: readonly Interval[] | undefined
  readonly takenAt: Instant | undefined
  readonly files: readonly DocumentFile[]
}

interface DocumentFile {
  readonly ordinal: number
  readonly name: string
  readonly type: string
  readonly bytes: number
  readonly sha256: string
}

/** Whose documents: of one person, or what the account itself asked for of anybody it may see. */
type Which = { readonly deviceWearerId: string } | { readonly ownOnly: true }

/** The newest first. */
export async function visibleDocuments(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  which: Which,
  limit: number,
): Promise<PersonDocument[]> {
  const whose = 'deviceWearerId' in which ? which.deviceWearerId : undefined
  const rows = await query.query<DocumentRow>(
    `${SELECTION} where documents.device_wearer_id in (
         select device_wearer_id from visible_wearers($1::bigint, $2::timestamptz)
       )
       and ($3::text is null or documents.device_wearer_id = $3)
       and ($3::text is not null or documents.asked_by = $1::bigint)
     order by documents.id desc limit $4`,
    [accountId, instantText(at), whose, limit],
  )
  return rows.map(documentFrom)
}

/** One document of a person; `undefined` where there is none or the account may not see the person. */
export async function visibleDocument(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  deviceWearerId: string,
  id: number,
): Promise<PersonDocument | undefined> {
  const [row] = await query.query<DocumentRow>(
    `${SELECTION} where documents.id = $4 and documents.device_wearer_id = $3
       and documents.device_wearer_id in (
         select device_wearer_id from visible_wearers($1::bigint, $2::timestamptz)
       )`,
    [accountId, instantText(at), deviceWearerId, id],
  )
  return row && documentFrom(row)
}

/** How many documents that an account asked for are ready, and it has not taken away. */
export async function countReadyDocuments(
  query: RecordsQuery,
  { accountId, at }: Viewer,
): Promise<number> {
  const [row] = await query.query<{ found: bigint }>(
    `select count(*) as found from person_documents
     where asked_by = $1::bigint and state = 'ready' and taken_at is null
       and device_wearer_id in (
         select device_wearer_id from visible_wearers($1::bigint, $2::timestamptz)
       )`,
    [accountId, instantText(at)],
  )
  return Number(row?.found)
}

/** Part of a file, from 0; `undefined` past its end. */
export async function documentPart(
  query: RecordsQuery,
  id: number,
  ordinal: number,
  part: number,
): Promise<Uint8Array | undefined> {
  const [row] = await query.query<{ content: Uint8Array }>(
    `select content from person_document_parts
     where document_id = $1 and ordinal = $2 and part = $3`,
    [id, ordinal, part],
  )
  return row?.content
}

const SELECTION = `select documents.*, askers.name as asker, device_wearers.names,
       (select coalesce(json_agg(json_build_object('ordinal', ordinal, 'name', name, 'type', type,
            'bytes', bytes, 'sha256', sha256) order by ordinal), '[]')
        from person_document_files
        where document_id = documents.id and documents.state = 'ready') as files
     from person_documents as documents
     join accounts as askers on askers.id = documents.asked_by
     left join device_wearers on device_wearers.id = documents.device_wearer_id`

type DocumentRow = RecordRow & {
  id: bigint
  device_wearer_id: string
  names: string[] | null
  kind: DocumentKind
  asked_by: bigint
  asker: string
  asked_at: string
  purpose: string
  parameters: DocumentParameters
  starts_at: string
  ends_at: string
  state: DocumentState
  parts_done: number
  parts: number
  ended_at: string | null
  why: string | null
  positions: number | null
  covers: [number, number][] | null
  taken_at: string | null
  files: DocumentFile[]
}

function documentFrom(row: DocumentRow): PersonDocument {
  return {
    id: Number(row.id),
    deviceWearerId: row.device_wearer_id,
    names: row.names ?? [],
    kind: row.kind,
    askedBy: { accountId: Number(row.asked_by), name: row.asker },
    askedAt: instantFrom(row.asked_at),
    purpose: row.purpose,
    parameters: row.parameters,
    within: { from: instantFrom(row.starts_at), to: instantFrom(row.ends_at) },
    state: row.state,
    done: row.parts_done,
    of: row.parts,
    endedAt: instantIfAny(row.ended_at),
    why: row.why ?? undefined,
    positions: row.positions ?? undefined,
    covers: row.covers?.map(([from, to]) => ({ from, to })),
    takenAt: instantIfAny(row.taken_at),
    files: row.files,
  }
}
