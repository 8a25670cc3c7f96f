import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Observation } from '../../src/monitoring/finding.ts'
import type { RecordRow, RecordsQuery } from '../../src/store/records/records.ts'
import { countedStretch, sayAnew, sayIncident } from './incident.ts'

const MINUTE = 60_000

/** Somebody of the town about whom incidents are said. */
export interface TownIncidents {
  readonly wearer: string
  /** An evening away from home: first ten minutes, and twenty-five once late positions came. */
  readonly curfew: number
  /** Three tampers that cleared by themselves, and one that goes on. */
  readonly tampers: readonly number[]
  readonly feed: number
}

/** Says incidents about a person in the demonstration's caseload, as the monitor would, with positions of the town. */
export async function sayTownIncidents(query: RecordsQuery, town: string): Promise<TownIncidents> {
  const [row] = await query.query<
    RecordRow & { wearer: string; device: string; condition: string }
  >(
    `select device_activations.device_wearer_id as wearer, device_id as device,
       order_conditions.id as condition
     from device_activations join allocations using (device_wearer_id)
     join monitoring_orders using (device_wearer_id)
     join order_conditions on monitoring_order_id = monitoring_orders.id
     where practitioner = (select practitioner from accounts where username = 'practitioner.demo')
       and device_activations.starts_at < '2026-01-06' and allocations.ends_at is null
       and device_wearer_id not in (select device_wearer_id from wearer_restrictions)
     order by kind = 'curfew' desc, device_wearer_id limit 1`,
  )
  if (!row) throw new Error('The town has nobody in a caseload')
  const { wearer, device, condition } = row
  const from = Date.parse('2026-01-07T19:00:00Z')
  const evidence = positionsOf(join(town, 'positions.csv'), device, from)
  const ten = [countedStretch({ from, to: from + 10 * MINUTE })]
  const curfew = await sayIncident(query, {
    deviceWearerId: wearer,
    kind: 'curfew-left-during',
    conditionId: condition,
    from,
    to: from + 10 * MINUTE,
    counted: ten,
    unknown: [{ from: from + 30 * MINUTE, to: from + 50 * MINUTE }],
    evidence,
  })
  const late = { to: from + 25 * MINUTE }
  const counted = [countedStretch({ from, ...late })]
  await sayAnew(query, curfew, { ...late, counted }, from + 90 * MINUTE)
  const tampers: number[] = []
  for (const [index, hours] of [1, 5, 9, 12].entries()) {
    const at = from + hours * 60 * MINUTE
    tampers.push(
      await sayIncident(query, {
        deviceWearerId: wearer,
        deviceId: device,
        kind: 'strap-tamper',
        from: at,
        to: index < 3 ? at + 4 * MINUTE : undefined,
        actualAt: at + 2 * MINUTE,
        certainty: undefined,
        codes: ['EV_PID_STRAP_TAMPER_START'],
      }),
    )
  }
  const feed = await sayIncident(query, {
    feed: 'mqtt',
    kind: 'feed-silent',
    from,
    certainty: undefined,
  })
  return { wearer, curfew, tampers, feed }
}

/** Up to three of a device within an hour, as evidence. */
function positionsOf(file: string, device: string, from: number): Observation[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  const names = lines[0]?.split(',') ?? []
  const rows = lines.slice(1).flatMap((line) => {
    const values = line.split(',')
    const value = (name: string) => values[names.indexOf(name)] ?? ''
    const capturedAt = Date.parse(value('captured_at'))
    if (value('device_id') !== device || capturedAt < from) return []
    if (capturedAt > from + 60 * MINUTE) return []
    return [
      {
        capturedAt,
        latitude: Number(value('latitude')),
        longitude: Number(value('longitude')),
        accuracyMetres: Number(value('accuracy_metres')),
        mechanism: value('mechanism'),
      },
    ]
  })
  return rows.sort((a, b) => a.capturedAt - b.capturedAt).slice(0, 3)
}
