import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { appendCrimeVersions } from '../../src/store/records/crime-records.ts'
import { finishDeletion, startDeletion } from '../../src/store/records/deletion-records.ts'
import { startImport } from '../../src/store/records/imports.ts'
import {
  countMatches,
  eraseMatches,
  eraseMatchPositions,
} from '../../src/store/records/match-erasure.ts'
import { addMatches, storedMatches } from '../../src/store/records/match-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { identifyInputs } from '../../src/store/records/run-inputs.ts'
import {
  failAbandonedRuns,
  findRun,
  finishRun,
  listRuns,
  newestRun,
  type RunStart,
  startRun,
} from '../../src/store/records/run-records.ts'
import { AT, AWKWARD, all, crime, imported, match } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

describe.each(recordsTwins())('matching runs on $name', (twin) => {
  let records: Records

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
  })
  beforeEach(async () => {
    await records?.query('truncate imports, matching_runs, deletions, legal_holds cascade')
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it

  describe('matching runs', () => {
    const run = async (): Promise<RunStart> => ({
      algorithmVersion: '0.1.0+0a1b2c3d',
      parameters: { radius_metres: 100, overlap_share: 0.5, people: true, national_grid: 'OSTN15' },
      pairs: 'near',
      inputs: await identifyInputs(records),
      scope: 'touched',
      begunBy: 'automatic',
      startedAt: AT,
    })
    const counts = { crimesCompared: 4, crimesInRadius: 3, positionsLawful: 2 ** 40, pairsFound: 1 }
    const evidence = {
      set: { id: 'E1', tailShare: 0.1 + 0.2, seenAs: [0.1, 1 / 3] },
      fitted: { circleErrors: [{ mechanism: AWKWARD, inflation: 1e-300, positions: 2 ** 40 }] },
    }

    test('say what went into them and how they ended', async () => {
      const start = await run()
      const id = await startRun(records, start)
      const running = { id, ...start, outcome: 'running' }
      expect(await findRun(records, id)).toEqual(running)
      expect(await newestRun(records)).toBeUndefined()
      await finishRun(records, id, { outcome: 'done', finishedAt: AT + 1, counts, evidence })
      const done = { ...running, outcome: 'done', finishedAt: AT + 1, counts, evidence }
      expect(await findRun(records, id)).toEqual(done)
      expect(await newestRun(records)).toEqual(done)
      expect(await listRuns(records)).toEqual([done])
      await expect(finishRun(records, id, { outcome: 'failed', finishedAt: AT })).rejects.toThrow(
        'not running',
      )
    })

    test('tell inputs apart: other files, another order, a deletion, but not another try', async () => {
      const identities = [await identifyInputs(records)]
      const first = await imported(records, 'positions')
      identities.push(await identifyInputs(records))
      const second = await imported(records, 'people', 'b'.repeat(64))
      identities.push(await identifyInputs(records))
      await startImport(records, { kind: 'crimes', fileName: 'x', startedAt: AT })
      expect(await identifyInputs(records)).toEqual(identities.at(-1))
      const gone = { from: -Infinity, to: AT }
      const deletion = {
        kind: 'erasure',
        subject: 'positions',
        deviceId: 'D1',
        within: gone,
        reason: 'x',
        startedAt: AT,
      } as const
      // What runs do not see, and what came to nothing, change nothing.
      const nothing = { ...deletion, kind: 'quarantine' } as const
      const swept = await startDeletion(records, nothing)
      await finishDeletion(records, swept, { deleted: 0, finishedAt: AT })
      await startDeletion(records, { ...deletion, subject: 'matches' })
      expect(await identifyInputs(records)).toEqual(identities.at(-1))
      const third = await startDeletion(records, deletion)
      const now = await identifyInputs(records)
      expect(now).toMatchObject({
        positionsThrough: first,
        peopleThrough: second,
        deletionsThrough: third,
      })
      expect(now.crimesThrough).toBeUndefined()
      expect(new Set([...identities, now].map((inputs) => inputs.sha256)).size).toBe(4)
    })

    test('keep their matches in order, to the last bit', async () => {
      const { runId, matches } = await withMatches()
      const stored = await all(storedMatches(records, runId))
      expect(stored).toEqual(
        matches.map((match, ordinal) => ({
          ...match,
          crimeId: expect.any(Number),
          runId,
          ordinal,
          positionsInRadius: match.inRadius.length,
          firstInRadiusAt: match.inRadius[0]?.capturedAt,
          lastInRadiusAt: match.inRadius.at(-1)?.capturedAt,
        })),
      )
    })

    test('keep matches without evidence, as runs from before the engine have them', async () => {
      const { runId, matches } = await withMatches()
      const [first] = matches
      if (!first) throw new Error('there is no match')
      const old = { ...first, deviceWearerId: 'W0', evidence: undefined }
      await addMatches(records, runId, matches.length, [old])
      const stored = await all(storedMatches(records, runId))
      expect(stored.map(({ evidence }) => evidence)).toEqual(
        [...matches, old].map(({ evidence }) => evidence),
      )
    })

    test('do not take a match with a crime version that is not stored', async () => {
      const runId = await startRun(records, await run())
      const orphan = addMatches(records, runId, 0, [match(crime('nowhere', 1), 'W1', [])])
      await expect(orphan).rejects.toThrow('crime versions are not stored')
    })

    test('that failed or were cut off keep no matches', async () => {
      const failed = await withMatches()
      const end = { outcome: 'failed', finishedAt: AT + 1, message: AWKWARD } as const
      await records.transaction((transaction) => finishRun(transaction, failed.runId, end))
      expect(await findRun(records, failed.runId)).toMatchObject(end)
      const cut = await startRun(records, await run())
      await addMatches(records, cut, 0, failed.matches)
      const abandoned = await records.transaction((transaction) =>
        failAbandonedRuns(transaction, AT + 1),
      )
      expect(abandoned).toEqual([cut])
      expect(await findRun(records, cut)).toMatchObject({ outcome: 'failed', finishedAt: AT + 1 })
      expect(await records.query('select count(*) as left_over from matches')).toEqual([
        { left_over: 0n },
      ])
      expect(await records.query('select count(*) as left_over from match_positions')).toEqual([
        { left_over: 0n },
      ])
    })

    test('let go of the positions of a device that are erased, and of no others', async () => {
      const { runId } = await withMatches()
      const within = { from: AT + 1, to: AT + 2 }
      expect(await eraseMatchPositions(records, 'D1', within)).toBe(1)
      expect(await eraseMatchPositions(records, 'D1', within)).toBe(0)
      const [first] = await all(storedMatches(records, runId))
      expect(first).toMatchObject({
        positionsInRadius: 3,
        inRadius: [{ capturedAt: AT }, { capturedAt: AT + 2 }],
      })
      expect(await eraseMatchPositions(records, 'D1', { from: -Infinity, to: Infinity })).toBe(2)
    })

    test('let go of what was found of a wearer at crimes whose padded window touches an interval', async () => {
      const { runId } = await withMatches()
      const windowEnds = AT + 60_000
      const after = { from: windowEnds + 3 * 60_000, to: Infinity }
      expect(await eraseMatches(records, 'W2', after, AT)).toBe(0)
      expect(await eraseMatches(records, 'W2', { from: -Infinity, to: AT - 3 * 60_000 }, AT)).toBe(
        0,
      )
      const touching = { from: windowEnds, to: windowEnds + 1 }
      expect(await countMatches(records, 'W2', after)).toBe(0)
      expect(await countMatches(records, 'W2', touching)).toBe(1)
      expect(await eraseMatches(records, 'W2', touching, AT)).toBe(1)
      expect(await countMatches(records, 'W2', touching)).toBe(0)
      const left = await all(storedMatches(records, runId))
      expect(left.map(({ deviceWearerId }) => deviceWearerId)).toEqual([AWKWARD, 'W1'])
    })

    test('keep 20,000 matches with their positions', async () => {
      const id = await imported(records, 'crimes')
      const crimes = Array.from({ length: 2000 }, (_, number) => crime(`G/${number}`, 1))
      await appendCrimeVersions(
        records,
        id,
        crimes.map((one, row) => ({ crime: one, row })),
      )
      const matches = crimes.flatMap((one, number) =>
        Array.from({ length: 10 }, (_, wearer) =>
          match(one, `W${wearer}`, [AT + number, AT + number + 60_000]),
        ),
      )
      const runId = await startRun(records, await run())
      await records.transaction(async (transaction) => {
        await addMatches(transaction, runId, 0, matches)
        await finishRun(transaction, runId, { outcome: 'done', finishedAt: AT, counts })
      })
      let ordinal = 0
      for await (const stored of storedMatches(records, runId)) {
        const added = matches[ordinal]
        // Each by itself: vitest takes longer to compare 20,000 objects than both engines to keep them.
        if (
          stored.ordinal !== ordinal ||
          JSON.stringify(stored.inRadius) !== JSON.stringify(added?.inRadius)
        )
          expect(stored).toMatchObject({ ...added, ordinal })
        ordinal++
      }
      expect(ordinal).toBe(20_000)
    })

    async function withMatches() {
      const id = await imported(records, 'crimes')
      const crimes = [crime('G/2', 1), crime(`${AWKWARD}${id}`, 1), crime(`G/1${id}`, 1)]
      await appendCrimeVersions(
        records,
        id,
        crimes.map((one, row) => ({ crime: one, row })),
      )
      const runId = await startRun(records, await run())
      const matches = [
        match(crimes[2] ?? crime('', 1), 'W2', [AT, AT + 1, AT + 2], 'supports_presence'),
        match(crimes[0] ?? crime('', 1), AWKWARD, [], 'no_data'),
        match(crimes[1] ?? crime('', 1), 'W1', []),
      ]
      await addMatches(records, runId, 0, matches.slice(0, 1))
      await addMatches(records, runId, 1, matches.slice(1))
      return { runId, matches }
    }
  })
})
