import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addPersonDocument } from '../../src/store/records/person-document-records.ts'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import { Mailbox } from '../support/mailbox.ts'
import { type ServedFolder, serveFolder } from '../support/served-folder.ts'
import { type ServedTown, serveTown } from '../support/served-town.ts'
import { whereabouts } from '../support/whereabouts.ts'

const FROM = Date.parse('2026-01-06T00:00:00Z')
const HOUR = 3_600_000
const ERASED = ['--from', '2026-01-06T00:00:00Z', '--to', '2026-01-06T01:00:00Z']
const within = { from: FROM, to: FROM + 24 * HOUR }

let town: ServedTown
let again: ServedFolder | undefined
let mailbox: Mailbox
let wearer = ''
let id = 0

beforeAll(async () => {
  mailbox = await Mailbox.open()
  town = await serveTown(async (records) => {
    const [account] = await records.query<{ id: bigint; wearer: string }>(
      `update accounts set email = 'asker@example.invalid' where username = 'practitioner.demo'
       returning id, (
         select min(device_wearer_id) from visible_wearers(accounts.id, now())
         join device_activations using (device_wearer_id)
         where starts_at < '2026-01-05' and (ends_at is null or ends_at > '2026-01-08')
       ) as wearer`,
    )
    wearer = account?.wearer ?? ''
    id = await addPersonDocument(records, {
      deviceWearerId: wearer,
      kind: 'trail-report',
      askedBy: Number(account?.id),
      askedAt: FROM,
      purpose: 'A review of the order',
      parameters: { hoursPerMap: 1 },
      within,
    })
  })
})
afterAll(async () => {
  await again?.end().catch(() => undefined)
  await mailbox?.close()
  await town?.stop().catch(() => undefined)
})

const path = () => `/people/${wearer}/reports/${id}`
const ask = (url: string, init: RequestInit = {}) =>
  fetch(url + path(), { headers: { Cookie: town.cookie('probation-practitioner') }, ...init })

/** The page, once it says something. */
async function untilSaid(url: string, words: RegExp): Promise<string> {
  for (;;) {
    const text = await (await ask(url)).text()
    if (words.test(text)) return text
    if (!/Waits its turn|Being made/.test(text)) throw new Error(`It is not made: ${text}`)
    await pause(100)
  }
}

it('is made though the server is killed in the middle, and its asker is told by e-mail of nobody', async () => {
  await untilSaid(town.url, /[1-9]\d* of 24 maps drawn/)
  process.kill(town.pid ?? 0, 'SIGKILL')
  again = await serveFolder(town.data, {
    env: {
      WHEREABOUTS_MAIL_OUT: mailbox.url,
      WHEREABOUTS_MAIL_FROM: 'server@whereabouts.invalid',
    },
  })
  const message = await mailbox.message(({ subject }) => /is ready/.test(subject ?? ''))
  expect(message.text).toContain(`${again.url}/my-reports`)
  expect(message.text).not.toContain(wearer)
  const page = await untilSaid(again.url, /trail-report-\d+\.pdf/)
  const sums = [...page.matchAll(/<code class="app-hash">([0-9a-f]{64})</g)].map(([, sum]) => sum)
  const files = [await taken(again.url, page, 0), await taken(again.url, page, 1)]
  expect(files.map((bytes) => createHash('sha256').update(bytes).digest('hex'))).toEqual(sums)
  const [pdf = Buffer.alloc(0), csv = Buffer.alloc(0)] = files
  expect(csv.toString().split('\n').length).toBeGreaterThan(100)
  const read = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf })
  if (read.error) return
  const words = read.stdout.toString()
  expect(words).toContain('Map 24 of 24')
  expect(words.replaceAll(/\s+/g, '')).toContain(sums[1])
})

it('goes with the positions it tells of, and its page says why', async () => {
  await again?.end()
  const erased = whereabouts([
    'erase',
    '--wearer',
    wearer,
    '--data',
    town.data,
    '--reason',
    'a test',
    ...ERASED,
  ])
  expect(erased.stderr).toBe('')
  const records = await openEmbeddedRecords(join(town.data, 'records'))
  try {
    expect(await records.query('select 1 from person_document_parts')).toEqual([])
    const [row] = await records.query('select state, why from person_documents')
    expect(row).toMatchObject({ state: 'erased', why: expect.stringContaining('erased') })
    const [event] = await records.query<{ made: bigint }>(
      `select count(*) as made from audit_events
       where what = 'movements' and entry::jsonb -> 'details' ->> 'document' = $1`,
      [String(id)],
    )
    expect(Number(event?.made)).toBe(1)
  } finally {
    await records.close()
  }
})

/** One of the files, by the form of the page. */
async function taken(url: string, page: string, file: number): Promise<Buffer> {
  const [, formToken = ''] = /name="formToken" value="([^"]+)"/.exec(page) ?? []
  const answer = await fetch(`${url}${path()}/download`, {
    method: 'POST',
    headers: { Cookie: town.cookie('probation-practitioner'), Origin: url },
    body: new URLSearchParams({ formToken, file: String(file), purpose: 'A hearing' }),
  })
  expect(answer.status).toBe(200)
  return Buffer.from(await answer.arrayBuffer())
}
