import type { Zone } from '../../domain/people.ts'
import { zoneAsJson } from '../../domain/people-as-json.ts'
import { sameValue } from '../../domain/same-value.ts'
import { pages } from './pages.ts'
import { instantText, jsonRows } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import type { VersionSource } from './version-source.ts'

/** Keeps the next version of each zone that is not as its newest version has it. */
export async function keepZoneVersions(
  transaction: RecordsQuery,
  zones: readonly Zone[],
  source: VersionSource,
): Promise<void> {
  const newest = await newestOf(transaction, zones)
  const rows = zones.flatMap((zone) => {
    const before = newest.get(zone.id)
    const body = zoneAsJson(zone)
    if (before && sameValue(before.body, body)) return []
    return [{ id: zone.id, version: (before?.version ?? 0) + 1, body }]
  })
  for (const page of pages(rows, (each) => JSON.stringify(each).length)) {
    await transaction.query(
      `insert into zone_versions (zone_id, version, body, said_at, import_id, account_id)
       select sent.id, sent.version, sent.body, $2::timestamptz, $3::bigint, $4::bigint
       from json_to_recordset($1::json) as sent (id text, version integer, body jsonb)`,
      [jsonRows(page), instantText(source.at), source.importId, source.accountId],
    )
  }
}

async function newestOf(
  query: RecordsQuery,
  zones: readonly Zone[],
): Promise<Map<string, { readonly version: number; readonly body: object }>> {
  const rows = await query.query<RecordRow & { zone_id: string; version: number; body: object }>(
    `select distinct on (zone_id) zone_id, version, body from zone_versions
     where zone_id = any($1::text[]) order by zone_id, version desc`,
    [zones.map(({ id }) => id)],
  )
  return new Map(rows.map(({ zone_id, version, body }) => [zone_id, { version, body }]))
}
