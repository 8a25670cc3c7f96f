import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operator } from '../../src/app/asker.ts'
import { addSender, endSender } from '../../src/app/mail-senders.ts'
import type { Records } from '../../src/store/records/records.ts'
import { listSenders } from '../../src/store/records/sender-records.ts'
import { workAt } from '../support/account-work.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const AT = Date.UTC(2026, 2, 29, 9)

describe.each(recordsTwins())('who may send crimes by e-mail, on $name', (twin) => {
  let records: Records

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it
  const work = () => workAt(records, AT, operator())

  test('is kept with who said so, and every change is an event', async () => {
    const typed = { address: ' Crime.Desk@Kent.police.example ', policeForce: 'Kent' }
    const id = await addSender(work(), typed)
    expect(await listSenders(records)).toMatchObject([
      { id, address: 'crime.desk@kent.police.example', policeForce: 'Kent', addedAt: AT },
    ])
    await expect(addSender(work(), { ...typed, policeForce: 'Essex' })).rejects.toMatchObject({
      field: 'address',
      message: expect.stringContaining('sends for Kent already'),
    })
    await endSender(work(), id)
    await expect(endSender(work(), id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await addSender(work(), { ...typed, policeForce: 'Essex' })
    const events = await records.query<{ entry: string }>('select entry from audit_events')
    expect(events.map(({ entry }) => /"change":"(\w+)"/.exec(entry)?.[1])).toEqual([
      'added',
      'ended',
      'added',
    ])
    expect(events.some(({ entry }) => entry.includes('police.example'))).toBe(false)
  })

  test.each([
    ['', 'Kent', 'address'],
    ['desk', 'Kent', 'address'],
    ['desk@kent', 'Kent', 'address'],
    ['a@kent.example, b@kent.example', 'Kent', 'address'],
    ['Desk <a@kent.example>', 'Kent', 'address'],
    ['a@kent.example\r\nBcc: b@x.example', 'Kent', 'address'],
    [`${'a'.repeat(250)}@kent.example`, 'Kent', 'address'],
    ['other@kent.example', '', 'policeForce'],
    ['other@kent.example', 'kent', 'policeForce'],
  ])('%j for %j is refused at %s', async (address, policeForce, field) => {
    await expect(addSender(work(), { address, policeForce })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      field,
    })
  })
})
