import type { Instant } from '../../domain/interval.ts'
import { orderChanges } from '../../domain/order-changes.ts'
import type { MonitoringOrder, People, Zone } from '../../domain/people.ts'
import {
  orderAsJson,
  orderFromJson,
  zoneAsJson,
  zoneFromJson,
} from '../../domain/people-as-json.ts'
import { sameValue } from '../../domain/same-value.ts'
import { type OrderChange, type WholeOrder, wholeOrder } from '../../domain/whole-order.ts'
import { pages } from './pages.ts'
import { instantFrom, instantText, jsonRows } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import type { VersionSource } from './version-source.ts'
import { keepZoneVersions } from './zone-version-records.ts'

/**
 * Keeps the next version of every order of some wearers that is not as its newest version has it: the order
 * with the zones it names. An order that is not there any more is kept as withdrawn. The next version of a zone too.
 *
 * @param people as the records have them now, in this transaction.
 * @param wearerIds whose orders may have changed: those of zones that changed too ({@link wearersOfZones}).
 */
export async function keepOrderVersions(
  transaction: RecordsQuery,
  people: People,
  wearerIds: Iterable<string>,
  source: VersionSource,
): Promise<void> {
  const wearers = new Set(wearerIds)
  const zones = new Map(people.zones.map((zone) => [zone.id, zone]))
  const orders = people.monitoringOrders.filter((order) => wearers.has(order.deviceWearerId))
  const newest = await newestOf(transaction, [...wearers], orders)
  const named = new Map<string, Zone>()
  const rows: object[] = []
  for (const order of orders) {
    const whole = wholeOrder(order, zones)
    for (const zone of whole.zones) named.set(zone.id, zone)
    const before = newest.get(order.id)
    if (before && !before.body.withdrawn && sameValue(before.body, bodyOf(whole))) continue
    rows.push(row(order.id, order.deviceWearerId, bodyOf(whole), before))
  }
  const there = new Set(people.monitoringOrders.map(({ id }) => id))
  for (const [id, before] of newest) {
    if (there.has(id) || before.body.withdrawn) continue
    rows.push(row(id, before.deviceWearerId, { ...before.body, withdrawn: true }, before))
  }
  for (const page of pages(rows, (each) => JSON.stringify(each).length)) {
    await transaction.query(
      `insert into order_versions (monitoring_order_id, version, device_wearer_id, body, variations,
         said_at, import_id, account_id)
       select sent.id, sent.version, sent.device_wearer_id, sent.body, sent.variations,
         $2::timestamptz, $3::bigint, $4::bigint
       from json_to_recordset($1::json) as sent (
         id text, version integer, device_wearer_id text, body jsonb, variations text[])`,
      [jsonRows(page), instantText(source.at), source.importId, source.accountId],
    )
  }
  await keepZoneVersions(transaction, [...named.values()], source)
}

/** The wearers who have an order that names any of some zones. */
export function wearersOfZones(people: People, zoneIds: ReadonlySet<string>): string[] {
  const zones = new Map(people.zones.map((zone) => [zone.id, zone]))
  return people.monitoringOrders
    .filter((order) => wholeOrder(order, zones).zones.some(({ id }) => zoneIds.has(id)))
    .map(({ deviceWearerId }) => deviceWearerId)
}

/** A version of an order as it is told. */
export interface OrderVersion {
  readonly orderId: string
  readonly version: number
  readonly whole: WholeOrder
  readonly withdrawn: boolean
  /** What it said was erased: its order has no conditions, and says no more than when it holds. */
  readonly erased: boolean
  /** What differs from the version before; empty of the first. */
  readonly changes: readonly OrderChange[]
  readonly saidAt: Instant
  /** The file it came in, or the account that made it. */
  readonly fileName: string | undefined
  readonly accountName: string | undefined
}

/** Every version of a wearer's orders, each order's oldest first. The asker may see the wearer: they asked for their file. */
export async function orderVersions(
  query: RecordsQuery,
  deviceWearerId: string,
): Promise<OrderVersion[]> {
  const rows = await query.query<
    RecordRow & {
      monitoring_order_id: string
      version: number
      body: object
      said_at: string
      file_name: string | null
      account: string | null
    }
  >(
    `select monitoring_order_id, version, body, said_at, imports.file_name, accounts.name as account
     from order_versions
     left join imports on imports.id = import_id
     left join accounts on accounts.id = account_id
     where order_versions.device_wearer_id = $1
     order by monitoring_order_id, version`,
    [deviceWearerId],
  )
  let before: OrderVersion | undefined
  return rows.map((row) => {
    const body = row.body as Body
    const of = before?.orderId === row.monitoring_order_id ? before : undefined
    const said = toldBy(body)
    before = {
      orderId: row.monitoring_order_id,
      version: row.version,
      ...said,
      changes: of ? changesBetween(of, said) : [],
      saidAt: instantFrom(row.said_at),
      fileName: row.file_name ?? undefined,
      accountName: row.account ?? undefined,
    }
    return before
  })
}

/** The order as people.json writes it, and with it the zones it names as they were then. */
type Body = ReturnType<typeof orderAsJson> & {
  readonly zones: readonly ReturnType<typeof zoneAsJson>[]
  readonly withdrawn?: boolean
  readonly erased?: boolean
}

function bodyOf({ order, zones }: WholeOrder): Body {
  return { ...orderAsJson(order), zones: zones.map(zoneAsJson) }
}

function wholeFrom({ zones, withdrawn: _withdrawn, erased: _erased, ...order }: Body): WholeOrder {
  return { order: orderFromJson(order), zones: zones.map(zoneFromJson) }
}

interface Newest {
  readonly version: number
  readonly deviceWearerId: string
  readonly body: Body
}

function row(id: string, deviceWearerId: string, body: Body, before: Newest | undefined): object {
  const changes = before ? changesBetween(toldBy(before.body), toldBy(body)) : []
  return {
    id,
    version: (before?.version ?? 0) + 1,
    device_wearer_id: deviceWearerId,
    body,
    variations: [...new Set(changes.map(({ variation }) => variation))],
  }
}

type Told = Pick<OrderVersion, 'whole' | 'withdrawn' | 'erased'>

function toldBy(body: Body): Told {
  return {
    whole: wholeFrom(body),
    withdrawn: body.withdrawn === true,
    erased: body.erased === true,
  }
}

function changesBetween(before: Told, after: Told): OrderChange[] {
  const variation = 'ORDER_WITHDRAWN'
  if (after.withdrawn) return [{ variation, text: 'The order is not in the newest file any more' }]
  // What is not known any more differs from nothing.
  if (before.erased || after.erased) return []
  const changes = orderChanges(before.whole, after.whole)
  return before.withdrawn ? [{ variation, text: 'The order is there again' }, ...changes] : changes
}

async function newestOf(
  query: RecordsQuery,
  deviceWearerIds: readonly string[],
  orders: readonly MonitoringOrder[],
): Promise<Map<string, Newest>> {
  const rows = await query.query<
    RecordRow & {
      monitoring_order_id: string
      version: number
      device_wearer_id: string
      body: object
    }
  >(
    `select distinct on (monitoring_order_id) monitoring_order_id, version, device_wearer_id, body
     from order_versions
     where monitoring_order_id = any($2::text[]) or monitoring_order_id in (
       select monitoring_order_id from order_versions where device_wearer_id = any($1::text[]))
     order by monitoring_order_id, version desc`,
    [deviceWearerIds, orders.map(({ id }) => id)],
  )
  return new Map(
    rows.map((row) => [
      row.monitoring_order_id,
      { version: row.version, deviceWearerId: row.device_wearer_id, body: row.body as Body },
    ]),
  )
}
