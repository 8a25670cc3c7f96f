import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AuditEvent } from '../../src/domain/audit-event.ts'
import { insertAccount } from '../../src/store/records/account-records.ts'
import { appendAudit } from '../../src/store/records/audit-records.ts'
import { addAuditReview } from '../../src/store/records/audit-reviews.ts'
import {
  type AuditShare,
  drawAuditSample,
  findAuditSample,
  listAuditSamples,
  sampledEvents,
} from '../../src/store/records/audit-samples.ts'
import type { Records } from '../../src/store/records/records.ts'
import { AT } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const within = { from: AT + 10, to: AT + 30 }

describe.each(recordsTwins())('samples of the audit on $name', (twin) => {
  let records: Records
  let drawnBy: number

  beforeAll(async () => {
    if (!twin.missing) await twin.start()
  })
  beforeEach(async () => {
    if (twin.missing) return
    records = await (await twin.freshPlace())()
    const details = { username: 'reviewer', name: 'R', role: 'hub-manager' } as const
    drawnBy = (await insertAccount(records, details, AT)).id
  })
  afterEach(() => records?.close())
  afterAll(() => twin.stop())

  const test = twin.missing ? it.skip : it
  const ids = (events: readonly { readonly id: number }[]) => events.map(({ id }) => id)
  const tell = (at: number, action: AuditEvent['action'] = 'consult') =>
    appendAudit(records, {
      at,
      action,
      outcome: 'done',
      what: 'movements',
      subjects: ['W1'],
      username: 'caseworker',
      role: 'hub-caseworker',
      from: '127.0.0.1',
      correlationId: 'c-1',
    })
  const draw = (size: AuditShare, limit = 100) =>
    records.transaction((transaction) =>
      drawAuditSample(transaction, { drawnBy, drawnAt: AT, within, size }, limit),
    )

  test('are drawn inside an interval, a share rounded up or a number, and never more than the limit', async () => {
    for (let i = 0; i < 40; i++) await tell(AT + i)
    const sizes: [AuditShare, number, number][] = [
      [{ share: 1 }, 100, 20],
      [{ share: 0.01 }, 100, 1],
      [{ share: 0.26 }, 100, 6],
      [{ most: 7 }, 100, 7],
      [{ most: 70 }, 100, 20],
      [{ share: 1 }, 3, 3],
    ]
    for (const [size, limit, events] of sizes) {
      const sample = await draw(size, limit)
      expect(sample.events).toBe(events)
      const sampled = ids(await sampledEvents(records, sample.id, { limit: 100 }))
      expect(sampled).toHaveLength(events)
      expect(sampled).toEqual([...new Set(sampled)].sort((a, b) => a - b))
      expect(sampled.every((id) => id > 10 && id <= 30)).toBe(true)
    }
  })

  test('hold who looked, searched and took away, and nothing else', async () => {
    const actions = ['collect', 'consult', 'search', 'alter', 'disclose', 'sign-in'] as const
    for (const action of actions) await tell(AT + 15, action)
    const { id } = await draw({ share: 1 })
    expect(ids(await sampledEvents(records, id, { limit: 9 }))).toEqual([2, 3, 5])
    expect(ids(await sampledEvents(records, id, { after: 2, limit: 1 }))).toEqual([3])
  })

  test('say how far people have got with them, newest first', async () => {
    for (let i = 0; i < 20; i++) await tell(AT + 10 + i)
    const { id } = await draw({ share: 0.5 })
    await draw({ most: 20 })
    const [first = 0, second = 0] = ids(await sampledEvents(records, id, { limit: 2 }))
    for (const eventId of [first, first, second]) {
      const review = { eventId, reviewerAccountId: drawnBy, at: AT, note: '' }
      await addAuditReview(records, { ...review, finding: 'ok' })
    }
    expect(await findAuditSample(records, id)).toEqual({
      id,
      drawnBy,
      drawnByUsername: 'reviewer',
      drawnAt: AT,
      within,
      size: { share: 0.5 },
      events: 10,
      reviewed: 2,
    })
    expect(await findAuditSample(records, 99)).toBeUndefined()
    const listed = await listAuditSamples(records, { limit: 9 })
    expect(ids(listed)).toEqual([id + 1, id])
    expect(listed[0]).toMatchObject({ size: { most: 20 }, events: 20, reviewed: 2 })
    expect(ids(await listAuditSamples(records, { before: id + 1, limit: 9 }))).toEqual([id])
  })

  test('are the same ever after', async () => {
    await tell(AT + 10)
    await draw({ share: 1 })
    for (const statement of [
      'update audit_samples set most = 1',
      'delete from audit_samples',
      'update audit_sampled_events set event_id = 1',
      'delete from audit_sampled_events',
      'truncate audit_samples, audit_sampled_events',
    ]) {
      await expect(records.query(statement)).rejects.toThrow('is never changed or removed')
    }
  })
})
