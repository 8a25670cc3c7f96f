import { appendFileSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operator } from '../../src/app/asker.ts'
import { keepAuditHeads, readAuditHeads } from '../../src/app/audit-heads.ts'
import { auditEvent } from '../../src/domain/audit-event.ts'
import { appendAudit } from '../../src/store/records/audit-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const HOUR = 3_600_000
const [twin] = recordsTwins()
let records: Records

beforeAll(async () => {
  await twin?.start()
  records = (await (await twin?.freshPlace())?.()) as Records
})
afterAll(async () => {
  await records?.close()
  await twin?.stop()
})

async function append(times: number): Promise<void> {
  const facts = { action: 'consult', outcome: 'done', what: 'movements', subjects: [] } as const
  for (let i = 0; i < times; i++) await appendAudit(records, auditEvent(operator(), 0, facts))
}

describe('keepAuditHeads', () => {
  it('writes a head down where there is something new, and none for a chain that was cut', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'whereabouts-heads-')), 'heads.ndjson')
    const ids = () => readAuditHeads(path).heads.map(({ id }) => id)
    const reopened = async () => (await keepAuditHeads(records, path, HOUR)).stop()
    const keeper = await keepAuditHeads(records, path, HOUR)
    expect(ids()).toEqual([])
    await append(1)
    await keeper.keep()
    await keeper.keep()
    await append(4)
    await Promise.all([keeper.keep(), keeper.keep()])
    expect(ids()).toEqual([1, 5])
    await records.query('alter table audit_events disable trigger all')
    await records.query('delete from audit_events where id > 3')
    await keeper.keep()
    await append(1)
    await keeper.keep()
    await keeper.stop()
    expect(ids()).toEqual([1, 5])
    // A write that was cut off spoils no other line, and is no head.
    appendFileSync(path, '\n{"at":"2026-')
    await append(3)
    await reopened()
    await reopened()
    expect(ids()).toEqual([1, 5, 7])
    expect(readAuditHeads(path).unreadable).toBe(1)
  })

  it('knows the newest head of a long file, and says which one cannot be written', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'whereabouts-heads-')), 'heads.ndjson')
    const keeper = await keepAuditHeads(records, path, HOUR)
    for (let i = 0; i < 60; i++) {
      await append(1)
      await keeper.keep()
    }
    await keeper.stop()
    const before = readFileSync(path, 'utf8')
    expect(before.length).toBeGreaterThan(4096)
    await (await keepAuditHeads(records, path, HOUR)).stop()
    expect(readFileSync(path, 'utf8')).toBe(before)
    await expect(keepAuditHeads(records, '/dev/null/heads', HOUR)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('Cannot write the heads of the audit in /dev/null/heads'),
    })
  })
})
