import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { operator } from '../../src/app/asker.ts'
import { settlePartOf } from '../../src/app/settle-import.ts'
import { unfinishedFiles } from '../../src/app/unfinished-files.ts'
import type { RowIssue } from '../../src/domain/row-issue.ts'
import {
  failAbandonedImports,
  findFinishedImport,
  finishImport,
  listImports,
  newestImport,
  startImport,
  unfinishedImports,
} from '../../src/store/records/imports.ts'
import type { Records, RecordsQuery } from '../../src/store/records/records.ts'
import {
  addRefusedRows,
  addRowIssues,
  refusedRows,
  rowIssues,
} from '../../src/store/records/refused-records.ts'
import { AT, AWKWARD, all, bytes, HASH, imported, issue } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

describe.each(recordsTwins())('imports and what was refused on $name', (twin) => {
  let records: Records

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
  })
  beforeEach(async () => {
    await records?.query('truncate imports cascade')
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it

  describe('imports that brought a part', () => {
    const PART = 'b'.repeat(64)
    const why = 'The vendor has no other copy'
    const asker = { actor: operator(), purpose: why }
    const settle = (id: number, completedBy?: number) =>
      settlePartOf({ records }, asker, id, completedBy)
    const part = async (sha256: string) => {
      const start = { kind: 'positions', fileName: 'part.csv', startedAt: AT, sha256 } as const
      const id = await startImport(records, start)
      const totals = { rows: 5, accepted: 4, refused: 1, issues: 1 }
      await finishImport(records, id, { ...totals, outcome: 'failed', finishedAt: AT + 1 })
      return id
    }

    test('stay missing with the reason that was given, or are settled by a corrected file', async () => {
      const id = await part(PART)
      const [asked] = await unfinishedFiles(records)
      expect(asked).toContain(`whereabouts import --settle ${id}`)
      expect(await settle(id)).toBe('part.csv')
      expect(await unfinishedFiles(records)).toEqual([
        expect.stringMatching(/was not finished and will not be, .* missing .*: The vendor has/),
      ])
      const corrected = await imported(records, 'positions')
      await settle(id, corrected)
      expect(await unfinishedFiles(records)).toEqual([])
      const events = await records.query<{ entry: string }>(
        `select entry from audit_events where what = 'imports' order by id`,
      )
      expect(events.map(({ entry }) => JSON.parse(entry))).toMatchObject([
        { action: 'alter', purpose: why, outcome: 'done', details: { import: id } },
        { details: { import: id, completedBy: corrected } },
      ])
    })

    test('are not settled by another try of the file, which is told of by itself', async () => {
      const first = await part(PART)
      await settle(first, await imported(records, 'positions'))
      const second = await part(PART)
      expect((await unfinishedImports(records)).map(({ id }) => id)).toEqual([second])
      await expect(settle(first)).rejects.toMatchObject({ code: 'WRONG_USE' })
    })

    test('are settled only where one is to be, by a later import of positions that was done', async () => {
      const before = await imported(records, 'positions')
      const id = await part(PART)
      const other = await part('c'.repeat(64))
      const people = await imported(records, 'people')
      const start = { kind: 'positions', fileName: 'now.csv', startedAt: AT } as const
      const running = await startImport(records, { ...start, sha256: 'd'.repeat(64) })
      for (const [which, by] of [
        [before, undefined],
        [people, undefined],
        [running, undefined],
        [9_999_999, undefined],
        [id, before],
        [id, id],
        [id, other],
        [id, people],
        [id, running],
        [id, 9_999_999],
      ] as const) {
        const wrong = await settle(which, by).catch((error: unknown) => error)
        expect({ which, by, wrong }).toMatchObject({ wrong: { code: 'WRONG_USE' } })
      }
      expect((await unfinishedImports(records)).map((each) => each.settledWhy)).toEqual([
        undefined,
        undefined,
        undefined,
      ])
    })
  })

  describe('imports', () => {
    test('are found by kind and content once they are done', async () => {
      const start = { kind: 'positions', fileName: AWKWARD, startedAt: AT } as const
      const id = await startImport(records, { ...start, sha256: HASH })
      expect(await findFinishedImport(records, 'positions', HASH)).toBeUndefined()
      const totals = { rows: 3, accepted: 2, refused: 1, issues: 2, repeats: 1, conflicts: 0 }
      const header = 'device_id,captured_at'
      const end = { outcome: 'done', finishedAt: AT + 1, header, message: AWKWARD } as const
      await finishImport(records, id, { ...totals, ...end })
      const expected = { id, ...start, sha256: HASH, ...totals, ...end }
      expect(await findFinishedImport(records, 'positions', HASH)).toEqual(expected)
      expect(await findFinishedImport(records, 'people', HASH)).toBeUndefined()
      expect(await findFinishedImport(records, 'positions', 'b'.repeat(64))).toBeUndefined()
      await expect(finishImport(records, id, { ...totals, ...end })).rejects.toThrow('not running')
      const again = await imported(records, 'positions')
      expect(again).toBeGreaterThan(id)
      expect((await newestImport(records, 'positions'))?.id).toBe(again)
      expect(await newestImport(records, 'crimes')).toBeUndefined()
      expect((await listImports(records)).map((one) => one.id)).toEqual([id, again])
      expect(await listImports(records, { kind: 'people' })).toEqual([])
    })

    test('that were cut off are failed, and their refused rows go', async () => {
      const done = await imported(records, 'positions')
      const cut = await startImport(records, { kind: 'positions', fileName: 'b', startedAt: AT })
      for (const id of [done, cut]) {
        await addRefusedRows(records, id, 0, [{ row: 2, raw: bytes('x') }])
        await addRowIssues(records, id, 0, [issue(2)])
      }
      const abandoned = await records.transaction((transaction) =>
        failAbandonedImports(transaction, AT + 5),
      )
      expect(abandoned).toMatchObject([{ id: cut, outcome: 'failed', finishedAt: AT + 5 }])
      expect(await listImports(records, { outcome: 'running' })).toEqual([])
      expect(await all(refusedRows(records, cut))).toEqual([])
      expect(await all(rowIssues(records, cut))).toEqual([])
      expect(await all(refusedRows(records, done))).toHaveLength(1)
    })
  })

  describe('what was refused', () => {
    test('comes back as it came, in its order', async () => {
      const id = await imported(records, 'crimes')
      const rows = [
        { row: 9, raw: bytes(AWKWARD) },
        { row: 2, raw: bytes('\uFEFFbyte order mark, \uE000') },
        { row: 2, raw: Uint8Array.of(0, 0xff, 0x5c, 0xc3) },
        { row: 2, raw: bytes('') },
      ]
      await addRefusedRows(records, id, 0, rows.slice(0, 1))
      await addRefusedRows(records, id, 1, rows.slice(1))
      expect(await all(refusedRows(records, id))).toEqual(rows)
      const whole: RowIssue = {
        field: '',
        code: 'ALL_RECORDS_FAILED',
        value: AWKWARD,
        message: AWKWARD,
        requiredAction: 'x',
      }
      const issues = [{ ...issue(9), crimeReference: AWKWARD }, issue(2), whole]
      await addRowIssues(records, id, 0, issues)
      expect(await all(rowIssues(records, id))).toEqual(issues)
    })

    test('is added and read by the hundred thousand in few statements', async () => {
      const id = await imported(records, 'positions')
      const rows = Array.from({ length: 100_000 }, (_, row) => ({
        row,
        raw: bytes(`TAG-${row},2026-01-05T12:00:00Z,95.1234567,-4.1234567,10,GPS,1.2,180,0.8,11`),
      }))
      let statements = 0
      const counting = (query: RecordsQuery): RecordsQuery => ({
        query(sql, parameters) {
          statements += 1
          return query.query(sql, parameters)
        },
      })
      await records.transaction((transaction) => addRefusedRows(counting(transaction), id, 0, rows))
      const kept = await all(refusedRows(counting(records), id))
      expect(statements).toBeLessThan(100)
      expect(kept).toHaveLength(rows.length)
      for (const [index, row] of kept.entries()) {
        if (row.row !== index || !Buffer.from(row.raw).equals(rows[index]?.raw ?? bytes('')))
          expect(row).toEqual(rows[index])
      }
    })

    test('may hold the longest rows there are', async () => {
      const id = await imported(records, 'positions')
      const raw = new Uint8Array(16 * 1024 * 1024).fill(120)
      await addRefusedRows(records, id, 0, [
        { row: 1, raw },
        { row: 2, raw },
      ])
      const lengths = (await all(refusedRows(records, id))).map((kept) => kept.raw.length)
      expect(lengths).toEqual([raw.length, raw.length])
    })
  })
})
