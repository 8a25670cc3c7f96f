import { instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'

/** Somebody who may be whom police named. */
export interface KnownPerson {
  readonly id: string
  readonly names: readonly string[]
  /** As it was sent; not every record has a whole date. */
  readonly dateOfBirth: string | undefined
  /** CRN, NOMIS and PNC numbers. */
  readonly identifiers: readonly string[]
  /** What keeps the account from them. */
  readonly restriction: string | undefined
}

/** Everybody within an account's scope as they can be recognised, restricted or not; in order of id. */
export async function peopleInScope(
  query: RecordsQuery,
  { accountId, at }: Viewer,
): Promise<KnownPerson[]> {
  const rows = await query.query<
    RecordRow & {
      id: string
      names: string[] | null
      date_of_birth: string | null
      crn: string | null
      nomis: string | null
      pnc: string | null
      restriction: string | null
    }
  >(
    `with hidden as (
       select restricted.device_wearer_id, min(restricted.message) as message
       from accounts, restrictions_on(accounts.username) as restricted
       where accounts.id = $1::bigint group by restricted.device_wearer_id
     )
     select person.id, names, date_of_birth, crn, nomis, pnc, hidden.message as restriction
     from wearers_in_scope($1::bigint, $2::timestamptz) as scope
     join device_wearers as person on person.id = scope.device_wearer_id
     left join hidden on hidden.device_wearer_id = person.id
     order by person.id`,
    [accountId, instantText(at)],
  )
  return rows.map((row) => ({
    id: row.id,
    names: row.names ?? [],
    dateOfBirth: row.date_of_birth ?? undefined,
    identifiers: [row.crn, row.nomis, row.pnc].filter((each) => each !== null),
    restriction: row.restriction ?? undefined,
  }))
}
