import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fixZipTimes } from './fixed-zip-times.ts'
import { pngOf } from './map-png.ts'
import { mapSvg } from './map-svg.ts'
import type { ReportDocument } from './report-document.ts'
import { writeDocx } from './write-docx.ts'
import { sectionPages, writePdf } from './write-pdf.ts'

const crime = { latitude: 53.8, longitude: -4.4, radiusMetres: 100 }
const png = pngOf(mapSvg({ crime, positions: [], gapMinutes: 5, view: 'detail' }))

function document(rows: number, mark?: string): ReportDocument {
  return {
    title: 'PA-2026-000001',
    author: 'Zoë Łukasiewicz',
    madeAt: Date.UTC(2026, 9, 25, 0, 30),
    footer: 'PA-2026-000001',
    mark,
    sections: [
      {
        heading: 'Ștefan & <b>',
        blocks: [
          { kind: 'heading', text: 'Part' },
          { kind: 'paragraph', text: 'A bell \u0007 and a half \ud800.\nA second line.' },
          { kind: 'list', items: ['one', 'two'] },
          { kind: 'facts', rows: [['Key', 'value '.repeat(1200)]] },
          { kind: 'page-count', before: 'Pages:', after: '' },
          { kind: 'picture', png, width: 800, height: 752, alt: 'A map', caption: 'Map' },
          { kind: 'signature', lines: ['Signed'] },
        ],
      },
      {
        heading: 'Positions',
        landscape: true,
        blocks: [
          {
            kind: 'table',
            caption: 'All',
            columns: [
              { title: 'Label', share: 1 },
              { title: 'Time', share: 3 },
            ],
            rows: Array.from({ length: rows }, (_, row) => [`A${row}`, '01:30:00 BST']),
          },
        ],
      },
    ],
  }
}

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('writePdf() and writeDocx()', () => {
  it('write the same bytes for the same document, and others for another', async () => {
    const [pdf, docx] = [await writePdf(document(9)), await writeDocx(document(9))]
    expect(hash(await writePdf(document(9)))).toBe(hash(pdf))
    expect(hash(await writeDocx(document(9)))).toBe(hash(docx))
    expect(hash(await writePdf(document(10)))).not.toBe(hash(pdf))
  })

  it('lays long values and tables over as many pages as they take', () => {
    const [few = 0, one = 0] = sectionPages(document(5))
    const [same = 0, many = 0] = sectionPages(document(300))
    expect([few > 2, one, same]).toEqual([true, 1, few])
    expect(many).toBeGreaterThan(5)
  })

  it('count the pages of a document once for both files', () => {
    const both = document(5)
    expect(sectionPages(both)).toBe(sectionPages(both))
    expect(sectionPages(document(5))).not.toBe(sectionPages(both))
  })

  it('tags the PDF: language, title, headings, table heads and what a picture shows', async () => {
    const text = (await writePdf(document(5))).toString('latin1')
    for (const said of [
      '/Lang (en-GB)',
      '/DisplayDocTitle true',
      '/S /H1',
      '/S /TH',
      '/S /Figure',
    ]) {
      expect(text).toContain(said)
    }
    expect(text).toContain('/Alt (A map)')
    expect(text).toContain('/Scope /Column')
  })
})

describe('fixZipTimes()', () => {
  it('refuses what is no zip file', () => {
    expect(() => fixZipTimes(Buffer.from('not a zip file, but long enough'))).toThrow(RangeError)
  })
})
