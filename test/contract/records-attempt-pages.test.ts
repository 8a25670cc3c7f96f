import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operator } from '../../src/app/asker.ts'
import {
  batchMatchesFile,
  crimesFile,
  refusedRowsFile,
  rowIssuesFile,
} from '../../src/app/attempt-files.ts'
import { type ArrivingBatch, receiveCrimeBatch } from '../../src/app/receive-crime-batch.ts'
import type { IngestionChannel } from '../../src/domain/ingestion-attempt.ts'
import { fromNationalGrid } from '../../src/geo/national-grid.ts'
import { readFilter, typedFilter } from '../../src/portal/ingestion/typed-filter.ts'
import { insertAccount } from '../../src/store/records/account-records.ts'
import { comparisonsOf, newestRunState } from '../../src/store/records/attempt-comparisons.ts'
import {
  attemptCrimes,
  attemptIssues,
  attemptTypes,
  correctedRows,
} from '../../src/store/records/attempt-rows.ts'
import { newestVersionsOf } from '../../src/store/records/crime-records.ts'
import { recordsMigrations } from '../../src/store/records/migrate.ts'
import type { Records } from '../../src/store/records/records.ts'
import { identifyInputs } from '../../src/store/records/run-inputs.ts'
import { recordProgress, startRun } from '../../src/store/records/run-records.ts'
import {
  type AttemptFilter,
  attemptsOfBatch,
  visibleAttempt,
  visibleAttemptOfImport,
  visibleAttempts,
} from '../../src/store/records/visible-attempts.ts'
import { crimeLine } from '../support/crime-row.ts'
import { AT, imported, match } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'
import { standingRun } from '../support/standing-run.ts'

const BATCH = 'CHS20260110'
/** A reference that a spreadsheet would run, and text that a page could take for its own. */
const HOSTILE = '=cmd|<script>'

describe.each(recordsTwins())('what pages of ingestion read, on $name', (twin) => {
  let records: Records
  const ids: Record<string, number> = {}
  /** Attempts, in the order they came. */
  const came: { attemptId: number; importId: number }[] = []
  const [PARTLY, OTHER, FAILED, AGAIN, CORRECTION, REPEATED] = [0, 1, 2, 3, 4, 5]

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    for (const account of [
      { username: 'hub', role: 'hub-caseworker' },
      { username: 'kept.out', role: 'hub-manager' },
      { username: 'cheshire', role: 'police-analyst', policeForce: 'Cheshire' },
      { username: 'cumbria', role: 'police-analyst', policeForce: 'Cumbria' },
      { username: 'admin', role: 'administrator' },
    ] as const) {
      const details = { name: 'Somebody', email: undefined, ...account }
      ids[account.username] = (await insertAccount(records, details, AT)).id
    }
    const people = await imported(records, 'people')
    await records.query(
      `insert into device_wearers (id, names, crn, import_id, ordinal)
       select 'W' || n, array['=Name ' || n, 'Other'], 'X' || n, $1, n from generate_series(1, 2) as n`,
      [people],
    )
    await records.query(
      `insert into wearer_restrictions (device_wearer_id, ordinal, kind, usernames, message, import_id)
       values ('W2', 0, 'excluded', '{kept.out}', 'Ask', $1)`,
      [people],
    )
    const good = crimeLine({ batch: BATCH, reference: 'C/1' })
    const bad = (reference: string) => crimeLine({ batch: BATCH, reference, from: 'soon' })
    const partly = good + bad('C/2') + bad(HOSTILE) + bad('')
    const fixed = crimeLine({ batch: `${BATCH}-R`, reference: 'C/2' })
    const fixedToo = crimeLine({ batch: `${BATCH}-R`, reference: HOSTILE })
    await receive(partly, { channel: 'email' })
    await receive(crimeLine({ force: 'Cumbria', batch: 'CMB20260110', reference: 'C/2' }))
    await receive('nothing,that,is,a,batch\n', { channel: 'command', fileName: '=1.csv' })
    await receive(crimeLine({ batch: BATCH, reference: 'C/9' }), { channel: 'api' })
    await receive(fixed + fixedToo)
    await receive(fixed + fixedToo)
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it
  const idOf = (username: string) => ids[username] ?? 0
  const part = (username: string, which: number) => ({
    accountId: idOf(username),
    attemptId: came[which]?.attemptId ?? 0,
  })
  const viewer = (username: string) => ({ accountId: idOf(username), at: AT })
  async function receive(text: string, more: Partial<ArrivingBatch> = {}) {
    const { attemptId, report } = await receiveCrimeBatch(
      { records },
      { actor: operator() },
      {
        content: { bytes: new TextEncoder().encode(text) },
        fileName: 'batch.csv',
        channel: 'upload' as IngestionChannel,
        fromNationalGrid,
        ...more,
      },
    )
    came.push({ attemptId, importId: report.id ?? 0 })
  }
  /** Which of those that came an account sees, the newest first. */
  const seen = async (username: string, filter: AttemptFilter = {}, page: object = {}) =>
    (await visibleAttempts(records, idOf(username), filter, { limit: 10, ...page })).map(({ id }) =>
      came.findIndex(({ attemptId }) => attemptId === id),
    )

  test('attempts come newest first, of the own force or of all and of none, page by page', async () => {
    expect(await seen('hub')).toEqual([5, 4, 3, 2, 1, 0])
    expect(await seen('cheshire')).toEqual([5, 4, 3, 0])
    expect(await seen('cumbria')).toEqual([1])
    expect(await seen('admin')).toEqual([])
    expect(await seen('hub', {}, { limit: 2 })).toEqual([5, 4])
    expect(await seen('hub', {}, { limit: 2, before: came[4]?.attemptId })).toEqual([3, 2])
  })

  test('every filter is one condition more, and what failed stays under each that fits it', async () => {
    expect(await seen('hub', { policeForce: 'Cheshire' })).toEqual([5, 4, 3, 0])
    expect(await seen('cumbria', { policeForce: 'Cheshire' })).toEqual([])
    expect(await seen('hub', { policeForce: '' })).toEqual([2])
    expect(await seen('hub', { status: 'refused' })).toEqual([2])
    expect(await seen('hub', { status: 'repeated' })).toEqual([5])
    expect(await seen('hub', { channel: 'command' })).toEqual([2])
    expect(await seen('hub', { withIssues: true })).toEqual([2, 0])
    expect(await seen('hub', { batch: 'chs2026' })).toEqual([5, 4, 3, 0])
    expect(await seen('hub', { batch: `${BATCH}-r` })).toEqual([5, 4])
    for (const batch of ['%', '_HS', 'HS2026', "'", '\\']) {
      expect(await seen('hub', { batch })).toEqual([])
    }
    expect(await seen('hub', { batch: 'CHS', channel: 'email', withIssues: true })).toEqual([0])
  })

  test('days are London’s, from the first instant to the last, also where they have 23 and 25 hours', async () => {
    for (const [day, first, last] of [
      ['2026-03-29', '2026-03-29T00:00:00Z', '2026-03-29T22:59:59.999Z'],
      ['2026-10-25', '2026-10-24T23:00:00Z', '2026-10-25T23:59:59.999Z'],
    ] as const) {
      const beside = [
        Date.parse(first) - 1,
        Date.parse(first),
        Date.parse(last),
        Date.parse(last) + 1,
      ]
      for (const [index, at] of beside.entries()) {
        await records.query('update ingestion_attempts set received_at = $2 where id = $1', [
          came[index]?.attemptId,
          new Date(at).toISOString(),
        ])
      }
      const typed = typedFilter((name) => (name === 'from' || name === 'to' ? day : ''))
      const { filter, faults } = readFilter(typed)
      expect(faults).toEqual([])
      expect(await seen('hub', filter)).toEqual([2, 1])
    }
  })

  test('one attempt is found by its number or its import, within scope', async () => {
    const { attemptId = 0, importId = 0 } = came[PARTLY] ?? {}
    expect(await visibleAttempt(records, idOf('cheshire'), attemptId)).toMatchObject({
      id: attemptId,
      channel: 'email',
      policeForce: 'Cheshire',
      batchId: BATCH,
      status: 'partly',
      importId,
      rows: 4,
      accepted: 1,
      refused: 3,
      repeats: 0,
    })
    expect(await visibleAttempt(records, idOf('cumbria'), attemptId)).toBeUndefined()
    expect(await visibleAttempt(records, idOf('hub'), 999_999)).toBeUndefined()
    expect(await visibleAttemptOfImport(records, idOf('cheshire'), importId)).toBe(attemptId)
    expect(await visibleAttemptOfImport(records, idOf('cumbria'), importId)).toBeUndefined()
    // The same file again came by another attempt, and the import is still the first's.
    const { attemptId: corrected, importId: twice = 0 } = came[CORRECTION] ?? {}
    expect(came[REPEATED]?.importId).toBe(twice)
    expect(await visibleAttemptOfImport(records, idOf('hub'), twice)).toBe(corrected)
    expect(await visibleAttempt(records, idOf('hub'), came[FAILED]?.attemptId ?? 0)).toMatchObject({
      status: 'refused',
      policeForce: undefined,
      fileName: '=1.csv',
      reasonCode: 'ALL_RECORDS_FAILED',
    })
  })

  test('the same batch id, and -R, lead to one another both ways; another force’s never', async () => {
    const others = async (username: string, which: number, stem = BATCH) =>
      (
        await attemptsOfBatch(records, idOf(username), stem, {
          except: came[which]?.attemptId ?? 0,
          limit: 10,
        })
      ).map(({ id }) => came.findIndex(({ attemptId }) => attemptId === id))
    expect(await others('cheshire', PARTLY)).toEqual([AGAIN, CORRECTION, REPEATED])
    expect(await others('hub', CORRECTION, BATCH.toLowerCase())).toEqual([PARTLY, AGAIN, REPEATED])
    expect(await others('cumbria', OTHER)).toEqual([])
    expect(await others('hub', OTHER, 'CHS2026011')).toEqual([])
  })

  test('a refused row says where its crime was taken since; one of another force corrects nothing', async () => {
    const corrected = await attemptIssues(records, part('cheshire', PARTLY), { limit: 10 })
    expect(
      corrected.map(({ row, crimeReference, corrected }) => [row, crimeReference, corrected]),
    ).toEqual([
      [2, 'C/2', { attemptId: came[CORRECTION]?.attemptId, batchId: `${BATCH}-R` }],
      [3, HOSTILE, { attemptId: came[CORRECTION]?.attemptId, batchId: `${BATCH}-R` }],
      [4, '', undefined],
      [4, '', undefined],
    ])
    expect(await correctedRows(records, part('cheshire', PARTLY))).toBe(2)
    expect(await correctedRows(records, part('cumbria', PARTLY))).toBe(0)
    expect(await attemptIssues(records, part('cumbria', PARTLY), { limit: 10 })).toEqual([])
    const [, second] = corrected
    const after = { after: corrected[0]?.ordinal, limit: 1 }
    expect(await attemptIssues(records, part('hub', PARTLY), after)).toEqual([second])
  })

  test('rows add up by type, and the crimes of a file are those it brought', async () => {
    const types = await attemptTypes(records, part('cheshire', PARTLY))
    expect(types.filter(({ submitted }) => submitted > 0)).toEqual([
      { crimeType: 'TOMV', submitted: 4, accepted: 1, refused: 3 },
    ])
    expect(types).toHaveLength(8)
    expect(await attemptTypes(records, part('cumbria', PARTLY))).toEqual([])
    const crimes = await attemptCrimes(records, part('cheshire', CORRECTION), { limit: 10 })
    expect(crimes.map(({ row, crime }) => [row, crime.crimeReference])).toEqual([
      [1, 'C/2'],
      [2, HOSTILE],
    ])
    const second = { after: 1, limit: 10 }
    expect(await attemptCrimes(records, part('hub', CORRECTION), second)).toEqual(crimes.slice(1))
    expect(await attemptCrimes(records, part('cumbria', CORRECTION), { limit: 10 })).toEqual([])
  })

  test('refused rows come as they came, and corrected they are taken', async () => {
    const { content, rows } = await refusedRowsFile(records, part('cheshire', PARTLY))
    expect(rows).toBe(3)
    const text = Buffer.from(content).toString('utf8')
    expect(text.split('\n')[0]).toBe(
      crimeLine({ batch: BATCH, reference: 'C/2', from: 'soon' }).trimEnd(),
    )
    expect((await refusedRowsFile(records, part('cumbria', PARTLY))).rows).toBe(0)
    const issues = await rowIssuesFile(records, part('cheshire', PARTLY), '=file.csv')
    expect(issues.rows).toBe(4)
    expect(issues.content).toContain("\n'=file.csv,3,dateFrom,")
    expect(issues.content).toContain(`,'${HOSTILE}\n`)
    const crimes = await crimesFile(records, part('cheshire', CORRECTION), 'a.csv')
    expect(crimes.content.split('\n')[2]).toContain(
      `Cheshire,'${HOSTILE},1,${BATCH}-R,a.csv,2,TOMV`,
    )
  })

  test('comparing is told apart: not yet, waiting, under way, failed, and what it found', async () => {
    const told = async (username: string, which: number) =>
      (await comparisonsOf(records, viewer(username), [came[which]?.importId ?? 0])).get(
        came[which]?.importId ?? 0,
      )
    expect(await told('hub', PARTLY)).toMatchObject({ crimes: 1, waiting: 1, compared: 0 })
    const inputs = await identifyInputs(records)
    const start = { algorithmVersion: '1', parameters: {}, pairs: 'near', inputs } as const
    const run = await startRun(records, {
      ...start,
      scope: 'touched',
      begunBy: 'automatic',
      startedAt: AT,
    })
    await recordProgress(records, run, 40, 250)
    expect(await newestRunState(records)).toMatchObject({
      id: run,
      outcome: 'running',
      done: 40,
      crimes: 250,
    })
    await records.query(
      `update matching_runs set outcome = 'failed', finished_at = now() where id = $1`,
      [run],
    )
    expect(await newestRunState(records)).toMatchObject({ id: run, outcome: 'failed' })
    const keys = ['C/1', 'C/9', 'C/2'].map((crimeReference) => ({
      policeForce: 'Cheshire',
      crimeReference,
    }))
    const [one, nine, two] = await newestVersionsOf(records, keys)
    if (!one || !two || !nine) throw new Error('The crimes are not there')
    const stands = await standingRun(records, [
      match(one, 'W1', [AT], 'supports_presence'),
      match(one, 'W2', [AT]),
      match(two, 'W1', [AT]),
      match(nine, 'W1', []),
    ])
    await records.query('delete from crimes_to_match')
    expect(await told('hub', PARTLY)).toEqual({
      crimes: 1,
      waiting: 0,
      compared: 1,
      since: undefined,
      runId: stands,
      wearers: 2,
    })
    // Who is restricted is not counted; who is not in the radius was not near; police are told no number.
    expect(await told('kept.out', PARTLY)).toMatchObject({ wearers: 1 })
    expect(await told('hub', AGAIN)).toMatchObject({ compared: 1, wearers: 0 })
    expect(await told('cheshire', PARTLY)).toMatchObject({ compared: 1, wearers: 0 })
    expect(await told('hub', FAILED)).toBeUndefined()
  })

  test('matches of chosen batches are those that stand, of wearers one may see, and no formula', async () => {
    const chosen = [PARTLY, CORRECTION, AGAIN].map((which) => came[which]?.attemptId ?? 0)
    const file = await batchMatchesFile(records, viewer('hub'), chosen)
    expect(file.subjects).toEqual(['W1', 'W2'])
    const [header = '', ...lines] = file.content.trimEnd().split('\n')
    const at = (name: string) => header.split(',').indexOf(name)
    expect(header.startsWith('police_force,crime_reference,')).toBe(true)
    const cells = lines.map((line) => line.split(','))
    expect(
      cells.map((row) =>
        [
          'crime_reference',
          'device_wearer_id',
          'positions_in_radius',
          'batch_id',
          'names',
          'crn',
        ].map((name) => row[at(name)]),
      ),
    ).toEqual([
      ['C/1', 'W1', '1', BATCH, "'=Name 1;Other", 'X1'],
      ['C/1', 'W2', '1', BATCH, "'=Name 2;Other", 'X2'],
      ['C/2', 'W1', '1', `${BATCH}-R`, "'=Name 1;Other", 'X1'],
    ])
    const kept = await batchMatchesFile(records, viewer('kept.out'), chosen)
    expect(kept.subjects).toEqual(['W1'])
    for (const username of ['cheshire', 'admin']) {
      expect((await batchMatchesFile(records, viewer(username), chosen)).rows).toBe(0)
    }
  })

  test('what came in before attempts were noted has one each, as its import tells it', async () => {
    await records.query('delete from ingestion_attempts')
    const migration = recordsMigrations.find(({ name }) => name === '0016-ingestion-attempts')
    const [fill = ''] = (migration?.statements ?? []).filter((text) =>
      text.startsWith('insert into ingestion_attempts'),
    )
    await records.query(fill)
    const rows = await visibleAttempts(records, idOf('hub'), {}, { limit: 10 })
    expect(
      rows.map(({ channel, status, policeForce, batchId, reasonCode, rows }) =>
        [channel, status, policeForce, batchId, reasonCode, rows].join(' '),
      ),
    ).toEqual([
      `command accepted Cheshire ${BATCH}-R  2`,
      `command accepted Cheshire ${BATCH}  1`,
      'command refused   ALL_RECORDS_FAILED 1',
      'command accepted Cumbria CMB20260110  1',
      `command partly Cheshire ${BATCH}  4`,
    ])
  })
})
