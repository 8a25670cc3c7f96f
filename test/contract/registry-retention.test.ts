import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readPeople } from '../../src/ingest/people-json.ts'
import { insertAccount } from '../../src/store/records/account-records.ts'
import { insertDeviceCredential } from '../../src/store/records/device-credential-records.ts'
import { insertFollowing } from '../../src/store/records/following-records.ts'
import { keepOrderVersions } from '../../src/store/records/order-version-records.ts'
import { savePeople } from '../../src/store/records/people-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import {
  deletePeople,
  goesWithPerson,
  keepsPerson,
  peopleOver,
} from '../../src/store/records/registry-retention.ts'
import { countOldRequests, deleteOldRequests } from '../../src/store/records/request-retention.ts'
import { loadPeople } from '../../src/store/records/stored-people.ts'
import { fullPeople, peopleFile } from '../support/full-people.ts'
import { AT, HASH, imported } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'
import { grantedBy, insertRequest } from '../support/request-facts.ts'

const DAY = 86_400_000
const text = (at: number) => new Date(at).toISOString()

describe.each(recordsTwins())(
  'what was asked for, and who is monitored no longer, on $name',
  (twin) => {
    let records: Records
    let analyst = 0
    let approver = 0

    beforeAll(async () => {
      if (twin.missing) return
      await twin.start()
      records = await (await twin.freshPlace())()
      const police = {
        username: 'analyst',
        name: 'A',
        role: 'police-analyst',
        policeForce: 'Cheshire',
      }
      analyst = (await insertAccount(records, police as never, AT)).id
      const other = { username: 'approver', name: 'B', role: 'data-request-approver' } as const
      approver = (await insertAccount(records, other, AT)).id
    })
    beforeEach(async () => {
      await records?.query(
        'truncate imports, order_versions, zone_versions, data_requests, followings, location_tasks, device_credentials cascade',
      )
    })
    afterAll(async () => {
      await records?.close()
      await twin.stop()
    })

    const test = twin.missing ? it.skip : it
    const found = async (statement: string) =>
      (await records.query<{ id: string | bigint }>(statement)).map(({ id }) => String(id))
    /** What goes, which is what was counted, and nothing is left of it. */
    const purged = async (before: number, held: readonly string[] = []) => {
      const due = await countOldRequests(records, before, held)
      const gone = await records.transaction((query) => deleteOldRequests(query, before, held))
      expect([gone, await countOldRequests(records, before, held)]).toEqual([due, 0])
      return gone
    }

    test('requests go once decided, and what was granted is over: never what waits, nor of who is held', async () => {
      const ended = { grant_ends_at: text(AT), decided_at: text(AT - DAY) }
      const over = await insertRequest(records, analyst, { ...grantedBy(approver), ...ended })
      const named = await insertRequest(records, analyst, { ...grantedBy(approver), ...ended })
      const waits = await insertRequest(records, analyst)
      const lasts = await insertRequest(records, analyst, grantedBy(approver))
      await insertRequest(records, analyst, { state: 'draft', made_at: text(AT) })
      for (const id of [over, named]) {
        await records.query('insert into data_request_wearers values ($1, $2)', [
          id,
          id === named ? 'W1' : 'W2',
        ])
      }
      await records.query(
        `insert into data_request_steps (request_id, at, account_id, act) values ($1, $2, $3, 'granted')`,
        [over, text(AT), approver],
      )
      const [sample] = await records.query<{ id: bigint }>(
        `insert into data_request_samples (drawn_by, drawn_at, starts_at, ends_at, share)
       values ($1, $2, $2, $2, 1) returning id`,
        [approver, text(AT)],
      )
      await records.query(
        'insert into data_request_sampled (sample_id, request_id) values ($1, $2)',
        [sample?.id, over],
      )
      const requests = 'select id from data_requests order by id'
      // Somebody still has to look through it.
      expect(await purged(AT + DAY, ['W1'])).toBe(1)
      expect(await found(requests)).toEqual([over, named, waits, lasts].map(String))
      await records.query(
        `update data_request_sampled set finding = 'ok', reviewed_by = $1, reviewed_at = $2`,
        [approver, text(AT + DAY)],
      )
      expect(await purged(AT + DAY, ['W1'])).toBe(0)
      expect(await purged(AT + 2 * DAY, ['W1'])).toBe(1)
      expect(await found(requests)).toEqual([named, waits, lasts].map(String))
      expect(await found('select id from data_request_samples')).toEqual([])
      expect(await purged(AT + 2 * DAY)).toBe(1)
      expect(await found(requests)).toEqual([waits, lasts].map(String))
    })

    test('questions, followings and purposes go once they are over, but of who is held', async () => {
      const [run] = await records.query<{ id: bigint }>(
        `insert into matching_runs
           (started_at, outcome, finished_at, algorithm_version, parameters, pairs, inputs_sha256)
         values ($1, 'done', $1, '0.3.0', '{}', 'near', $2) returning id`,
        [text(AT), HASH],
      )
      const ask = async (deviceWearerId: string) => {
        const [row] = await records.query<{ id: bigint }>(
          `insert into place_questions (account_id, asked_at, purpose, crime_reference, crime_type,
           latitude, longitude, radius_metres, window_from, window_to, algorithm_version, run_id,
           compared, silent, weighed, unweighed, ruled_out)
         values ($1, $2, 'p', '', 'BIAD', 53.8, -4.4, 100, $2, $2, '0.3.0', $3, 1, 0, 1, 0, 0)
         returning id`,
          [analyst, text(AT), run?.id],
        )
        await records.query(
          `insert into place_answers (question_id, ordinal, device_wearer_id, verdict, log10_lr,
           log10_lr_population, window_coverage, coincidence_days, comparable_days,
           positions_in_window, positions_in_radius)
         values ($1, 0, $2, 'inconclusive', 0, 0, 1, 0, 0, 1, 1)`,
          [row?.id, deviceWearerId],
        )
        await records.transaction((query) =>
          insertFollowing(query, {
            ...{ deviceWearerId, askedBy: approver, askedAt: AT, why: 'w' },
            ...{ authorityReference: 'a', until: AT + DAY },
          }),
        )
        await records.query(
          `insert into location_tasks (account_id, device_wearer_id, purpose, began_at, ends_at)
         values ($1, $2, 'p', $3, $4)`,
          [approver, deviceWearerId, text(AT), text(AT + DAY)],
        )
      }
      await ask('W1')
      await ask('W2')
      expect(await purged(AT)).toBe(0)
      // What was asked is over at once, what was allowed a day later.
      expect(await purged(AT + 1, ['W1'])).toBe(1)
      expect(await purged(AT + DAY)).toBe(1)
      expect(await purged(AT + DAY + 1, ['W1'])).toBe(2)
      expect(await found('select device_wearer_id as id from followings')).toEqual(['W1'])
      expect(await found('select question_id as id from place_answers')).toEqual([])
    })

    /** W1 with all there can be, in orders and zones of their own, and W2, who wore the device after them. */
    const register = async (ended: string | null = '2026-01-20T00:00:00Z') => {
      const file = structuredClone(fullPeople)
      for (const order of file.monitoringOrders) Object.assign(order, { to: ended })
      for (const activation of file.deviceActivations) Object.assign(activation, { to: ended })
      const [activation] = file.deviceActivations
      const people = readPeople(
        peopleFile({
          ...file,
          deviceWearers: [...file.deviceWearers, { id: 'W2' }],
          deviceActivations: [
            ...file.deviceActivations,
            {
              ...activation,
              id: 'A2',
              deviceWearerId: 'W2',
              from: '2026-01-20T00:00:00Z',
              to: null,
            },
          ],
        }),
      )
      const importId = await imported(records, 'people')
      await records.transaction(async (query) => {
        await savePeople(query, importId, people)
        const named = people.monitoringOrders.map(({ deviceWearerId }) => deviceWearerId)
        await keepOrderVersions(query, await loadPeople(query), named, { importId, at: AT })
      })
    }

    test('people go with their orders, zones and allocations once everything of theirs ended, and nobody else does', async () => {
      await register()
      const ended = Date.UTC(2026, 0, 20)
      expect(await peopleOver(records, ended, [])).toEqual([])
      expect(await peopleOver(records, ended + 1, ['W1'])).toEqual([])
      expect(await peopleOver(records, AT + DAY, [])).toEqual(['W1'])
      await records.transaction((query) => deletePeople(query, ['W1'], AT))
      const left = await loadPeople(records)
      expect(left).toMatchObject({
        deviceWearers: [{ id: 'W2' }],
        deviceActivations: [{ id: 'A2' }],
        ...{ monitoringOrders: [], zones: [], allocations: [] },
      })
      for (const table of ['order_versions', 'zone_versions', 'order_conditions']) {
        expect(await records.query(`select from ${table}`)).toEqual([])
      }
      expect(await records.query('select from wearer_restrictions')).toEqual([])
      // W2 wears it.
      expect(await found('select id from devices')).toEqual(['D1'])
      // Of whom there never was an order, and who wears nothing, it counts when a file named them.
      await records.query('delete from device_activations')
      expect(await peopleOver(records, AT, [])).toEqual([])
      expect(await peopleOver(records, AT + 1, [])).toEqual(['W2'])
    })

    test('a device that may still report stays, and so does a zone that another order names', async () => {
      await register()
      await records.query(
        `insert into monitoring_orders (id, device_wearer_id, order_type, starts_at, import_id, ordinal)
       select 'O9', 'W2', 'POST_RELEASE', $1, min(id), 9 from imports`,
        [text(AT)],
      )
      await records.query(
        `insert into order_conditions (monitoring_order_id, ordinal, id, kind, starts_at, crime_mapping, zone_ids)
       select 'O9', 0, 'C9', 'zone', $1, false, array_agg(id::text) from zones where id = 'Z1'`,
        [text(AT)],
      )
      await records.query(`delete from device_activations where device_wearer_id = 'W2'`)
      const credential = { deviceId: 'D1', secretHash: new Uint8Array(32), madeAt: AT }
      await insertDeviceCredential(records, credential as never)
      await records.transaction((query) => deletePeople(query, ['W1'], AT))
      expect(await found('select id from zones')).toEqual(['Z1'])
      expect(await found('select distinct zone_id as id from zone_versions')).toEqual(['Z1'])
      expect(await found('select id from devices')).toEqual(['D1'])
    })

    test('whom anything names that is kept stays, and every table that names a person is thought of', async () => {
      await register()
      await records.query(
        `insert into person_notes (device_wearer_id, text, written_by, written_at)
       values ('W1', 'x', $1, $2)`,
        [approver, text(AT)],
      )
      expect(await peopleOver(records, AT + DAY, [])).toEqual([])
      const tables = await found(
        `select table_name::text as id from information_schema.columns
       where table_schema = 'public' and column_name = 'device_wearer_id' order by 1`,
      )
      // The account of somebody who is monitored keeps them while it is not disabled; the record of what was deleted and held
      // stays; and work that waits is gone when it is done.
      const apart = [
        'accounts',
        'changed_stretches',
        'deletions',
        'legal_holds',
        'stretches_to_assess',
      ]
      expect([...keepsPerson, ...goesWithPerson, ...apart].sort()).toEqual(tables)
    })
  },
)
