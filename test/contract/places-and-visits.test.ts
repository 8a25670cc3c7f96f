import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operator } from '../../src/app/asker.ts'
import type { DataFolder } from '../../src/app/data-folder.ts'
import { DaysInMemory } from '../../src/app/days-in-memory.ts'
import { eraseInterval } from '../../src/app/erase-interval.ts'
import { findPerson } from '../../src/app/find-person.ts'
import { importPlaces } from '../../src/app/import-places.ts'
import { endPlace, keepOwnPlace } from '../../src/app/places/own-place.ts'
import { placeOfMoment } from '../../src/app/places/place-of-moment.ts'
import { readTogether } from '../../src/app/places/read-together.ts'
import { readVisits } from '../../src/app/places/read-visits.ts'
import { readMovements } from '../../src/app/read-movements.ts'
import type { Account } from '../../src/domain/account.ts'
import { readPeople } from '../../src/ingest/people-json.ts'
import { defaultTogetherSettings } from '../../src/patterns/together.ts'
import { defaultVisitSettings } from '../../src/patterns/visits.ts'
import { namedLegs } from '../../src/portal/movements/named-legs.ts'
import { toldLegs } from '../../src/portal/movements/told-legs.ts'
import { insertAccount } from '../../src/store/records/account-records.ts'
import { ownPlacesOf, purgeOwnPlaces } from '../../src/store/records/own-places.ts'
import { savePeople } from '../../src/store/records/people-records.ts'
import { placeExtracts, placesByCategory } from '../../src/store/records/place-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { actorOf, workAt } from '../support/account-work.ts'
import { between, instant, stay } from '../support/monitored.ts'
import { type ArchivePlace, archiveTwins } from '../support/positions-twins.ts'
import { AT, AWKWARD, imported } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'
import { archiveReports, heardOf } from '../support/watched-wearers.ts'

const from = '2026-01-01T00:00:00Z'
/** Kilometres north of the first place. */
const PUB = 0
const CHAPEL = 1
const YARD = 2
const NOW = instant('2026-02-01T00:00')
const JANUARY = between('2026-01-01T00:00', '2026-02-01T00:00')
const EVERY = { leastMinutes: 10, leastCertainty: 0.2 }

const ids = ['W1', 'W2', 'W3', 'W4']
const people = readPeople(
  new TextEncoder().encode(
    JSON.stringify({
      deviceWearers: ids.map((id) => ({
        id,
        names: [`Name ${id}`],
        ...(id === 'W3' && {
          restrictions: [{ kind: 'excluded', usernames: ['anne'], message: 'They are related' }],
        }),
      })),
      devices: ids.map((id) => ({ id: `D${id}` })),
      deviceActivations: ids.map((id) => ({
        id: `A${id}`,
        deviceId: `D${id}`,
        deviceWearerId: id,
        from,
        to: null,
      })),
      monitoringOrders: ids.map((id) => ({
        id: `O${id}`,
        deviceWearerId: id,
        orderType: 'POST_RELEASE',
        from,
        to: null,
        conditions: [
          { id: `T${id}`, kind: 'trail', from, to: null, crimeMapping: false },
          {
            id: `N${id}`,
            kind: 'trail',
            from: '2026-01-10T00:00:00Z',
            to: null,
            crimeMapping: false,
            trail: { placeCategories: ['place-of-worship', 'something-new'] },
          },
        ],
      })),
      zones: [],
      allocations: ids.map((deviceWearerId) => ({
        deviceWearerId,
        practitioner: deviceWearerId === 'W4' ? 'Bob' : 'Anne',
        team: 'T',
        from: '2000-01-01T00:00:00Z',
        to: null,
      })),
    }),
  ),
)

const feature = (properties: object, kilometresNorth: number) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates: [-4.4, 53.8 + kilometresNorth / 111.3] },
})
const extract = (name: string) =>
  JSON.stringify({
    type: 'FeatureCollection',
    timestamp: '2026-01-02T00:00:00Z',
    features: [
      feature({ '@id': 'node/1', amenity: 'pub', name }, PUB),
      feature({ '@id': 'node/2', amenity: 'place_of_worship', name: 'Chapel' }, CHAPEL),
    ],
  })

describe.each(recordsTwins())('places and visits, with records on $name,', (twin) => {
  let records: Records
  let place: ArchivePlace
  let folder: DataFolder
  let anne: Account
  let officer: Account

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    const [chdb] = archiveTwins()
    if (!chdb) throw new Error('there is no engine')
    place = await chdb.place()
    const opened = await place.open({ now: () => NOW })
    await opened.migrate()
    const days = new DaysInMemory(opened, 2 ** 30)
    folder = { records, archive: days.archive, days }
    const importId = await imported(records, 'people')
    await records.transaction((transaction) => savePeople(transaction, importId, people))
    const named = { name: 'N', email: undefined }
    const role = 'probation-practitioner'
    anne = await insertAccount(
      records,
      { ...named, username: 'anne', role, practitioner: 'Anne' },
      AT,
    )
    officer = await insertAccount(
      records,
      { ...named, username: 'officer', role: 'monitoring-officer' },
      AT,
    )
    const trail = [
      ...stay(PUB, '2026-01-05T10:00', '2026-01-05T11:00'),
      ...stay(CHAPEL, '2026-01-05T12:00', '2026-01-05T13:00'),
      ...stay(CHAPEL, '2026-01-20T12:00', '2026-01-20T13:00'),
      ...stay(YARD, '2026-01-21T12:00', '2026-01-21T13:00'),
    ]
    for (const id of ids) {
      await archiveReports(folder, [heardOf(`D${id}`, id === 'W1' ? trail : trail.slice(0, 61))])
    }
  })
  afterAll(async () => {
    await folder?.archive.close()
    await place?.remove()
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it
  const viewer = (account: Account) => ({ accountId: account.id, at: NOW })
  const person = (account = anne, id = 'W1') => findPerson(records, viewer(account), id)
  const work = (account = anne, now = NOW) => workAt(records, now, actorOf(account))
  const bring = (text: string, dataOf?: string) => {
    const path = join(mkdtempSync(join(tmpdir(), 'places-')), 'places.geojson')
    writeFileSync(path, text)
    return importPlaces(folder, { actor: operator() }, [path], dataOf)
  }
  const visits = async () => {
    const read = await readVisits(folder, await person(), JANUARY, NOW, EVERY)
    return read.visits.map(
      ({ place: { category, name }, stay: { from: began } }) =>
        `${new Date(began).toISOString().slice(5, 16)} ${category} ${name}`,
    )
  }

  test('the newest map is in force, the one before is kept, and one that is brought again is not', async () => {
    expect(await visits()).toEqual([])
    expect(await bring(extract('The Anchor'))).toMatchObject([{ outcome: 'done', accepted: 2 }])
    expect(await bring(extract('The Anchor'))).toMatchObject([{ outcome: 'again' }])
    expect(await bring('{"type":"FeatureCollection","features":[]}')).toMatchObject([
      { outcome: 'failed', failure: { code: 'FILE_MALFORMED' } },
    ])
    await bring(extract(AWKWARD.replaceAll(/\s+/g, ' ').trim()), '2026-01-09')
    const [newest, before, ...others] = await placeExtracts(records, 10)
    expect(others).toEqual([])
    expect([newest?.dataOf, before?.dataOf]).toEqual(['2026-01-09', '2026-01-02'])
    expect(newest?.attribution).toBe('© OpenStreetMap contributors')
    expect(await placesByCategory(records, newest?.id ?? 0)).toEqual(
      new Map([
        ['pub', 1],
        ['place-of-worship', 1],
      ]),
    )
    const [first] = await visits()
    expect(first).toBe(`01-05T10:00 pub ${AWKWARD.replaceAll(/\s+/g, ' ').trim()}`)
  })

  test('a stay is called after the place it most likely was at, and by its coordinates where the map has none', async () => {
    await bring(extract('The Crown'))
    const subject = await person()
    const movements = await readMovements(folder.archive, subject, JANUARY, NOW)
    const told = toldLegs(movements.positions, subject, JANUARY)
    const { legs, extract: from } = await namedLegs(records, subject, told)
    const stays = legs.filter(({ leg }) => leg.kind === 'stay')
    expect(stays.map(({ where }) => where.replace(/, \d+ in 100/, ''))).toEqual([
      expect.stringMatching(
        /^Pub, bar or club “The Crown”\. (Sure|Fairly sure|Not sure) that it was there$/,
      ),
      // Of that day no condition names places of worship.
      expect.stringMatching(/^53\.\d+, -4\.4/),
      expect.stringMatching(/^Place of worship “Chapel”\. /),
      expect.stringMatching(/^53\.\d+, -4\.4/),
    ])
    expect(stays[0]?.title).toBe('Pub, bar or club “The Crown”')
    expect(stays[1]?.title).toMatch(/^Stay \d+$/)
    expect(from?.attribution).toBe('© OpenStreetMap contributors')
  })

  test('a place of worship is looked at only while a trail condition names such places', async () => {
    await bring(extract('The Crown'))
    expect(await visits()).toEqual([
      '01-05T10:00 pub The Crown',
      '01-20T12:00 place-of-worship Chapel',
    ])
    const { categories } = await readVisits(
      folder,
      await person(),
      between('2026-01-05T00:00', '2026-01-06T00:00'),
      NOW,
      defaultVisitSettings,
    )
    expect(categories).toContain('pub')
    expect(categories).not.toContain('place-of-worship')
  })

  test('an own place is of one person, takes effect at once and for the past, and ends', async () => {
    const of = { accountId: anne.id, deviceWearerId: 'W1' }
    const moment = await placeOfMoment(folder, await person(), instant('2026-01-21T12:30'), NOW)
    if (!moment) throw new Error('There is no position')
    const typed = {
      name: 'The yard',
      latitude: moment.latitude,
      longitude: moment.longitude,
      radius: '50',
      why: 'A friend works there',
      positionAt: moment.capturedAt,
    }
    for (const [wrong, field] of [
      [{ name: '' }, 'name'],
      [{ radius: '' }, 'radius'],
      [{ radius: '5000' }, 'radius'],
      [{ why: '' }, 'why'],
    ] as const) {
      await expect(keepOwnPlace(work(), of, { ...typed, ...wrong })).rejects.toMatchObject({
        code: 'INPUT_INVALID',
        field,
      })
    }
    await keepOwnPlace(work(), of, typed)
    expect(await visits()).toContain('01-21T12:00 own The yard')
    const others = await readVisits(folder, await person(anne, 'W2'), JANUARY, NOW, EVERY)
    expect(others.visits.map(({ place: { category } }) => category)).toEqual(['pub'])
    for (const [account, id, code] of [
      [anne, 'W3', 'RESTRICTED'],
      [anne, 'W4', 'NOT_FOUND'],
    ] as const) {
      const whose = { accountId: account.id, deviceWearerId: id }
      await expect(keepOwnPlace(work(), whose, typed)).rejects.toMatchObject({ code })
      const ended = { placeId: 1, why: 'It is gone' }
      await expect(endPlace(work(), whose, ended)).rejects.toMatchObject({ code })
    }
    const [own] = await ownPlacesOf(records, 'W1')
    const ended = { placeId: own?.id, why: 'It is gone' }
    await endPlace(work(), of, ended)
    await expect(endPlace(work(), of, ended)).rejects.toMatchObject({ code: 'ALREADY_DECIDED' })
    expect(await visits()).not.toContain('01-21T12:00 own The yard')
    expect((await ownPlacesOf(records, 'W1'))[0]?.ended).toMatchObject({ why: 'It is gone' })
  })

  test('who was near somebody is told of those whom the account may see, and of nobody else', async () => {
    const day = between('2026-01-05T00:00', '2026-01-06T00:00')
    const near = async (account: Account) => {
      const read = await readTogether(
        folder,
        viewer(account),
        await person(account),
        day,
        defaultTogetherSettings,
      )
      return [read.lookedAt, read.companions.map(({ id, meetings }) => [id, meetings.length])]
    }
    expect(await near(anne)).toEqual([1, [['W2', 1]]])
    expect(await near(officer)).toEqual([
      3,
      [
        ['W2', 1],
        ['W3', 1],
        ['W4', 1],
      ],
    ])
  })

  test('a place goes with the position it is of, and one that was typed with what is erased of its time', async () => {
    await records.query('truncate own_places')
    const of = { accountId: anne.id, deviceWearerId: 'W1' }
    const where = { latitude: 53.8, longitude: -4.4, radius: '50', why: 'To be erased' }
    const moment = instant('2026-01-21T12:30')
    await keepOwnPlace(work(), of, { ...where, name: 'Of a moment', positionAt: moment })
    await keepOwnPlace(work(), of, { ...where, name: 'Typed', positionAt: undefined })
    const names = async () => (await ownPlacesOf(records, 'W1')).map(({ name }) => name)
    await purgeOwnPlaces(records, moment, [])
    expect(await names()).toEqual(['Typed', 'Of a moment'])
    await purgeOwnPlaces(records, moment + 1, ['W1'])
    expect(await names()).toEqual(['Typed', 'Of a moment'])
    const within = between('2026-01-21T00:00', '2026-01-22T00:00')
    await eraseInterval(folder, { actor: operator(), purpose: 'a request' }, 'W1', within)
    expect(await names()).toEqual(['Typed'])
    const typed = between('2026-02-01T00:00', '2026-02-02T00:00')
    await eraseInterval(folder, { actor: operator(), purpose: 'a request' }, 'W1', typed)
    expect(await names()).toEqual([])
  })
})
