import type { DeviceEvent } from '../../domain/device-event.ts'
import type { Instant } from '../../domain/interval.ts'
import { chargeToldBy } from '../../monitoring/charges.ts'
import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'
import type { VisibleIncident } from './visible-incidents.ts'

/**
 * The percentages told with the device's words that an incident stands on, by their code: of a word said again its first.
 * The asker may see the incident.
 *
 * @param until what was said later is not of it.
 */
export async function chargesOfIncident(
  query: RecordsQuery,
  { deviceId, startsAt, finding }: Pick<VisibleIncident, 'deviceId' | 'startsAt' | 'finding'>,
  until: Instant,
): Promise<ReadonlyMap<string, number>> {
  const { codes = [] } = finding
  if (deviceId === undefined || codes.length === 0) return new Map()
  const rows = await query.query<{ code: string; body: DeviceEvent['body'] }>(
    `select distinct on (code) code, body from device_events
     where device_id = $1 and code = any ($2::text[])
       and occurred_at >= $3::timestamptz and occurred_at <= $4::timestamptz
     order by code, occurred_at`,
    [deviceId, codes, instantText(startsAt), instantText(until)],
  )
  return new Map(
    rows.flatMap(({ code, body }) => {
      const percent = chargeToldBy({ code, body })
      return percent === undefined ? [] : [[code, percent] as const]
    }),
  )
}
