import type { Instant, Interval } from '../../domain/interval.ts'
import type { DocumentKind, DocumentParameters } from '../../domain/person-document.ts'
import { instantFrom, instantText, jsonRows } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** What somebody asked for about one person. */
export interface AskedDocument {
  readonly deviceWearerId: string
  readonly kind: DocumentKind
  readonly askedBy: number
  readonly askedAt: Instant
  readonly purpose: string
  readonly parameters: DocumentParameters
  /** The stretch of the person's life that it tells of; bounded. */
  readonly within: Interval
}

/** One that is to be made now. */
export interface DueDocument extends AskedDocument {
  readonly id: number
  /** How often it was begun before, and cut off. */
  readonly tries: number
}

/** A file as it was made, and its SHA-256 as hex. */
export interface MadeFile {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
  readonly sha256: string
}

/** A statement holds no more of a file. */
const PART_BYTES = 512 * 1024

/** @returns the document's id. */
export async function addPersonDocument(
  transaction: RecordsQuery,
  asked: AskedDocument,
): Promise<number> {
  const [row] = await transaction.query<{ id: bigint }>(
    `insert into person_documents (device_wearer_id, kind, asked_by, asked_at, purpose, parameters,
       starts_at, ends_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [
      asked.deviceWearerId,
      asked.kind,
      asked.askedBy,
      instantText(asked.askedAt),
      asked.purpose,
      asked.parameters,
      instantText(asked.within.from),
      instantText(asked.within.to),
    ],
  )
  return Number(row?.id)
}

/** How many of an account's documents are still to be made. */
export async function countOpenDocuments(query: RecordsQuery, accountId: number): Promise<number> {
  const [row] = await query.query<{ found: bigint }>(
    `select count(*) as found from person_documents
     where asked_by = $1 and state in ('waiting', 'working')`,
    [accountId],
  )
  return Number(row?.found)
}

/** Begins what was asked for first, or goes on with what was cut off. One process makes documents. */
export async function beginDueDocument(query: RecordsQuery): Promise<DueDocument | undefined> {
  const [row] = await query.query<
    RecordRow & {
      id: bigint
      device_wearer_id: string
      kind: DocumentKind
      asked_by: bigint
      asked_at: string
      purpose: string
      parameters: DocumentParameters
      starts_at: string
      ends_at: string
      tries: number
    }
  >(
    `update person_documents set state = 'working', tries = tries + 1, parts_done = 0, parts = 0
     where id = (select min(id) from person_documents where state in ('waiting', 'working'))
     returning *`,
  )
  return (
    row && {
      id: Number(row.id),
      deviceWearerId: row.device_wearer_id,
      kind: row.kind,
      askedBy: Number(row.asked_by),
      askedAt: instantFrom(row.asked_at),
      purpose: row.purpose,
      parameters: row.parameters,
      within: { from: instantFrom(row.starts_at), to: instantFrom(row.ends_at) },
      tries: row.tries - 1,
    }
  )
}

/** @returns whether it is still to be made: somebody may have cancelled it, or its positions were erased. */
export async function keepDocumentProgress(
  query: RecordsQuery,
  id: number,
  done: number,
  of: number,
): Promise<boolean> {
  const kept = await query.query(
    `update person_documents set parts_done = $2, parts = $3
     where id = $1 and state = 'working' returning id`,
    [id, done, of],
  )
  return kept.length > 0
}

/** Keeps one file of a document, a part at a time; nobody reads it before {@link keepMadeDocument}. */
export async function keepDocumentFile(
  query: RecordsQuery,
  id: number,
  ordinal: number,
  { name, type, bytes, sha256 }: MadeFile,
): Promise<void> {
  await query.query('delete from person_document_files where document_id = $1 and ordinal = $2', [
    id,
    ordinal,
  ])
  await query.query('insert into person_document_files values ($1, $2, $3, $4, $5, $6)', [
    id,
    ordinal,
    name,
    type,
    bytes.length,
    sha256,
  ])
  for (let part = 0; part * PART_BYTES < bytes.length; part++) {
    const content = bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES)
    await query.query('insert into person_document_parts values ($1, $2, $3, $4)', [
      id,
      ordinal,
      part,
      content,
    ])
  }
}

/** What a document that was made holds. */
export interface MadeDocument {
  readonly at: Instant
  readonly positions: number
  readonly covers: readonly Interval[]
}

/** @returns whether it was still to be made. */
export async function keepMadeDocument(
  transaction: RecordsQuery,
  id: number,
  { at, positions, covers }: MadeDocument,
): Promise<boolean> {
  const made = await transaction.query(
    `update person_documents set state = 'ready', ended_at = $2, positions = $3, covers = $4,
       parts_done = parts
     where id = $1 and state = 'working' returning id`,
    [id, instantText(at), positions, jsonRows(covers.map(({ from, to }) => [from, to]))],
  )
  return made.length > 0
}

/** Ends what is not to be made: it failed, or somebody cancelled it. @returns whether it was to be made. */
export async function endPersonDocument(
  transaction: RecordsQuery,
  id: number,
  { state, at, why }: { state: 'failed' | 'cancelled'; at: Instant; why: string },
): Promise<boolean> {
  const ended = await transaction.query(
    `update person_documents set state = $2, ended_at = $3, why = $4
     where id = $1 and state in ('waiting', 'working') returning id`,
    [id, state, instantText(at), why],
  )
  await forgetDocumentFiles(transaction, [id])
  return ended.length > 0
}

/** Removes the bytes of documents that are not ready: of some, or what a process that was cut off left of any. */
export async function forgetDocumentFiles(
  transaction: RecordsQuery,
  ids?: readonly number[],
): Promise<void> {
  await transaction.query(
    `delete from person_document_files using person_documents
     where document_id = person_documents.id and state <> 'ready'
       and ($1::bigint[] is null or document_id = any($1::bigint[]))`,
    [ids],
  )
}

/** Notes that whoever asked for a document took it away; of others nothing is noted but in the audit. */
export async function documentTaken(
  query: RecordsQuery,
  id: number,
  accountId: number,
  at: Instant,
): Promise<void> {
  await query.query(
    `update person_documents set taken_at = $3
     where id = $1 and asked_by = $2 and taken_at is null`,
    [id, accountId, instantText(at)],
  )
}

/** What is cut off in good order is gone on with at the next start, and does not count as a try. */
export async function putBackDocument(query: RecordsQuery, id: number): Promise<void> {
  await query.query(
    `update person_documents set state = 'waiting', tries = tries - 1
     where id = $1 and state = 'working'`,
    [id],
  )
}
