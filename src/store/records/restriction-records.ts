import type { People, Restriction } from '../../domain/people.ts'
import { pages } from './pages.ts'
import { jsonRows } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/**
 * Makes the restrictions a file lists of a wearer theirs. Those of whom it says nothing stay as they are: a
 * system that does not know of restrictions must not lift them.
 */
export async function saveRestrictions(
  transaction: RecordsQuery,
  importId: number,
  people: People,
): Promise<void> {
  const said = people.deviceWearers.filter(({ restrictions }) => restrictions !== undefined)
  await transaction.query(
    'delete from wearer_restrictions where device_wearer_id = any($1::text[])',
    [said.map(({ id }) => id)],
  )
  const rows = said.flatMap(({ id, restrictions = [] }) =>
    restrictions.map(({ kind, usernames, message }, ordinal) => ({
      device_wearer_id: id,
      ordinal,
      kind,
      usernames,
      message,
    })),
  )
  for (const page of pages(rows)) {
    await transaction.query(
      `insert into wearer_restrictions
         (import_id, device_wearer_id, ordinal, kind, usernames, message)
       select $2::bigint, sent.* from json_to_recordset($1::json) as sent (
         device_wearer_id text, ordinal integer, kind text, usernames text[], message text)`,
      [jsonRows(page), importId],
    )
  }
}

/** Restrictions by device wearer, each wearer's in the order of their file. */
export async function restrictionsByWearer(
  query: RecordsQuery,
): Promise<Map<string, Restriction[]>> {
  const rows = await query.query<
    RecordRow & {
      device_wearer_id: string
      kind: Restriction['kind']
      usernames: string[]
      message: string
    }
  >(
    `select device_wearer_id, kind, usernames, message from wearer_restrictions
     order by device_wearer_id, ordinal`,
  )
  const byWearer = new Map<string, Restriction[]>()
  for (const { device_wearer_id, ...restriction } of rows) {
    const list = byWearer.get(device_wearer_id)
    if (list) list.push(restriction)
    else byWearer.set(device_wearer_id, [restriction])
  }
  return byWearer
}

/** Ids of the people whom a user of this name may not see, each with what to tell them. */
export async function hiddenFrom(
  query: RecordsQuery,
  username: string,
): Promise<Map<string, string>> {
  const rows = await query.query<{ device_wearer_id: string; message: string }>(
    'select device_wearer_id, message from restrictions_on($1) order by device_wearer_id, message desc',
    [username],
  )
  return new Map(rows.map(({ device_wearer_id, message }) => [device_wearer_id, message]))
}
