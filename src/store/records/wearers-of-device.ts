import type { Interval } from '../../domain/interval.ts'
import { instantText } from './record-values.ts'
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
