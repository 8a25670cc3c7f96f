import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDemoAccounts } from '../../src/app/accounts/demo-accounts.ts'
import { operator } from '../../src/app/asker.ts'
import { importPeople } from '../../src/app/import-people.ts'
import { importPositions } from '../../src/app/import-positions.ts'
import { madeFromTown } from '../../src/app/made-from-town.ts'
import { refusedWithoutDevice } from '../../src/store/records/freshness-records.ts'
import { DevicesPlace } from '../support/devices-place.ts'

const POSITIONS = {
  holds: 'positions',
  delimiter: ';',
  device: 'tag',
  time: { column: 'fix', format: 'dd/MM/yyyy HH:mm:ss', zone: 'Europe/London' },
  latitude: 'lat',
  longitude: 'lon',
  accuracy: 'err',
  mechanism: 'src',
  mechanisms: { 1: 'GPS' },
}
const EVENTS = {
  holds: 'events',
  device: 'tag',
  time: { column: 'at', format: 'iso' },
  code: 'event',
  codes: { 17: 'EV_PID_STRAP_TAMPER_START' },
}
const HEADER = 'tag;fix;lat;lon;err;src\n'

describe("a vendor's folder", () => {
  let place: DevicesPlace
  const drop = mkdtempSync(join(tmpdir(), 'whereabouts-drop-'))
  const inFolder = (...names: string[]) => join(drop, ...names)
  const put = (feed: string, name: string, content: string) =>
    writeFileSync(inFolder(feed, name), content)

  beforeAll(async () => {
    place = await DevicesPlace.make()
    for (const feed of ['positions', 'events']) mkdirSync(inFolder(feed))
    writeFileSync(inFolder('positions.json'), JSON.stringify(POSITIONS))
    writeFileSync(inFolder('events.json'), JSON.stringify(EVENTS))
    const feeds = ['positions', 'events'].map((name) => ({
      name: `vendor-${name}`,
      folder: name,
      mapping: `${name}.json`,
    }))
    writeFileSync(inFolder('feeds.json'), JSON.stringify(feeds))
    await place.start({ feeds: inFolder('feeds.json') })
  })
  afterAll(() => place?.remove())

  async function putAway(feed: string, where: 'done' | 'failed', name: string): Promise<void> {
    const names = () => readdirSync(inFolder(feed, where))
    while (!names().includes(name)) await place.nextLook()
  }
  const query = (statement: string) => place.folder.records.query(statement)

  it('is emptied into the archive, and what was refused lies beside its file', async () => {
    put(
      'positions',
      'monday.csv',
      `${HEADER}T1;05/01/2026 09:00:00;53.8;-4.4;10;1\nT1;05/01/2026 09:01:00;53.9;-4.4;10;1\nT2;nonsense;53.8;-4.4;10;1\n`,
    )
    await putAway('positions', 'done', 'monday.csv.row-issues.csv')
    const issues = readFileSync(inFolder('positions/done/monday.csv.row-issues.csv'), 'utf8')
    expect(issues.split('\n')[1]).toContain('monday.csv,4,fix,INVALID_INSTANT,nonsense')
    expect(await query('select file_name, outcome, accepted, refused from imports')).toEqual([
      { file_name: 'monday.csv', outcome: 'done', accepted: 2n, refused: 1n },
    ])
    expect(
      await query('select device_id, feed, newest_captured_at::text from device_status'),
    ).toMatchObject([{ device_id: 'T1', feed: 'vendor-positions' }])
    const day = { from: Date.UTC(2026, 0, 5), to: Date.UTC(2026, 0, 6) }
    expect(await place.folder.archive.count([], day)).toMatchObject({ all: 2 })
  })

  it('counts once what comes again', async () => {
    put(
      'positions',
      'again.csv',
      `${HEADER}T1;05/01/2026 09:01:00;53.9;-4.4;10;1\nT1;05/01/2026 09:02:00;53.9;-4.4;10;1\n`,
    )
    await putAway('positions', 'done', 'again.csv')
    const day = { from: Date.UTC(2026, 0, 5), to: Date.UTC(2026, 0, 6) }
    expect(await place.folder.archive.count([], day)).toMatchObject({ all: 3 })
  })

  it('puts aside a file of no use, and says why', async () => {
    put('positions', 'wrong.csv', 'a,b\n1,2\n')
    await putAway('positions', 'failed', 'wrong.csv')
    expect(await place.refusals()).toContainEqual({
      device: null,
      reason: expect.stringContaining('Cannot read wrong.csv: it lacks tag, fix, lat'),
    })
    writeFileSync(inFolder('positions', 'noise.csv'), Buffer.from([0x89, 0xff, 0, 0xfe, 7]))
    put('events', 'empty.csv', '')
    put('events', 'useless.csv', 'tag,at,event\n,,\n')
    const line = 'Cannot use a file of feed vendor-*: it is in failed/, with the reason beside it'
    const told = () =>
      place.told
        .map((each) => each.replace(/vendor-\w+/, 'vendor-*'))
        .filter((each) => each === line)
    await place.until(() => told().length === 4)
    for (const [feed, name, why] of [
      ['positions', 'wrong.csv', 'Cannot read wrong.csv: it lacks tag'],
      ['positions', 'noise.csv', 'it is not UTF-8'],
      ['events', 'empty.csv', 'Cannot read empty.csv: it is empty'],
      ['events', 'useless.csv', 'it holds no valid event'],
    ] as const) {
      const issues = readFileSync(inFolder(feed, 'failed', `${name}.row-issues.csv`), 'utf8')
      const [, first] = issues.split('\n')
      expect(first).toContain(`${name},,,MALFORMED_CSV,,`)
      expect(first).toContain(why)
    }
    await place.log?.flush()
    const without = await refusedWithoutDevice(place.folder.records)
    expect(without.map(({ feed, reason }) => `${feed} ${reason}`)).toContainEqual(
      expect.stringContaining('vendor-events Cannot read empty.csv'),
    )
  })

  it('ends no demonstration, and neither does a file of which nothing was read; a file by hand does', async () => {
    const town = join(drop, 'town')
    mkdirSync(town)
    writeFileSync(join(town, 'town.json'), '{}')
    const { records } = place.folder
    const asker = { actor: operator() }
    expect((await records.query('select id from imports')).length).toBeGreaterThan(1)
    const broken = join(drop, 'people.json')
    writeFileSync(broken, '{')
    await importPeople(place.folder, asker, [broken])
    expect(await madeFromTown(place.folder, town)).toBe(true)
    const byHand = join(drop, 'mine.csv')
    writeFileSync(
      byHand,
      'device_id,captured_at,latitude,longitude,accuracy_metres,mechanism\nT9,2026-01-05T09:00:00Z,53.8,-4.4,,\n',
    )
    const options = { latest: Date.now(), batchRows: 10, again: false, onDurable: () => undefined }
    await importPositions(place.folder, asker, [byHand], options)
    expect(await madeFromTown(place.folder, town)).toBe(false)
    await expect(createDemoAccounts(place.work(), town)).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
      message: expect.stringMatching(/npm start -- --fresh.+serve --data/),
    })
  })

  it("gives a vendor's events to whoever listens", async () => {
    put(
      'events',
      'tuesday.csv',
      'tag,at,event\nT1,2026-01-06T09:00:00Z,17\nT2,2026-01-06T09:00:00Z,99\nT2,,99\n',
    )
    await putAway('events', 'done', 'tuesday.csv.row-issues.csv')
    expect(place.heard.flatMap(({ events }) => events)).toMatchObject([
      { deviceId: 'T1', code: 'EV_PID_STRAP_TAMPER_START' },
      { deviceId: 'T2', code: '99' },
    ])
    await place.log?.flush()
    expect(await query('select code, feed from device_events order by device_id')).toEqual([
      { code: 'EV_PID_STRAP_TAMPER_START', feed: 'vendor-events' },
      { code: '99', feed: 'vendor-events' },
    ])
  })

  it('tells that a mapping has a fault before anything is taken', async () => {
    await place.stop()
    writeFileSync(inFolder('positions.json'), JSON.stringify({ ...POSITIONS, latitude: 0 }))
    await expect(place.start({ feeds: inFolder('feeds.json') })).rejects.toMatchObject({
      code: 'FEEDS_INVALID',
      message: expect.stringContaining('positions.json: latitude'),
    })
  })

  it('had no fault', () => expect(place.faults).toEqual([]))
})
