import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSecretKey } from '../../src/app/accounts/secret-key.ts'
import { operator } from '../../src/app/asker.ts'
import { addNoticeTarget } from '../../src/app/notices/notice-targets.ts'
import { signNotice } from '../../src/app/notices/sign-notice.ts'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import { workAt } from '../support/account-work.ts'
import { TestDataFolder } from '../support/data-folder.ts'
import { secretsOf } from '../support/device-secrets.ts'
import { type ServedFolder, serveFolder } from '../support/served-folder.ts'
import { watchedPeople } from '../support/watched-wearers.ts'
import { WebhookReceiver } from '../support/webhook-receiver.ts'

const MINUTE = 60_000
const FORBIDDEN = 53.8 + 5 / 111.3
const ELSEWHERE = 53.8 + 2 / 111.3

const folder = new TestDataFolder()
const privateHosts = new Set(['127.0.0.1'])
let receiver: WebhookReceiver
let served: ServedFolder | undefined
let device = ''
let secret = ''

beforeAll(async () => {
  receiver = await WebhookReceiver.open()
  const path = join(folder.path, 'people.json')
  writeFileSync(
    path,
    JSON.stringify(watchedPeople(1), (key, value) => {
      if ((key !== 'from' && key !== 'to') || typeof value === 'string') return value
      return typeof value === 'number' && value !== Infinity ? new Date(value).toISOString() : null
    }),
  )
  await folder.run('import', 'people', path)
  device = (await secretsOf(folder.path, ['D1'])).D1
  const records = await openEmbeddedRecords(join(folder.path, 'records'))
  const typed = { kind: 'webhook', address: receiver.url, families: ['zone'], mildest: '5' }
  const made = await addNoticeTarget(
    workAt(records, Date.now(), operator()),
    { ...typed, team: '' },
    { sendsMail: false, privateHosts },
    openSecretKey(folder.path),
  )
  secret = made.secret ?? ''
  await records.close()
})
afterAll(async () => {
  await served?.end()
  await receiver.close()
})

const start = async () => {
  served = await serveFolder(folder.path, { env: { WHEREABOUTS_WEBHOOK_HOSTS: '127.0.0.1' } })
}

async function report(latitude: number, minutesAgo: readonly number[]): Promise<void> {
  const now = Date.now()
  const positions = minutesAgo.map((minutes) => ({
    capturedAt: new Date(now - minutes * MINUTE).toISOString(),
    ...{ latitude, longitude: -4.4, accuracyMetres: 10 },
  }))
  const answer = await fetch(`${served?.url}/api/v1/devices/D1/reports`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${device}` },
    body: JSON.stringify({ positions }),
  })
  expect(answer.status).toBe(200)
}

it('tells of what was raised though the server is killed before it is taken, under the same number', async () => {
  receiver.answer = undefined
  await start()
  await report(ELSEWHERE, [30, 29, 28, 27, 26])
  await report(FORBIDDEN, [12, 11, 10, 9, 8, 7, 6, 5, 4])
  await receiver.until(1)
  process.kill(served?.pid ?? 0, 'SIGKILL')
  await served?.ended
  receiver.answer = 204
  await start()
  await receiver.until(2)
  const [first, second] = receiver.received
  expect(JSON.parse(second?.body ?? '').id).toBe(JSON.parse(first?.body ?? '').id)
  expect(second?.headers['whereabouts-notice']).toBe(first?.headers['whereabouts-notice'])
  expect(JSON.parse(second?.body ?? '')).toMatchObject({
    kind: 'exclusion-entered',
    link: expect.stringMatching(/\/incidents\/\d+$/),
  })
  const said = second?.headers['whereabouts-signature']
  const at = Number(/^t=(\d+),/.exec(String(said))?.[1]) * 1000
  expect(said).toBe(signNotice(secret, second?.body ?? '', at))
})
