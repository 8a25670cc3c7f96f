import type { Condition, DeviceWearer, MonitoringOrder, People, Zone } from '../../domain/people.ts'
import { endFrom, instantFrom } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import { restrictionsByWearer } from './restriction-records.ts'
import { conditionTerms, zoneTerms } from './stored-terms.ts'

/** The current state of people, open ends as `Infinity`; what came in one file, in that file's order. */
export async function loadPeople(query: RecordsQuery): Promise<People> {
  return {
    deviceWearers: await deviceWearers(query),
    devices: await devices(query),
    deviceActivations: await deviceActivations(query),
    monitoringOrders: await monitoringOrders(query),
    zones: await zones(query),
    allocations: await allocations(query),
  }
}

interface IntervalColumns {
  starts_at: string
  ends_at: string | null
}

function interval({ starts_at, ends_at }: IntervalColumns) {
  return { from: instantFrom(starts_at), to: endFrom(ends_at) }
}

async function deviceWearers(query: RecordsQuery): Promise<DeviceWearer[]> {
  const restrictions = await restrictionsByWearer(query)
  const rows = await query.query<{
    id: string
    names: string[] | null
    date_of_birth: string | null
    crn: string | null
    nomis: string | null
    pnc: string | null
    further_identifiers: object | null
    facts: object | null
  }>(
    `select id, names, date_of_birth, crn, nomis, pnc, further_identifiers, facts
     from device_wearers order by import_id, ordinal`,
  )
  return rows.map(({ id, names, date_of_birth, crn, nomis, pnc, further_identifiers, facts }) => ({
    id,
    ...(names && { names }),
    ...(date_of_birth !== null && { dateOfBirth: date_of_birth }),
    ...((crn ?? nomis ?? pnc ?? further_identifiers) !== null && {
      identifiers: {
        ...(crn !== null && { crn }),
        ...(nomis !== null && { nomis }),
        ...(pnc !== null && { pnc }),
        ...further_identifiers,
      },
    }),
    ...(facts && { facts }),
    ...(restrictions.has(id) && { restrictions: restrictions.get(id) }),
  }))
}

async function devices(query: RecordsQuery): Promise<People['devices'][number][]> {
  const rows = await query.query<{
    id: string
    model: string | null
    serial_number: string | null
  }>('select id, model, serial_number from devices order by import_id, ordinal')
  return rows.map(({ id, model, serial_number }) => ({
    id,
    ...(model !== null && { model }),
    ...(serial_number !== null && { serialNumber: serial_number }),
  }))
}

async function deviceActivations(
  query: RecordsQuery,
): Promise<People['deviceActivations'][number][]> {
  const rows = await query.query<
    RecordRow & {
      id: string
      device_id: string
      device_wearer_id: string
      start_reason: string | null
      end_reason: string | null
    } & IntervalColumns
  >(
    `select id, device_id, device_wearer_id, starts_at, ends_at, start_reason, end_reason
     from device_activations order by import_id, ordinal`,
  )
  return rows.map((row) => ({
    id: row.id,
    deviceId: row.device_id,
    deviceWearerId: row.device_wearer_id,
    ...interval(row),
    ...(row.start_reason !== null && { startReason: row.start_reason }),
    ...(row.end_reason !== null && { endReason: row.end_reason }),
  }))
}

async function monitoringOrders(query: RecordsQuery): Promise<MonitoringOrder[]> {
  const conditions = await conditionsByOrder(query)
  const rows = await query.query<
    RecordRow & {
      id: string
      device_wearer_id: string
      order_type: string
      facts: object | null
    } & IntervalColumns
  >(
    `select id, device_wearer_id, order_type, starts_at, ends_at, facts from monitoring_orders
     order by import_id, ordinal`,
  )
  return rows.map((row) => ({
    id: row.id,
    deviceWearerId: row.device_wearer_id,
    orderType: row.order_type,
    ...interval(row),
    ...(row.facts && { facts: row.facts }),
    conditions: conditions.get(row.id) ?? [],
  }))
}

async function conditionsByOrder(query: RecordsQuery): Promise<Map<string, Condition[]>> {
  const rows = await query.query<
    RecordRow & {
      monitoring_order_id: string
      id: string
      kind: Condition['kind']
      crime_mapping: boolean
      zone_ids: string[] | null
      terms: object | null
    } & IntervalColumns
  >(
    `select monitoring_order_id, id, kind, starts_at, ends_at, crime_mapping, zone_ids, terms
     from order_conditions order by monitoring_order_id, ordinal`,
  )
  const conditions = new Map<string, Condition[]>()
  for (const row of rows) {
    const condition: Condition = {
      id: row.id,
      kind: row.kind,
      ...interval(row),
      crimeMapping: row.crime_mapping,
      ...(row.zone_ids && { zoneIds: row.zone_ids }),
      ...conditionTerms(row.kind, row.terms),
    }
    const list = conditions.get(row.monitoring_order_id)
    if (list) list.push(condition)
    else conditions.set(row.monitoring_order_id, [condition])
  }
  return conditions
}

async function zones(query: RecordsQuery): Promise<Zone[]> {
  const rows = await query.query<
    RecordRow & {
      id: string
      kind: Zone['kind']
      geometry: object | null
      terms: object | null
    } & IntervalColumns
  >('select id, kind, geometry, starts_at, ends_at, terms from zones order by import_id, ordinal')
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    geometry: row.geometry ?? undefined,
    ...interval(row),
    ...zoneTerms(row.terms),
  }))
}

async function allocations(query: RecordsQuery): Promise<People['allocations'][number][]> {
  const rows = await query.query<
    RecordRow & { device_wearer_id: string; practitioner: string; team: string } & IntervalColumns
  >(
    `select device_wearer_id, practitioner, team, starts_at, ends_at from allocations
     order by import_id, ordinal, id`,
  )
  return rows.map((row) => ({
    deviceWearerId: row.device_wearer_id,
    practitioner: row.practitioner,
    team: row.team,
    ...interval(row),
  }))
}
