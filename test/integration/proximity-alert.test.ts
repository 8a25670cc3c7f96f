import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formTokenFor } from '../../src/portal/cookies.ts'
import { demoPassword } from '../support/demo-password.ts'
import { qualifiedCase } from '../support/qualified-case.ts'
import { type Client, ServedSurfaces } from '../support/served-surfaces.ts'
import { root } from '../support/whereabouts.ts'

const NAME = 'Zoë Łukasiewicz-Ștefănescu'

let served: ServedSurfaces
let caseworker: Client
let manager: Client
let police: Client
let crimeId: number
let otherCaseId: number
let wearer: string
let folder: string

beforeAll(async () => {
  served = await ServedSurfaces.open()
  caseworker = served.client('hub-caseworker')
  manager = served.client('hub-manager')
  police = served.client('police-analyst')
  folder = mkdtempSync(join(tmpdir(), 'whereabouts-alert-'))
  const { records } = served.folder
  const [strongest] = await records.query<{ run_id: bigint; ordinal: number }>(
    `select run_id, ordinal from matches
     where police_force = (select police_force from accounts where id = $1)
     order by log10_lr desc limit 1`,
    [police.accountId],
  )
  const match = { run: Number(strongest?.run_id), ordinal: strongest?.ordinal ?? -1 }
  const reviewers = [caseworker.accountId, manager.accountId]
  const made = await qualifiedCase(records, match, reviewers)
  ;({ crimeId, deviceWearerId: wearer } = made)
  await records.query(
    'update device_wearers set names = $2, pnc = null, nomis = null where id = $1',
    [wearer, [NAME]],
  )
  const [other] = await records.query<{ run_id: bigint; ordinal: number }>(
    `select run_id, ordinal from matches join crime_versions on crime_versions.id = crime_version_id
     where crime_id <> $1 order by log10_lr limit 1`,
    [crimeId],
  )
  const elsewhere = { run: Number(other?.run_id), ordinal: other?.ordinal ?? -1 }
  otherCaseId = (await qualifiedCase(records, elsewhere, reviewers)).caseId
})
afterAll(() => served?.stop())

const caseIdOf = async (): Promise<string> => {
  const [row] = await served.folder.records.query<{ id: bigint }>(
    'select id from match_cases where crime_id = $1 and device_wearer_id = $2',
    [crimeId, wearer],
  )
  return String(row?.id)
}

async function drafted(by = caseworker): Promise<number> {
  const form = { cases: await caseIdOf() }
  const answer = await served.ask(by, 'POST', `/crimes/${crimeId}/alert`, { form })
  expect(answer.status).toBe(303)
  return Number(/\/reports\/(\d+)/.exec(answer.headers.get('Location') ?? '')?.[1])
}

const sign = (by: Client, id: number, password = demoPassword) =>
  served.ask(by, 'POST', `/reports/${id}/approve`, { form: { password } })

async function bytesOf(by: Client, id: number, format: string): Promise<Buffer> {
  const response = await served.app.request(
    `http://localhost/reports/${id}/download`,
    {
      method: 'POST',
      headers: { Host: 'localhost', Cookie: `__Host-session=${by.session}` },
      body: new URLSearchParams({
        formToken: formTokenFor(by.session),
        format,
        purpose: 'An investigation',
      }),
    },
    {
      incoming: {
        socket: { remoteAddress: '2001:db8::ffff', remotePort: 1, remoteFamily: 'IPv6' },
      },
    },
  )
  expect(response.status).toBe(200)
  return Buffer.from(await response.arrayBuffer())
}

/** What a document must say, each in words that its page breaks leave whole. */
function wanted(number: string, reference: string): string[] {
  return [
    number,
    reference,
    NAME,
    'Witness statement',
    'Criminal Justice Act 1967, section 9',
    'Hub manager',
    'Exhibit P1/01',
    'Exhibit P1/02',
    'Exhibit P1/03',
    'circle (m)',
    'Algorithm version',
    'Data complete up to',
    'Error rates',
    'Known open faults',
    'No data is never absence',
    'could lawfully be compared',
    'GMT',
    'Page 1 of',
  ]
}

const plain = (text: string) => text.replaceAll(/\s+/g, ' ')

describe('a proximity alert', () => {
  it('names nobody who is not qualified at this crime', async () => {
    const none = await served.ask(caseworker, 'POST', `/crimes/${crimeId}/alert`, {})
    expect([none.status, none.text]).toEqual([422, expect.stringContaining('Choose at least one')])
    const form = { cases: String(otherCaseId) }
    const other = await served.ask(caseworker, 'POST', `/crimes/${crimeId}/alert`, { form })
    expect(other.status).toBe(422)
    const { records } = served.folder
    await records.query("update match_cases set state = 'rejected' where crime_id = $1", [crimeId])
    const rejected = await served.ask(caseworker, 'POST', `/crimes/${crimeId}/alert`, {
      form: { cases: await caseIdOf() },
    })
    expect(rejected.status).toBe(422)
    await records.query("update match_cases set state = 'qualified' where crime_id = $1", [crimeId])
  })

  it('is a draft on every page until it is signed, without a number, and police do not see it', async () => {
    const id = await drafted()
    const page = await served.ask(caseworker, 'GET', `/reports/${id}`)
    expect(page.text).toContain('Proximity alert, draft')
    expect((await served.ask(police, 'GET', `/reports/${id}`)).status).toBe(404)
    expect((await served.ask(police, 'GET', '/reports')).text).toContain('Nothing was sent')
    const preview = await served.ask(caseworker, 'GET', `/reports/${id}/draft.pdf`)
    expect([preview.status, preview.headers.get('Content-Type')]).toEqual([200, 'application/pdf'])
    await served.ask(caseworker, 'POST', `/reports/${id}/discard`)
    expect((await served.ask(caseworker, 'GET', `/reports/${id}/draft.pdf`)).status).toBe(404)
  })

  it('is signed by a manager alone, who did not draft it, with their own password', async () => {
    const own = await drafted(manager)
    expect((await sign(manager, own)).status).toBe(403)
    expect((await sign(caseworker, own)).status).toBe(403)
    await served.ask(manager, 'POST', `/reports/${own}/discard`)
    const id = await drafted()
    const wrong = await served.heard(() => sign(manager, id, 'lighthouse and four gulls'))
    expect([wrong.given.status, wrong.events.map(({ outcome }) => outcome)]).toEqual([
      422,
      ['refused'],
    ])
    expect((await served.ask(manager, 'GET', `/reports/${id}`)).text).toContain('Draft')
    await served.ask(manager, 'POST', `/reports/${id}/discard`)
  })

  it('is not signed once what it tells has changed', async () => {
    const id = await drafted()
    const { records } = served.folder
    await records.query('update reports set evidence_changed_at = now() where id = $1', [id])
    expect((await sign(manager, id)).status).toBe(422)
    await records.query('update reports set evidence_changed_at = null where id = $1', [id])
    await records.query('update match_cases set evidence_changed_at = now() where crime_id = $1', [
      crimeId,
    ])
    expect((await sign(manager, id)).status).toBe(422)
    await records.query('update match_cases set evidence_changed_at = null where crime_id = $1', [
      crimeId,
    ])
    await served.ask(manager, 'POST', `/reports/${id}/discard`)
  })

  it('stays a draft without a number where its files cannot be written', async () => {
    const id = await drafted()
    const { records } = served.folder
    await records.query(
      `update reports set evidence = convert_to('{"format":"x"}', 'UTF8') where id = $1`,
      [id],
    )
    const signed = await sign(manager, id)
    expect([signed.status, signed.text]).toEqual([500, expect.stringContaining('Sorry')])
    const [row] = await records.query('select state, number, pdf from reports where id = $1', [id])
    expect(row).toEqual({ state: 'draft', number: null, pdf: null })
    await served.ask(manager, 'POST', `/reports/${id}/discard`)
  })

  it('is numbered in order, stored, seen by its force, and the same bytes ever after', async () => {
    const ids = [await drafted(), await drafted(), await drafted()]
    const signed = await Promise.all(ids.map((id) => sign(manager, id)))
    expect(signed.map(({ status }) => status)).toEqual([303, 303, 303])
    const rows = await served.folder.records.query<{
      number: string
      pdf_sha256: string
      docx_sha256: string
    }>(
      'select number, pdf_sha256, docx_sha256 from reports where number is not null order by number',
    )
    const year = new Date().getUTCFullYear()
    expect(rows.map(({ number }) => number)).toEqual(
      ['000001', '000002', '000003'].map((each) => `PA-${year}-${each}`),
    )
    const [id = 0] = ids
    const [row] = await served.folder.records.query<{
      number: string
      pdf_sha256: string
      docx_sha256: string
    }>('select number, pdf_sha256, docx_sha256 from reports where id = $1', [id])
    expect((await served.ask(police, 'GET', `/reports/${id}`)).text).toContain(row?.number)
    const { given: pdf, events } = await served.heard(() => bytesOf(police, id, 'pdf'))
    expect(events).toMatchObject([{ action: 'disclose', outcome: 'done', subjects: [wearer] }])
    const docx = await bytesOf(caseworker, id, 'docx')
    expect([sha256(pdf), sha256(docx)]).toEqual([row?.pdf_sha256, row?.docx_sha256])
    expect(await bytesOf(manager, id, 'pdf')).toEqual(pdf)
    writeFileSync(join(folder, 'alert.pdf'), pdf)
    writeFileSync(join(folder, 'alert.docx'), docx)
  })

  it('is the same bytes again from its evidence alone, in whatever zone', async () => {
    const [row] = await served.folder.records.query<{
      evidence: Uint8Array
      number: string
      at: number
      pdf_sha256: string
      docx_sha256: string
    }>(
      `select evidence, number, extract(epoch from approved_at)::float8 * 1000 as at, pdf_sha256,
         docx_sha256
       from reports where number is not null order by number limit 1`,
    )
    const evidence = join(folder, 'evidence.json')
    writeFileSync(evidence, row?.evidence ?? '')
    const dist = (path: string) => JSON.stringify(pathToFileURL(join(root, 'dist', path)).href)
    const program = `
      import { readFileSync } from 'node:fs'
      const { reportFiles } = await import(${dist('app/reports/report-files.js')})
      const signing = ${JSON.stringify({ number: row?.number, signedAt: Math.round(row?.at ?? 0), signer: 'Demo manager' })}
      const ground = { town: ${JSON.stringify(join(served.data, 'town'))} }
      const evidence = readFileSync(${JSON.stringify(evidence)})
      const { pdfSha256, docxSha256 } = await reportFiles({ evidence, signing, ground })
      console.log(pdfSha256 + ' ' + docxSha256)`
    for (const TZ of ['UTC', 'Europe/London', 'Australia/Lord_Howe']) {
      const again = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
        env: { ...process.env, TZ },
        encoding: 'utf8',
      })
      expect(again.stdout.trim(), again.stderr).toBe(`${row?.pdf_sha256} ${row?.docx_sha256}`)
    }
  })

  const office = ['soffice', 'pdftotext'].every(
    (program) => !spawnSync(program, ['--version']).error,
  )
  if (!office) console.warn('LibreOffice or poppler-utils is not installed: files are not opened')
  const opened = office ? it : it.skip
  opened(
    'says all that it must, in the PDF and in the Word file as LibreOffice reads it',
    async () => {
      const [row] = await served.folder.records.query<{ number: string; reference: string }>(
        `select number, crime_reference as reference from reports join crimes on crimes.id = crime_id
       where number is not null order by number limit 1`,
      )
      const [docx, pdf] = [join(folder, 'alert.docx'), join(folder, 'alert.pdf')]
      const converted = spawnSync(
        'soffice',
        [
          '--headless',
          `-env:UserInstallation=file://${folder}/office`,
          '--convert-to',
          'pdf',
          '--outdir',
          join(folder, 'word'),
          docx,
        ],
        { encoding: 'utf8' },
      )
      expect(converted.status, converted.stderr).toBe(0)
      const [{ number = '', reference = '' } = {}] = [row]
      for (const file of [pdf, join(folder, 'word', 'alert.pdf')]) {
        const read = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
        const text = plain(read.stdout)
        const stem = number.slice(0, -1)
        for (const words of wanted(stem, reference)) expect(text).toContain(words)
      }
      expect(readFileSync(pdf).subarray(0, 8).toString()).toBe('%PDF-1.7')
    },
  )

  it('can be withdrawn with a reason, after which everybody is told and its files stay', async () => {
    const [row] = await served.folder.records.query<{ id: bigint }>(
      'select id from reports where number is not null order by number limit 1',
    )
    const id = Number(row?.id)
    const before = await bytesOf(police, id, 'pdf')
    expect(
      (
        await served.ask(manager, 'POST', `/reports/${id}/withdraw`, {
          form: { withdrawReason: 'x' },
        })
      ).status,
    ).toBe(422)
    const form = { withdrawReason: 'The device was fitted to somebody else.' }
    expect((await served.ask(caseworker, 'POST', `/reports/${id}/withdraw`, { form })).status).toBe(
      403,
    )
    expect((await served.ask(manager, 'POST', `/reports/${id}/withdraw`, { form })).status).toBe(
      303,
    )
    expect((await served.ask(police, 'GET', `/reports/${id}`)).text).toContain(form.withdrawReason)
    expect((await served.ask(police, 'GET', '/reports')).text).toContain('Withdrawn')
    expect(await bytesOf(police, id, 'pdf')).toEqual(before)
    expect((await bytesOf(police, id, 'notice')).subarray(0, 5).toString()).toBe('%PDF-')
    const again = await served.ask(manager, 'POST', `/reports/${id}/withdraw`, { form })
    expect(again.status).toBe(409)
  })

  it('stands with a reason where its evidence has changed after it was signed', async () => {
    const { records } = served.folder
    const [row] = await records.query<{ id: bigint }>(
      "select id from reports where state = 'approved' order by number limit 1",
    )
    const id = Number(row?.id)
    const form = { standReason: 'The late position only confirms it.' }
    const early = await served.ask(manager, 'POST', `/reports/${id}/stands`, { form })
    expect(early.status).toBe(409)
    await records.query('update reports set evidence_changed_at = now() where id = $1', [id])
    expect((await served.ask(police, 'GET', `/reports/${id}`)).text).toContain('has changed')
    expect((await served.ask(manager, 'POST', `/reports/${id}/stands`, { form })).status).toBe(303)
    const page = await served.ask(caseworker, 'GET', `/reports/${id}`)
    expect(page.text).toContain(form.standReason)
    expect(page.text).not.toContain('Evidence changed')
  })
})

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
