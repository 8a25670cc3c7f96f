import type { Interval } from '../../domain/interval.ts'
import { pages } from './pages.ts'
import { instantText, jsonRows } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** Ids of those who wore a device at some instant of an interval, in order. */
export async function wearersOfDevice(
  query: RecordsQuery,
  deviceId: string,
  { from, to }: Interval,
): Promise<string[]> {
  const rows = await query.query<{ id: string }>(
    `select distinct device_wearer_id as id from device_activations
     where device_id = $1 and starts_at < $3 and (ends_at is null or ends_at > $2) order by id`,
    [deviceId, instantText(from), instantText(to)],
  )
  return rows.map(({ id }) => id)
}

/** Ids of those who wore one of many devices at some instant of its stretch, in order. */
export async function wearersOfDevices(
  query: RecordsQuery,
  stretches: readonly (Interval & { readonly deviceId: string })[],
): Promise<string[]> {
  const found = new Set<string>()
  for (const page of pages(stretches)) {
    const rows = await query.query<{ id: string }>(
      `select distinct device_wearer_id as id
       from json_to_recordset($1::json) as sent (
         device_id text, starts_at timestamptz, ends_at timestamptz)
       join device_activations as worn on worn.device_id = sent.device_id
         and worn.starts_at < sent.ends_at
         and (worn.ends_at is null or worn.ends_at > sent.starts_at)`,
      [
        jsonRows(
          page.map(({ deviceId, from, to }) => ({
            device_id: deviceId,
            starts_at: instantText(from),
            ends_at: instantText(to),
          })),
        ),
      ],
    )
    for (const { id } of rows) found.add(id)
  }
  return [...found].sort()
}
