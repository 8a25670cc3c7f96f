import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSecretKey } from '../../src/app/accounts/secret-key.ts'
import { operator } from '../../src/app/asker.ts'
import { setCaseRecord } from '../../src/app/hand-over/case-record.ts'
import { signNotice } from '../../src/app/notices/sign-notice.ts'
import { caseRecordTarget } from '../../src/store/records/case-record-targets.ts'
import { insertHandOver } from '../../src/store/records/hand-over-records.ts'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import type { Records } from '../../src/store/records/records.ts'
import { workAt } from '../support/account-work.ts'
import { TestDataFolder } from '../support/data-folder.ts'
import { type ServedFolder, serveFolder } from '../support/served-folder.ts'
import { WebhookReceiver } from '../support/webhook-receiver.ts'

const folder = new TestDataFolder()
let receiver: WebhookReceiver
let served: ServedFolder | undefined
let secret = ''
const picture = {
  png: new Uint8Array(2 * 1024 * 1024).fill(7),
  within: { from: Date.UTC(2026, 0, 7), to: Date.UTC(2026, 0, 8) },
}

async function inRecords<T>(work: (records: Records) => Promise<T>): Promise<T> {
  const records = await openEmbeddedRecords(join(folder.path, 'records'))
  try {
    return await work(records)
  } finally {
    await records.close()
  }
}

beforeAll(async () => {
  receiver = await WebhookReceiver.open()
  const path = join(folder.path, 'people.json')
  writeFileSync(
    path,
    JSON.stringify({
      deviceWearers: [{ id: 'W1', names: ['Orla Venn'] }],
      deviceActivations: [],
      monitoringOrders: [],
    }),
  )
  await folder.run('import', 'people', path)
  await inRecords(async (records) => {
    const typed = { address: receiver.url, sendsName: true, sendsPicture: true }
    secret = await setCaseRecord(
      workAt(records, Date.now(), operator()),
      typed,
      new Set(['127.0.0.1']),
      openSecretKey(folder.path),
    )
    const target = await caseRecordTarget(records)
    await insertHandOver(records, {
      targetId: target?.id ?? 0,
      of: {
        deviceWearerId: 'W1',
        contents: JSON.stringify({ version: 1, description: 'They rang' }),
        seal: 'a seal',
      },
      picture,
      madeBy: undefined,
      madeAt: Date.now(),
    })
  })
})
afterAll(async () => {
  await served?.end()
  await receiver.close()
})

const start = async () => {
  served = await serveFolder(folder.path, { env: { WHEREABOUTS_WEBHOOK_HOSTS: '127.0.0.1' } })
}

it('delivers what was handed over though the server is killed before it is taken, under the same number', async () => {
  receiver.answer = undefined
  await start()
  await receiver.until(1)
  process.kill(served?.pid ?? 0, 'SIGKILL')
  await served?.ended
  receiver.answer = 200
  receiver.says = '{"reference": "CR-7"}'
  await start()
  await receiver.until(2)
  await served?.end()
  served = undefined
  const [first, second] = receiver.received
  expect(second?.headers['whereabouts-hand-over']).toBe(first?.headers['whereabouts-hand-over'])
  const body = second?.body ?? ''
  const sent = JSON.parse(body)
  expect(body).toBe(first?.body.replace(JSON.parse(first.body).link, sent.link))
  expect(sent).toMatchObject({
    description: 'They rang',
    link: expect.stringMatching(/\/people\/W1\/hand-overs\/\d+$/),
  })
  expect(Buffer.from(sent.picture.base64, 'base64').equals(Buffer.from(picture.png))).toBe(true)
  const said = String(second?.headers['whereabouts-signature'])
  const at = Number(/^t=(\d+),/.exec(said)?.[1]) * 1000
  expect(said).toBe(signNotice(secret, body, at))
  const rows = await inRecords((records) =>
    records.query<{ state: string; reference: string }>('select state, reference from hand_overs'),
  )
  expect(rows).toMatchObject([{ state: 'sent', reference: 'CR-7' }])
})
