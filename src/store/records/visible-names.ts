import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'

/** Names of those of some wearers whom the account may see, by id; the others are not there. */
export async function visibleNames(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (ids.length === 0) return new Map()
  const rows = await query.query<{ id: string; names: string[] | null }>(
    `select visible.device_wearer_id as id, names
     from visible_wearers($1, $2) as visible
     left join device_wearers on device_wearers.id = visible.device_wearer_id
     where visible.device_wearer_id = any($3::text[])`,
    [accountId, instantText(at), ids],
  )
  return new Map(rows.map(({ id, names }) => [id, names ?? []]))
}
