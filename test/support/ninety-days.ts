import { join } from 'node:path'
import { londonLocal } from '../../src/domain/london-local.ts'
import { PositionColumnsBuilder } from '../../src/domain/position-columns.ts'
import { weekdays } from '../../src/domain/weekly-hours.ts'
import { openEmbeddedArchive } from '../../src/store/positions/chdb.ts'
import type { Records, RecordsQuery } from '../../src/store/records/records.ts'

const MINUTE = 60_000
const DAY = 1440 * MINUTE
/** The clocks go back among them, on 26 October. */
const NINETY_FROM = Date.UTC(2025, 8, 14, 23)
const NINETY_TO = Date.UTC(2025, 11, 14)
/** In the positions' own unit: about 3 km. */
const NORTH = 270_000
const WORN_FROM = new Date(NINETY_FROM - DAY).toISOString()

const HOME = { longitude: -4.4, latitude: 53.8 }

/**
 * Gives somebody of the demonstration's practitioner a curfew and a tag of their own that reported every minute of ninety days
 * long ago, at home from evening to morning and at one other place in between; and takes the trail condition from another.
 */
export async function ninetyDays(
  records: Records,
  data: string,
): Promise<{ long: string; untrailed: string }> {
  const cases = await records.query<{ id: string }>(
    `select allocations.device_wearer_id as id from accounts join allocations using (practitioner)
     where username = 'practitioner.demo' and ends_at is null
       and allocations.device_wearer_id not in (select device_wearer_id from wearer_restrictions)
     order by 1`,
  )
  const [long, untrailed] = cases.map(({ id }) => id)
  if (!long || !untrailed) throw new Error('The practitioner has too few cases')
  await wornLongAgo(records, long)
  await requireOf(records, long, ['trail', 'curfew'])
  await requireOf(records, untrailed, ['curfew'])
  const archive = await openEmbeddedArchive(join(data, 'positions'))
  try {
    await archive.append(everyMinute(HOME))
  } finally {
    await archive.close()
  }
  return { long, untrailed }
}

async function wornLongAgo(query: RecordsQuery, id: string): Promise<void> {
  await query.query(
    `insert into devices (id, import_id, ordinal)
     select 'D-NINETY', min(import_id), max(ordinal) + 1 from devices`,
  )
  await query.query('delete from device_activations where device_wearer_id = $1', [id])
  await query.query(
    `insert into device_activations (id, device_id, device_wearer_id, starts_at, import_id, ordinal)
     select 'A-NINETY', 'D-NINETY', $1, $2, min(import_id), max(ordinal) + 1 from device_activations`,
    [id, WORN_FROM],
  )
  await query.query(
    `insert into zones (id, kind, geometry, terms, starts_at, import_id, ordinal)
     select 'Z-NINETY', 'inclusion', $1, $2, $3, min(import_id), max(ordinal) + 1 from zones`,
    [
      JSON.stringify({ type: 'Point', coordinates: [HOME.longitude, HOME.latitude] }),
      JSON.stringify({ name: 'Home', radiusMetres: 100 }),
      WORN_FROM,
    ],
  )
}

/** In place of every order they had. */
async function requireOf(
  query: RecordsQuery,
  id: string,
  kinds: readonly ('trail' | 'curfew')[],
): Promise<void> {
  await query.query('delete from monitoring_orders where device_wearer_id = $1', [id])
  await query.query(
    `insert into monitoring_orders (id, device_wearer_id, order_type, starts_at, import_id, ordinal)
     select 'O-' || $1, $1, 'LICENCE', $2, min(import_id), max(ordinal) + 1 from monitoring_orders`,
    [id, WORN_FROM],
  )
  const curfew = { hours: [{ weekdays, from: '20:00', to: '06:00' }] }
  for (const [ordinal, kind] of kinds.entries()) {
    await query.query(
      `insert into order_conditions (monitoring_order_id, ordinal, id, kind, starts_at, crime_mapping, zone_ids, terms)
       values ('O-' || $1, $2, $3, $3, $4, false, $5, $6)`,
      [
        id,
        ordinal,
        kind,
        WORN_FROM,
        kind === 'curfew' ? ['Z-NINETY'] : [],
        kind === 'curfew' ? JSON.stringify(curfew) : null,
      ],
    )
  }
}

function everyMinute({ longitude, latitude }: { longitude: number; latitude: number }) {
  const builder = new PositionColumnsBuilder(130_000)
  builder.deviceIds.push('D-NINETY')
  builder.mechanisms.push('GPS')
  for (let at = NINETY_FROM; at < NINETY_TO; at += MINUTE) {
    const hour = Number(londonLocal(at).time.slice(0, 2))
    const north = hour >= 9 && hour < 17 ? NORTH : 0
    // Some metres of error, the same every time.
    const error = ((at / MINUTE) % 7) * 100 - 300
    builder.add(
      0,
      at,
      Math.round(latitude * 1e7) + north + error,
      Math.round(longitude * 1e7) - error,
      12,
      0,
    )
  }
  return builder.build()
}
