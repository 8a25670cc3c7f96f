import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { operator } from '../../src/app/asker.ts'
import { appendCrimeVersions } from '../../src/store/records/crime-records.ts'
import { publishedRunId, runFigures } from '../../src/store/records/figure-records.ts'
import { eraseMatches } from '../../src/store/records/match-erasure.ts'
import type { Records } from '../../src/store/records/records.ts'
import { identifyInputs } from '../../src/store/records/run-inputs.ts'
import {
  newestRuns,
  recordProgress,
  runTotals,
  startRun,
} from '../../src/store/records/run-records.ts'
import {
  standingMatches,
  standingPlaceOf,
  standingRunOf,
  standingWearers,
} from '../../src/store/records/standing-records.ts'
import {
  askForWholeRun,
  dropNotes,
  noteCrime,
  noteNewVersions,
  noteStretches,
  notesWaiting,
  readNotes,
  wholeRunAskedBy,
} from '../../src/store/records/touch-records.ts'
import { AT, all, crime, imported, match } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'
import { standingRun } from '../support/standing-run.ts'

describe.each(recordsTwins())('what stands on $name', (twin) => {
  let records: Records
  let ids: Record<string, number> = {}

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
  })
  beforeEach(async () => {
    if (!records) return
    await records.query(
      'truncate imports, crimes, matching_runs, deletions, whole_runs_asked_for cascade',
    )
    const id = await imported(records, 'crimes')
    const crimes = [crime('G/2', 1), crime('G/1', 1), crime('G/3', 1)]
    await appendCrimeVersions(
      records,
      id,
      crimes.map((one, row) => ({ crime: one, row })),
    )
    const rows = await records.query<{ id: bigint; crime_reference: string }>(
      'select id, crime_reference from crimes',
    )
    ids = Object.fromEntries(rows.map((row) => [row.crime_reference, Number(row.id)]))
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it
  const idOf = (reference: string) => ids[reference] ?? 0
  const stands = async () =>
    (await all(standingMatches(records))).map(
      (one) =>
        `${one.crime.crimeReference} ${one.deviceWearerId} ${one.runId} ${one.inRadius.length}`,
    )
  const changes = (runId: number) =>
    records.query(
      `select kind, crime_reference as crime, device_wearer_id as wearer, cause
       from match_changes join crimes on crimes.id = crime_id where run_id = $1 order by 2, 3`,
      [runId],
    )

  test('a run of some crimes replaces what stood of these, and of no other', async () => {
    const whole = await standingRun(records, [
      match(crime('G/1', 1), 'W1', [AT]),
      match(crime('G/1', 1), 'W2', [AT]),
      match(crime('G/2', 1), 'W1', [AT, AT + 1]),
    ])
    expect(await stands()).toEqual([`G/1 W1 ${whole} 1`, `G/1 W2 ${whole} 1`, `G/2 W1 ${whole} 2`])
    const touched = await standingRun(
      records,
      [match(crime('G/1', 1), 'W3', [AT]), match(crime('G/1', 1), 'W2', [AT, AT + 5])],
      { references: ['G/1', 'G/3'] },
    )
    expect(await stands()).toEqual([
      `G/1 W3 ${touched} 1`,
      `G/1 W2 ${touched} 2`,
      `G/2 W1 ${whole} 2`,
    ])
    expect(await changes(touched)).toEqual([
      { kind: 'fell_away', crime: 'G/1', wearer: 'W1', cause: 'positions' },
      { kind: 'changed', crime: 'G/1', wearer: 'W2', cause: 'positions' },
      { kind: 'appeared', crime: 'G/1', wearer: 'W3', cause: 'positions' },
    ])
    expect(await standingRunOf(records, idOf('G/2'))).toBe(whole)
    expect(await standingRunOf(records, idOf('G/3'))).toBe(touched)
    expect(await standingWearers(records, Object.values(ids))).toEqual(
      new Map([
        [idOf('G/1'), expect.arrayContaining(['W2', 'W3'])],
        [idOf('G/2'), ['W1']],
      ]),
    )
    const pair = { crimeId: idOf('G/1'), deviceWearerId: 'W2' }
    expect(await standingPlaceOf(records, pair)).toEqual({ runId: touched, ordinal: 1 })
    const [figures] = await runFigures(records, touched)
    expect(figures).toMatchObject({ crimesCompared: 3, crimesInRadius: 2 })
    expect(figures?.pairs.inconclusive).toBe(3)
  })

  test('the same answer again changes nothing, and two runs of one instant double nothing', async () => {
    const matches = [match(crime('G/1', 1), 'W1', [AT]), match(crime('G/2', 1), 'W1', [AT])]
    await standingRun(records, matches)
    const second = await standingRun(records, matches)
    expect(await stands()).toEqual([`G/1 W1 ${second} 1`, `G/2 W1 ${second} 1`])
    expect(await changes(second)).toEqual([])
    const listed = await newestRuns(records, { limit: 9 })
    expect(listed.map(({ id }) => id)).toEqual([second, second - 1])
    expect(new Set(listed.map(({ finishedAt }) => finishedAt)).size).toBe(1)
    expect((await runFigures(records, second)).map(({ policeForce }) => policeForce)).toEqual([
      'Cheshire',
    ])
    expect((await runTotals(records, second)).changes).toEqual(new Map())
  })

  test('an erasure takes the pair and what was said of it; the next run takes the change on', async () => {
    await standingRun(records, [
      match(crime('G/1', 1), 'W1', [AT]),
      match(crime('G/1', 1), 'W2', [AT]),
    ])
    const within = { from: AT, to: AT + 1 }
    await records.transaction((transaction) => eraseMatches(transaction, 'W1', within, AT + 9))
    expect((await stands()).map((line) => line.slice(0, 6))).toEqual(['G/1 W2'])
    const told = await records.query(
      `select kind, cause, before, after, run_id is null as waits from match_changes
       where device_wearer_id = 'W1' order by id`,
    )
    expect(told).toEqual([
      { kind: 'appeared', cause: 'whole', before: null, after: {}, waits: false },
      { kind: 'fell_away', cause: 'erasure', before: {}, after: null, waits: true },
    ])
    expect((await readNotes(records)).crimes).toMatchObject([
      { crimeId: idOf('G/1'), cause: 'erasure' },
    ])
    const next = await standingRun(records, [match(crime('G/1', 1), 'W2', [AT])], {
      references: ['G/1'],
    })
    expect(await changes(next)).toEqual([
      { kind: 'fell_away', crime: 'G/1', wearer: 'W1', cause: 'erasure' },
    ])
  })

  test('notes wait until the run that read them drops them, and later ones wait on', async () => {
    expect(await notesWaiting(records)).toBeUndefined()
    const importId = await imported(records, 'crimes', 'c'.repeat(64))
    await appendCrimeVersions(records, importId, [{ crime: crime('G/1', 2), row: 1 }])
    await noteNewVersions(records, importId, AT)
    const stretch = { deviceId: 'D1', from: AT, to: Infinity }
    await noteStretches(records, [stretch], { cause: 'people', importId }, AT + 5)
    expect(await notesWaiting(records)).toEqual({ oldest: AT, newest: AT + 5 })
    const notes = await readNotes(records)
    expect(notes).toMatchObject({
      crimes: [{ crimeId: idOf('G/1'), cause: 'crimes', importId }],
      stretches: [{ ...stretch, cause: 'people', importId }],
    })
    await noteCrime(records, idOf('G/1'), 'withdrawal', AT)
    await records.transaction((transaction) => dropNotes(transaction, notes, 'touched'))
    expect(await readNotes(records)).toMatchObject({
      crimes: [{ crimeId: idOf('G/1'), cause: 'withdrawal' }],
      stretches: [],
    })
  })

  test('who asked for a whole run waits for a whole run, and for no other', async () => {
    const actor = { ...operator(), kind: 'account', accountId: 7, username: 'x' } as const
    expect(await wholeRunAskedBy(records)).toBeUndefined()
    await askForWholeRun(records, actor, AT)
    await askForWholeRun(records, { ...actor, username: 'y' }, AT)
    const { permissions: _, ...named } = actor
    expect(await wholeRunAskedBy(records)).toEqual({ ...named, permissions: new Set() })
    const notes = await readNotes(records)
    await askForWholeRun(records, { ...actor, username: 'z' }, AT)
    await records.transaction((transaction) => dropNotes(transaction, notes, 'touched'))
    expect(await wholeRunAskedBy(records)).toMatchObject({ username: 'x' })
    await records.transaction((transaction) => dropNotes(transaction, notes, 'whole'))
    expect(await wholeRunAskedBy(records)).toMatchObject({ username: 'z' })
  })

  test('figures are those of the first run of a London day, until another day', async () => {
    expect(await publishedRunId(records)).toBeUndefined()
    // Summer time: midnight in London is 23:00 in UTC.
    const at = (time: string) => ({ startedAt: Date.parse(`2026-06-${time}Z`) })
    const run = (time: string) => standingRun(records, [], at(time))
    const first = await run('10T22:59:59.999')
    expect(await publishedRunId(records)).toBe(first)
    const second = await run('10T23:00:00')
    expect(await publishedRunId(records)).toBe(second)
    await run('11T09:00:00')
    await run('11T22:59:59')
    expect(await publishedRunId(records)).toBe(second)
    const third = await run('12T08:00:00')
    expect(await publishedRunId(records)).toBe(third)
  })

  test('a run under way says how far it is', async () => {
    const id = await startRun(records, {
      algorithmVersion: 'x',
      parameters: {},
      pairs: 'near',
      inputs: await identifyInputs(records),
      scope: 'touched',
      begunBy: 'automatic',
      startedAt: AT,
    })
    await recordProgress(records, id, 312, 1000)
    const [run] = await newestRuns(records, { limit: 1 })
    expect(run).toMatchObject({ progress: { done: 312, total: 1000 }, causes: [] })
  })
})
