import { existsSync, mkdtempSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import type { RecordRow, Records } from '../../src/store/records/records.ts'
import { insertSender } from '../../src/store/records/sender-records.ts'
import { crimeMessage } from '../support/crime-message.ts'
import { crimeLine } from '../support/crime-row.ts'
import { TestDataFolder } from '../support/data-folder.ts'
import { Mailbox } from '../support/mailbox.ts'
import { type ServedFolder, serveFolder } from '../support/served-folder.ts'
import { root } from '../support/whereabouts.ts'

const ADDRESS = 'crimes@whereabouts.example'
const DESK = 'desk@cheshire.example'
const cert = join(root, 'test/fixtures/mail/cert.pem')
const key = join(root, 'test/fixtures/mail/key.pem')

let mailbox: Mailbox
beforeAll(async () => {
  mailbox = await Mailbox.open()
})
afterAll(() => mailbox?.close())

async function withRecords<T>(folder: TestDataFolder, work: (records: Records) => Promise<T>) {
  const records = await openEmbeddedRecords(join(folder.path, 'records'))
  try {
    return await work(records)
  } finally {
    await records.close()
  }
}

/** A folder with a sender for Cheshire. */
async function folderWithSender(): Promise<TestDataFolder> {
  const folder = new TestDataFolder()
  await withRecords(folder, (records) =>
    insertSender(records, {
      address: DESK,
      policeForce: 'Cheshire',
      addedAt: Date.now(),
      addedBy: 'a test',
    }),
  )
  return folder
}

function attempts(folder: TestDataFolder): Promise<RecordRow[]> {
  return withRecords(folder, (records) =>
    records.query('select status, reason_code, file_name from ingestion_attempts order by id'),
  )
}

async function served(folder: TestDataFolder, env: Record<string, string> = {}) {
  const server = await serveFolder(folder.path, {
    env: {
      WHEREABOUTS_SMTP_PORT: '0',
      WHEREABOUTS_SMTP_ADDRESS: ADDRESS,
      WHEREABOUTS_MAIL_OUT: mailbox.url,
      WHEREABOUTS_MAIL_FROM: 'whereabouts@hub.example',
      ...env,
    },
  })
  const [, port] = /by e-mail at 127\.0\.0\.1:(\d+)/.exec(server.said) ?? []
  return { server, port: Number(port) }
}

function send(port: number, raw: string, to = ADDRESS, tls: object = { ignoreTLS: true }) {
  const transport = createTransport({ host: '127.0.0.1', port, ...tls })
  return transport
    .sendMail({ envelope: { from: DESK, to: [to] }, raw })
    .finally(() => transport.close())
}

describe('a crime batch by e-mail', () => {
  let folder: TestDataFolder
  let server: ServedFolder
  let port: number
  beforeAll(async () => {
    folder = await folderWithSender()
    const tls = { WHEREABOUTS_SMTP_CERT: cert, WHEREABOUTS_SMTP_KEY: key }
    ;({ server, port } = await served(folder, { ...tls, WHEREABOUTS_MAIL_MOST_MB: '1' }))
  })

  it('is taken with STARTTLS, answered with what to mend, and taken once it is mended', async () => {
    const rows = [crimeLine({ from: '2026-01-26 16:00' }), crimeLine({ reference: 'CHS/2' })]
    const secure = { requireTLS: true, tls: { rejectUnauthorized: false } }
    const raw = crimeMessage({ id: '<bad@cheshire.example>', csv: rows.join('') })
    await send(port, raw, ADDRESS, secure)
    const answer = await mailbox.message(({ inReplyTo }) => inReplyTo === '<bad@cheshire.example>')
    expect(answer.subject).toBe('Crime Mapping Request - partly accepted - CHS20260329 - batch.csv')
    expect(answer.headers.get('auto-submitted')).toBe('auto-replied')
    expect(answer.text).toContain(`to ${ADDRESS} as a CSV attachment`)

    // As somebody would who has the list before them.
    const [list] = answer.attachments
    expect(list?.filename).toBe('validation-issues-CHS20260329.csv')
    const [, issue = ''] = list?.content.toString().split('\n') ?? []
    expect(issue).toContain('as yyyyMMddHHmmss')
    const row = Number(issue.split(',')[0])
    rows[row - 1] = rows[row - 1]?.replace('2026-01-26 16:00', '20260126160000') ?? ''
    const mended = crimeMessage({
      id: '<mended@cheshire.example>',
      csv: rows.join('').replaceAll('CHS20260329', 'CHS20260329-R'),
    })
    await send(port, mended)
    const second = await mailbox.message(
      ({ inReplyTo }) => inReplyTo === '<mended@cheshire.example>',
    )
    expect(second.subject).toBe('Crime Mapping Request - accepted - CHS20260329-R - batch.csv')
    expect(second.text).toContain('2 rows, 2 accepted, 0 refused')
  })

  it('goes to one address: nothing is passed on', async () => {
    await expect(send(port, crimeMessage(), 'somebody@elsewhere.example')).rejects.toMatchObject({
      responseCode: 550,
    })
  })

  it('that is too large is refused, and noted', async () => {
    const csv = 'x'.repeat(1_500_000)
    const raw = crimeMessage({ id: '<large@cheshire.example>', csv })
    await expect(send(port, raw)).rejects.toMatchObject({ responseCode: 552 })
    await mailbox.message(({ inReplyTo }) => inReplyTo === '<large@cheshire.example>')
  })

  it('leaves one attempt for each message', async () => {
    await server.end()
    expect(await attempts(folder)).toEqual([
      { status: 'partly', reason_code: null, file_name: 'batch.csv' },
      { status: 'accepted', reason_code: null, file_name: 'batch.csv' },
      { status: 'refused', reason_code: 'MESSAGE_TOO_LARGE', file_name: null },
    ])
  })
})

it('is not taken in the clear where TLS is required', async () => {
  const folder = await folderWithSender()
  const tls = { WHEREABOUTS_SMTP_CERT: cert, WHEREABOUTS_SMTP_KEY: key }
  const { server, port } = await served(folder, { ...tls, WHEREABOUTS_SMTP_TLS: 'required' })
  await expect(send(port, crimeMessage())).rejects.toMatchObject({ responseCode: 530 })
  await server.end()
})

it('says what is wrong with its set-up', async () => {
  const folder = new TestDataFolder()
  const env = { WHEREABOUTS_SMTP_PORT: '0', WHEREABOUTS_SMTP_ADDRESS: '' }
  await expect(served(folder, env)).rejects.toThrow('WHEREABOUTS_SMTP_ADDRESS')
})

it('what was acknowledged is worked off once, though the server is killed again and again', async () => {
  const folder = await folderWithSender()
  const acknowledged = new Set<number>()
  for (let round = 0; round < 3; round++) {
    const { server, port } = await served(folder)
    const died = new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => undefined)
      socket.resume()
      socket.once('close', () => resolve())
    })
    let left = 5
    await Promise.allSettled(
      Array.from({ length: 10 }, async (_, index) => {
        const n = round * 10 + index
        const csv = crimeLine({ reference: `CHS/${n}` })
        await send(port, crimeMessage({ id: `<${n}@kill.example>`, csv }))
        acknowledged.add(n)
        left -= 1
        if (left === 0 && server.pid !== undefined) process.kill(server.pid, 'SIGKILL')
      }),
    )
    await died
  }
  expect(acknowledged.size).toBeGreaterThanOrEqual(15)
  const { server } = await served(folder)
  for (const n of acknowledged) {
    await mailbox.message(({ inReplyTo }) => inReplyTo === `<${n}@kill.example>`)
  }
  await server.end()
  const counts = await withRecords(folder, (records) =>
    records.query<{ message_id: string; status: string; found: bigint }>(
      `select message_id, status, count(*) as found from ingestion_attempts group by 1, 2`,
    ),
  )
  expect(new Set(counts.map(({ status, found }) => `${status} ${found}`))).toEqual(
    new Set(['accepted 1']),
  )
  const noted = new Set(counts.map(({ message_id: id }) => id))
  expect([...acknowledged].filter((n) => !noted.has(`<${n}@kill.example>`))).toEqual([])
  expect(readdirSync(join(folder.path, 'mail/spool'))).toEqual([])
})

it('is taken from a folder that files are dropped into', async () => {
  const folder = await folderWithSender()
  const drop = mkdtempSync(join(tmpdir(), 'whereabouts-drop-'))
  writeFileSync(join(drop, 'later.part'), 'not yet')
  writeFileSync(join(drop, 'good.eml'), crimeMessage({ id: '<g@x>', csv: crimeLine() }))
  const { server } = await served(folder, {
    WHEREABOUTS_SMTP_PORT: '',
    WHEREABOUTS_DROP_FOLDER: drop,
  })
  await mailbox.message(({ inReplyTo }) => inReplyTo === '<g@x>')
  writeFileSync(join(drop, 'later.part'), crimeMessage({ id: '<l@x>', subject: 'Lunch' }))
  renameSync(join(drop, 'later.part'), join(drop, 'later.eml'))
  await mailbox.message(({ inReplyTo }) => inReplyTo === '<l@x>')
  await server.end()
  expect(readdirSync(join(drop, 'done'))).toEqual(['good.eml'])
  expect(readdirSync(join(drop, 'failed'))).toEqual(['later.eml'])
  expect(existsSync(join(drop, 'good.eml'))).toBe(false)
  expect(await attempts(folder)).toEqual([
    { status: 'accepted', reason_code: null, file_name: 'batch.csv' },
    { status: 'refused', reason_code: 'SUBJECT_UNEXPECTED', file_name: null },
  ])
})
