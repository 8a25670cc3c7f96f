import type { MonitoringOrder, People } from '../../domain/people.ts'
import { pages } from './pages.ts'
import { instantText, jsonRows } from './record-values.ts'
import type { RecordsQuery } from './records.ts'
import { saveRestrictions } from './restriction-records.ts'
import { termsOfCondition, termsOfZone } from './stored-terms.ts'

/**
 * Makes what a file of people says the current state: whoever and whatever it names is replaced (an
 * order with its conditions, a wearer's activations, orders and allocations as a whole: what the file
 * does not repeat of a wearer it names is withdrawn; restrictions as {@link saveRestrictions} says),
 * everything else stays.
 */
export async function savePeople(
  transaction: RecordsQuery,
  importId: number,
  people: People,
): Promise<void> {
  const send = sending(transaction)
  await send(
    `insert into device_wearers (import_id, id, ordinal, names, date_of_birth, crn, nomis, pnc,
       further_identifiers, facts)
     select $2::bigint, sent.* from json_to_recordset($1::json) as sent (
       id text, ordinal integer, names text[], date_of_birth text, crn text, nomis text, pnc text,
       further_identifiers jsonb, facts jsonb)
     on conflict (id) do update set
       import_id = excluded.import_id, ordinal = excluded.ordinal, names = excluded.names,
       date_of_birth = excluded.date_of_birth, crn = excluded.crn, nomis = excluded.nomis,
       pnc = excluded.pnc, further_identifiers = excluded.further_identifiers,
       facts = excluded.facts`,
    people.deviceWearers.map(({ id, names, dateOfBirth, identifiers = {}, facts }, ordinal) => {
      const { crn, nomis, pnc, ...further } = identifiers
      return {
        id,
        ordinal,
        names,
        date_of_birth: dateOfBirth,
        crn,
        nomis,
        pnc,
        further_identifiers: anyOf(further),
        facts,
      }
    }),
    importId,
  )
  await send(
    `insert into devices (import_id, id, ordinal, model, serial_number)
     select $2::bigint, sent.* from json_to_recordset($1::json) as sent (
       id text, ordinal integer, model text, serial_number text)
     on conflict (id) do update set
       import_id = excluded.import_id, ordinal = excluded.ordinal, model = excluded.model,
       serial_number = excluded.serial_number`,
    people.devices.map(({ id, model, serialNumber }, ordinal) => ({
      id,
      ordinal,
      model,
      serial_number: serialNumber,
    })),
    importId,
  )
  await send(
    `insert into device_activations
       (import_id, id, ordinal, device_id, device_wearer_id, starts_at, ends_at, start_reason,
        end_reason)
     select $2::bigint, sent.* from json_to_recordset($1::json) as sent (
       id text, ordinal integer, device_id text, device_wearer_id text,
       starts_at timestamptz, ends_at timestamptz, start_reason text, end_reason text)
     on conflict (id) do update set
       import_id = excluded.import_id, ordinal = excluded.ordinal, device_id = excluded.device_id,
       device_wearer_id = excluded.device_wearer_id, starts_at = excluded.starts_at,
       ends_at = excluded.ends_at, start_reason = excluded.start_reason,
       end_reason = excluded.end_reason`,
    people.deviceActivations.map((activation, ordinal) => ({
      id: activation.id,
      ordinal,
      device_id: activation.deviceId,
      device_wearer_id: activation.deviceWearerId,
      ...interval(activation),
      start_reason: activation.startReason,
      end_reason: activation.endReason,
    })),
    importId,
  )
  await saveOrders(send, importId, people)
  await send(
    `insert into zones (import_id, id, ordinal, kind, geometry, starts_at, ends_at, terms)
     select $2::bigint, sent.* from json_to_recordset($1::json) as sent (
       id text, ordinal integer, kind text, geometry jsonb, starts_at timestamptz,
       ends_at timestamptz, terms jsonb)
     on conflict (id) do update set
       import_id = excluded.import_id, ordinal = excluded.ordinal, kind = excluded.kind,
       geometry = excluded.geometry, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
       terms = excluded.terms`,
    people.zones.map((zone, ordinal) => ({
      id: zone.id,
      ordinal,
      kind: zone.kind,
      geometry: zone.geometry,
      ...interval(zone),
      terms: termsOfZone(zone),
    })),
    importId,
  )
  await saveAllocations(send, importId, people)
  await saveRestrictions(transaction, importId, people)
  await dropWithdrawn(transaction, people)
}

/** What the file no longer says of a wearer it names was withdrawn: to keep it would be unlawful. */
async function dropWithdrawn(transaction: RecordsQuery, people: People): Promise<void> {
  const named = people.deviceWearers.map(({ id }) => id)
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)
  await transaction.query(
    `delete from device_activations
     where device_wearer_id = any($1::text[]) and id <> all($2::text[])`,
    [named, ids(people.deviceActivations)],
  )
  await transaction.query(
    `delete from order_conditions using monitoring_orders
     where monitoring_orders.id = order_conditions.monitoring_order_id
       and monitoring_orders.device_wearer_id = any($1::text[]) and monitoring_orders.id <> all($2::text[])`,
    [named, ids(people.monitoringOrders)],
  )
  await transaction.query(
    `delete from monitoring_orders
     where device_wearer_id = any($1::text[]) and id <> all($2::text[])`,
    [named, ids(people.monitoringOrders)],
  )
}

/** Sends rows as $1 of a statement, page by page; what else it needs follows. */
type Send = (sql: string, rows: readonly object[], ...more: readonly unknown[]) => Promise<void>

function sending(transaction: RecordsQuery): Send {
  return async (sql, rows, ...more) => {
    for (const page of pages(rows)) await transaction.query(sql, [jsonRows(page), ...more])
  }
}

async function saveOrders(send: Send, importId: number, people: People): Promise<void> {
  await send(
    `insert into monitoring_orders
       (import_id, id, ordinal, device_wearer_id, order_type, starts_at, ends_at, facts)
     select $2::bigint, sent.* from json_to_recordset($1::json) as sent (
       id text, ordinal integer, device_wearer_id text, order_type text,
       starts_at timestamptz, ends_at timestamptz, facts jsonb)
     on conflict (id) do update set
       import_id = excluded.import_id, ordinal = excluded.ordinal,
       device_wearer_id = excluded.device_wearer_id, order_type = excluded.order_type,
       starts_at = excluded.starts_at, ends_at = excluded.ends_at, facts = excluded.facts`,
    people.monitoringOrders.map((order, ordinal) => ({
      id: order.id,
      ordinal,
      device_wearer_id: order.deviceWearerId,
      order_type: order.orderType,
      ...interval(order),
      facts: order.facts,
    })),
    importId,
  )
  await saveConditions(send, people.monitoringOrders)
}

/** Gives orders that are there their conditions anew. */
export function replaceConditions(
  transaction: RecordsQuery,
  orders: readonly MonitoringOrder[],
): Promise<void> {
  return saveConditions(sending(transaction), orders)
}

async function saveConditions(send: Send, orders: readonly MonitoringOrder[]): Promise<void> {
  await send(
    `delete from order_conditions where monitoring_order_id in (
       select id from json_to_recordset($1::json) as sent (id text))`,
    orders.map(({ id }) => ({ id })),
  )
  await send(
    `insert into order_conditions
       (monitoring_order_id, ordinal, id, kind, starts_at, ends_at, crime_mapping, zone_ids, terms)
     select sent.* from json_to_recordset($1::json) as sent (
       monitoring_order_id text, ordinal integer, id text, kind text, starts_at timestamptz,
       ends_at timestamptz, crime_mapping boolean, zone_ids text[], terms jsonb)`,
    orders.flatMap((order) =>
      order.conditions.map((condition, ordinal) => ({
        monitoring_order_id: order.id,
        ordinal,
        id: condition.id,
        kind: condition.kind,
        ...interval(condition),
        crime_mapping: condition.crimeMapping,
        zone_ids: condition.zoneIds,
        terms: termsOfCondition(condition),
      })),
    ),
  )
}

/** What a file says of a wearer's allocations replaces all of them, also those made by hand. */
async function saveAllocations(send: Send, importId: number, people: People): Promise<void> {
  await send(
    `insert into teams (name, created_at)
     select distinct team, clock_timestamp() from json_to_recordset($1::json) as sent (team text)
     where team <> '' on conflict do nothing`,
    people.allocations.map(({ team }) => ({ team })),
  )
  await send(
    `delete from allocations where import_id is distinct from $2::bigint and device_wearer_id in (
       select device_wearer_id from json_to_recordset($1::json) as sent (device_wearer_id text))`,
    people.allocations.map(({ deviceWearerId }) => ({ device_wearer_id: deviceWearerId })),
    importId,
  )
  await send(
    `insert into allocations
       (import_id, ordinal, device_wearer_id, practitioner, team, starts_at, ends_at)
     select $2::bigint, sent.* from json_to_recordset($1::json) as sent (
       ordinal integer, device_wearer_id text, practitioner text, team text,
       starts_at timestamptz, ends_at timestamptz)`,
    people.allocations.map((allocation, ordinal) => ({
      ordinal,
      device_wearer_id: allocation.deviceWearerId,
      practitioner: allocation.practitioner,
      team: allocation.team,
      ...interval(allocation),
    })),
    importId,
  )
}

function interval({ from, to }: { from: number; to: number }) {
  return { starts_at: instantText(from), ends_at: instantText(to) }
}

/** An object with anything in it; nothing where all of it is missing. */
function anyOf<T extends object>(value: T): T | undefined {
  return Object.values(value).some((each) => each !== undefined) ? value : undefined
}
