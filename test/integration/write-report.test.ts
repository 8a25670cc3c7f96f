import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { reportFiles } from '../../src/app/reports/report-files.ts'
import { writeReport } from '../../src/app/reports/write-report.ts'
import type { ReportDocument } from '../../src/report/report-document.ts'

const document: ReportDocument = {
  title: 'A report',
  author: 'Zoë Łukasiewicz',
  madeAt: Date.UTC(2026, 10, 2, 9),
  footer: 'A report',
  sections: [{ heading: 'A report', blocks: [{ kind: 'paragraph', text: 'It says this.' }] }],
}

function writer(program: string): URL {
  const path = join(mkdtempSync(join(tmpdir(), 'whereabouts-writer-')), 'writer.mjs')
  writeFileSync(path, program)
  return pathToFileURL(path)
}

describe('writeReport()', () => {
  it('writes in another thread what would be written in this one, byte for byte', async () => {
    const [here, there] = [await reportFiles({ document }), await writeReport({ document })]
    expect([there.pdfSha256, there.docxSha256]).toEqual([here.pdfSha256, here.docxSha256])
    expect(Buffer.from(there.pdf).equals(here.pdf)).toBe(true)
    expect(Buffer.from(there.docx).equals(here.docx)).toBe(true)
  })

  it.each([
    ['fails', 'throw new RangeError("no room")'],
    ['ends without a word', 'process.exit(3)'],
    ['runs out of memory', 'for (const all = []; ; ) all.push(new Array(1e6).fill(0.5))'],
  ])('says so where the thread %s, and the next report is written', async (_, program) => {
    const outcomes = await Promise.allSettled([
      writeReport({ document }, writer(program)),
      writeReport({ document }),
    ])
    expect(outcomes).toMatchObject([
      { status: 'rejected', reason: { code: 'REPORT_UNWRITABLE' } },
      { status: 'fulfilled', value: { pdfSha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    ])
  })

  it('says so where its evidence is not what it can read', async () => {
    const evidence = Buffer.from('{"format":"another"}')
    await expect(writeReport({ evidence })).rejects.toMatchObject({ code: 'REPORT_UNWRITABLE' })
  })
})
