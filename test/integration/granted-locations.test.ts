import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operator } from '../../src/app/asker.ts'
import { supervisionIntervals } from '../../src/domain/lawful-intervals.ts'
import { distanceMetres, earthPoint } from '../../src/geo/ellipsoid.ts'
import { loadPeople } from '../../src/store/records/stored-people.ts'
import { grantedBy, insertRequest, type RequestColumns } from '../support/request-facts.ts'
import { built, type Client, ServedSurfaces } from '../support/served-surfaces.ts'

const DAYS = { from: '2026-01-06T00:00:00Z', to: '2026-01-08T00:00:00Z' }
const typed = { from: '2026-01-06', fromTime: '00:00', to: '2026-01-08', toTime: '00:00' }
const query = `?${new URLSearchParams(typed)}`

let served: ServedSurfaces
let police: Client
let wearer: string
let device: string
let place: { latitude: number; longitude: number }
/** The town's positions of these days under a trail condition, each once. */
let rows: { whose: string; device: string; at: string; latitude: number; longitude: number }[]

beforeAll(async () => {
  served = await ServedSurfaces.open({ prepare: importOneWithSpeed })
  police = served.client('police-analyst')
  const { records } = served.folder
  const [crime] = await records.query<{ latitude: number; longitude: number }>(
    'select latitude, longitude from crime_versions order by id limit 1',
  )
  place = { latitude: crime?.latitude ?? 0, longitude: crime?.longitude ?? 0 }
  const lawful = supervisionIntervals(await loadPeople(records))
  const all = ['positions.csv', 'more.csv'].flatMap((name) =>
    readFileSync(join(served.data, 'town', name), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
      .flatMap(([device = '', at = '', latitude, longitude]) => {
        const instant = Date.parse(at)
        const worn = lawful.ofDevice(device).find(({ from, to }) => from <= instant && instant < to)
        return worn && at >= DAYS.from && at < DAYS.to
          ? [
              {
                whose: worn.deviceWearerId,
                device,
                at,
                latitude: Number(latitude),
                longitude: Number(longitude),
              },
            ]
          : []
      }),
  )
  // Feeds repeat themselves.
  rows = [...new Map(all.map((row) => [JSON.stringify(row), row])).values()]
})
afterAll(() => served?.stop())

/** Somebody's position of which the feed gave speed and heading, near nobody. */
async function importOneWithSpeed(folder: ServedSurfaces['folder'], data: string): Promise<void> {
  const [worn] = await folder.records.query<{ device_wearer_id: string; device_id: string }>(
    `select device_wearer_id, device_id from device_activations
     join monitoring_orders using (device_wearer_id)
     join order_conditions on monitoring_order_id = monitoring_orders.id and kind = 'trail'
     where greatest(device_activations.starts_at, monitoring_orders.starts_at, order_conditions.starts_at)
         < '2026-01-06'
       and least(device_activations.ends_at, monitoring_orders.ends_at, order_conditions.ends_at)
         is not distinct from null
     order by 1 limit 1`,
  )
  wearer = worn?.device_wearer_id ?? ''
  device = worn?.device_id ?? ''
  const file = join(data, 'town', 'more.csv')
  const header =
    'device_id,captured_at,latitude,longitude,accuracy_metres,mechanism,speed_kmh,heading_degrees,hdop,satellites,recorded_at,uploaded_at'
  const said = '31.5,270,1.2,8,2026-01-06T10:00:01Z,2026-01-06T11:00:00Z'
  writeFileSync(file, `${header}\n${device},2026-01-06T10:00:00.500Z,53.9,-4.3,9,GPS,${said}\n`)
  const { importPositions } =
    await built<typeof import('../../src/app/import-positions.ts')>('app/import-positions.js')
  await importPositions(folder, { actor: operator(), purpose: 'tests' }, [file], {
    latest: Date.now(),
    batchRows: 1000,
    again: false,
    onDurable: () => undefined,
  })
}

async function granted(columns: RequestColumns = {}): Promise<number> {
  const approver = served.client('data-request-approver').accountId
  const { records } = served.folder
  const id = await insertRequest(records, police.accountId, {
    ...grantedBy(approver),
    starts_at: DAYS.from,
    ends_at: DAYS.to,
    granted_from: DAYS.from,
    granted_to: DAYS.to,
    ...columns,
  })
  if (columns['about'] !== 'place') {
    await records.query('insert into data_request_wearers values ($1, $2)', [id, wearer])
  }
  return id
}

const placeOf = (radius: number) => ({
  about: 'place',
  persons: '{}',
  ...place,
  radius_metres: radius,
  granted_radius_metres: radius,
})

async function exported(id: number, period: Record<string, string> = typed): Promise<string[][]> {
  const form = { ...period, format: 'csv', purpose: 'For the file of the case' }
  const { status, text } = await served.ask(police, 'POST', `/requests/${id}/locations/export`, {
    form,
  })
  expect(status).toBe(200)
  const [, ...lines] = text.trimEnd().split('\n')
  return lines.map((line) => line.split(','))
}

describe('what a grant lets police look at', () => {
  it('is every position of the person in 48 hours, however many, and nothing outside', async () => {
    const lines = await exported(await granted())
    const own = rows.filter((row) => row.whose === wearer)
    expect(own.length).toBeGreaterThan(1000)
    expect(lines.map((line) => line[3])).toEqual(own.map(({ at }) => at).sort())
    const speeds = lines.filter((line) => line[3] === '2026-01-06T10:00:00.500Z')
    expect(speeds.map((line) => line.slice(3))).toEqual([
      [
        ...['2026-01-06T10:00:00.500Z', '53.9000000', '-4.3000000', '9', 'GPS', '31.5', '270'],
        ...['1.2', '8', '2026-01-06T10:00:01Z', '2026-01-06T11:00:00Z'],
      ],
    ])
  })

  it('ends at the instant it was granted to, whatever is typed', async () => {
    const id = await granted({ granted_to: '2026-01-06T06:00:00Z' })
    const times = (await exported(id)).map((line) => line[3] ?? '')
    expect(times.length).toBeGreaterThan(0)
    expect(times.every((at) => at < '2026-01-06T06:00:00Z')).toBe(true)
    const outside = await served.ask(
      police,
      'GET',
      `/requests/${id}/locations?${new URLSearchParams({ ...typed, from: '2026-01-07' })}`,
    )
    expect(outside.status).toBe(422)
    expect(served.mentioned(outside.text)).toEqual([])
  })

  it('at a place is whoever was in the circle, and only their positions in it', async () => {
    const id = await granted(placeOf(300))
    const centre = earthPoint(place.latitude, place.longitude)
    const near = rows.filter(
      (row) => distanceMetres(centre, earthPoint(row.latitude, row.longitude)) <= 300,
    )
    const lines = await exported(id)
    const keys = (of: readonly (string | undefined)[][]) => of.map((each) => each.join()).sort()
    expect(near.length).toBeGreaterThan(0)
    expect(keys(lines.map((line) => [line[2], line[3]]))).toEqual(
      keys(near.map((row) => [row.device, row.at])),
    )
    const page = await served.ask(police, 'GET', `/requests/${id}/locations${query}`)
    expect(served.mentioned(page.text)).toEqual([...new Set(lines.map((line) => line[1]))].sort())
  })

  it('at a place leaves out whoever a restriction keeps from them', async () => {
    const id = await granted(placeOf(300))
    const before = new Set((await exported(id)).map((line) => line[1]))
    const [kept = ''] = before
    await served.folder.records.query(
      `insert into wearer_restrictions (device_wearer_id, ordinal, kind, usernames, message, import_id)
       select $1, 9, 'excluded', '{police.demo}', 'You know them', min(id) from imports`,
      [kept],
    )
    const after = new Set((await exported(id)).map((line) => line[1]))
    await served.folder.records.query('delete from wearer_restrictions where ordinal = 9')
    before.delete(kept)
    expect(after).toEqual(before)
  })

  it('is nothing once the grant is over, for another person, or for anybody else', async () => {
    const over = await granted({ grant_ends_at: '2026-01-09T00:00:00Z' })
    const mine = await granted()
    const colleague = await granted()
    await served.folder.records.query(
      `update data_requests set requested_by = (select id from accounts where username = 'caseworker.demo')
       where id = $1`,
      [colleague],
    )
    const other = served.wearers.find(({ id }) => id !== wearer)?.id
    for (const path of [
      `/requests/${over}/locations`,
      `/requests/${colleague}/locations`,
      `/requests/${mine}/locations?who=${other}`,
    ]) {
      const { given, events } = await served.heard(() => served.ask(police, 'GET', path))
      expect({ path, status: given.status }).toEqual({ path, status: 404 })
      expect(events.map(({ outcome }) => outcome)).toEqual(['refused'])
    }
    const approver = served.client('data-request-approver')
    expect((await served.ask(approver, 'GET', `/requests/${mine}/locations`)).status).toBe(403)
  })

  it('is told to the audit with whose, when, how many, why and in which format', async () => {
    const id = await granted()
    await exported(id)
    const [row] = await served.folder.records.query<{ entry: string }>(
      'select entry from audit_events order by id desc limit 1',
    )
    expect(JSON.parse(row?.entry ?? '')).toMatchObject({
      action: 'disclose',
      what: 'granted locations',
      subjects: [wearer],
      interval: { from: '2026-01-06T00:00:00.000Z', to: '2026-01-08T00:00:00.000Z' },
      purpose: 'For the file of the case',
      details: { request: id, format: 'csv' },
    })
  })
})
