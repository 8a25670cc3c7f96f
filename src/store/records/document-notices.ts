import type { Instant } from '../../domain/interval.ts'
import type { DocumentKind } from '../../domain/person-document.ts'
import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** A document whose asker is to be told by e-mail that it is ready. */
export interface DocumentToTell {
  readonly id: number
  readonly kind: DocumentKind
  readonly email: string
  readonly tries: number
}

/** What is ready, was not told of and was not taken away; of askers who have an address and may sign in. */
export async function documentsToTell(
  query: RecordsQuery,
  now: Instant,
): Promise<DocumentToTell[]> {
  const rows = await query.query<{
    id: bigint
    kind: DocumentKind
    email: string
    tell_tries: number
  }>(
    `select documents.id, kind, email, tell_tries from person_documents as documents
     join accounts on accounts.id = asked_by
     where state = 'ready' and told_at is null and taken_at is null
       and email is not null and disabled_at is null
       and coalesce(tell_next_at, '-infinity') <= $1::timestamptz
     order by documents.id limit 20`,
    [instantText(now)],
  )
  return rows.map(({ id, kind, email, tell_tries }) => ({
    id: Number(id),
    kind,
    email,
    tries: tell_tries,
  }))
}

/** Keeps that somebody was told, or when to try again; given up where neither is. */
export async function keepDocumentTold(
  query: RecordsQuery,
  id: number,
  { toldAt, nextAt }: { toldAt?: Instant | undefined; nextAt?: Instant | undefined },
): Promise<void> {
  await query.query(
    `update person_documents set told_at = $2, tell_tries = tell_tries + 1,
       tell_next_at = coalesce($3::timestamptz, 'infinity')
     where id = $1`,
    [id, instantText(toldAt), instantText(nextAt)],
  )
}
