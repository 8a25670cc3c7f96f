import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { operator } from '../../src/app/asker.ts'
import { type ArrivingBatch, receiveCrimeBatch } from '../../src/app/receive-crime-batch.ts'
import { fromNationalGrid } from '../../src/geo/national-grid.ts'
import type { Records } from '../../src/store/records/records.ts'
import { crimeLine } from '../support/crime-row.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

describe.each(recordsTwins())('attempts at bringing crime batches in, on $name', (twin) => {
  let records: Records

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
  })
  beforeEach(async () => {
    await records?.query('truncate ingestion_attempts, imports, crimes cascade')
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it
  const receive = (text: string, more: Partial<ArrivingBatch> = {}) =>
    receiveCrimeBatch(
      { records },
      { actor: operator() },
      {
        content: { bytes: new TextEncoder().encode(text) },
        fileName: 'batch.csv',
        channel: 'upload',
        fromNationalGrid,
        ...more,
      },
    )
  const attempts = () =>
    records.query<Record<string, string | bigint | null>>(
      `select id, channel, police_force, batch_id, status, reason_code, import_id, repeats_attempt_id
       from ingestion_attempts order by id`,
    )
  const types = async () => {
    const rows = await records.query<Record<string, string | number>>(
      `select crime_type, submitted, accepted, refused from batch_types where submitted > 0
       order by import_id, crime_type collate "C"`,
    )
    return rows.map(
      (row) => `${row['crime_type']} ${row['submitted']}=${row['accepted']}+${row['refused']}`,
    )
  }

  test('each makes one row, with what the file says and how its rows add up', async () => {
    const good = await receive(crimeLine())
    const partly = await receive(
      crimeLine({ reference: 'CHS/2', type: 'RB' }) +
        crimeLine({ reference: 'CHS/3', type: 'RB', from: 'soon' }) +
        crimeLine({ reference: 'CHS/4', type: 'XX' }),
      { channel: 'api' },
    )
    expect([good.status, partly.status]).toEqual(['accepted', 'partly'])
    expect(await attempts()).toMatchObject([
      { channel: 'upload', police_force: 'Cheshire', batch_id: 'CHS20260329', status: 'accepted' },
      { channel: 'api', police_force: 'Cheshire', status: 'partly', reason_code: null },
    ])
    expect(await types()).toEqual(['TOMV 1=1+0', ' 1=0+1', 'RB 2=1+1'])
  })

  test('the same file again is repeated and does nothing, unless it is news once more', async () => {
    const first = await receive(crimeLine())
    const again = await receive(crimeLine(), { channel: 'api' })
    expect(again).toMatchObject({ status: 'repeated', reasonCode: 'SAME_FILE' })
    const [, repeat] = await attempts()
    expect(repeat).toMatchObject({
      repeats_attempt_id: BigInt(first.attemptId),
      import_id: BigInt(first.report.id ?? 0),
    })
    await receive(crimeLine({ text: 'moved' }))
    expect((await receive(crimeLine())).status).toBe('accepted')
    expect(await records.query('select version from crime_versions order by version')).toHaveLength(
      3,
    )
  })

  test('two that bring the same file at once: one is taken and the other repeats it', async () => {
    const both = await Promise.all([receive(crimeLine()), receive(crimeLine())])
    expect(both.map(({ status }) => status).sort()).toEqual(['accepted', 'repeated'])
  })

  test.each([
    [
      'two forces',
      crimeLine() + crimeLine({ force: 'Cumbria', batch: 'CMB20260329' }),
      'MULTIPLE_POLICE_FORCES',
      null,
    ],
    [
      'two batches',
      crimeLine() + crimeLine({ batch: 'CHS20260330' }),
      'MULTIPLE_BATCH_IDS',
      'Cheshire',
    ],
    ['no valid row', crimeLine({ from: 'soon' }), 'ALL_RECORDS_FAILED', 'Cheshire'],
    ['no row', '', 'ALL_RECORDS_FAILED', null],
    ['senseless quotes', `${crimeLine()}Cheshire,"RB`, 'MALFORMED_CSV', 'Cheshire'],
  ])('%s is refused, and kept with its reason', async (_, text, code, force) => {
    const { status, report } = await receive(text)
    expect(status).toBe('refused')
    expect(report.failure?.code).toBe('FILE_MALFORMED')
    expect(await attempts()).toMatchObject([
      {
        status: 'refused',
        reason_code: code,
        police_force: force,
        import_id: BigInt(report.id ?? 0),
      },
    ])
    expect((await types()).every((line) => line.includes('=0+'))).toBe(true)
  })

  test('of a file of a force that may not be brought, nothing is kept but that it came', async () => {
    for (const text of [crimeLine(), crimeLine({ from: 'soon' })]) {
      const { report } = await receive(text, { mayBring: async (force) => force === 'Cumbria' })
      expect(report.failure?.code).toBe('NOT_PERMITTED')
    }
    const nothing = { police_force: null, batch_id: null, import_id: null }
    const refused = { ...nothing, status: 'refused', reason_code: 'WRONG_FORCE' }
    expect(await attempts()).toMatchObject([refused, refused])
    expect(await records.query('select * from imports')).toEqual([])
  })
})
