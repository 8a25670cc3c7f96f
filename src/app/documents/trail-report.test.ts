import { expect, it } from 'vitest'
import { trailContent, wordsOfDocument } from '../../../test/support/document-content.ts'
import { documentFiles } from './document-files.ts'
import { trailReport } from './trail-report.ts'

const options = { positionsSha256: 'ab'.repeat(32), ground: undefined, drawn: () => undefined }

it('says who, why, under what, what is held and what is not, a page for each map', async () => {
  const document = await trailReport(trailContent(), options)
  const words = wordsOfDocument(document)
  for (const said of [
    'Name: Orla O’Brien',
    'CRN: X000001',
    'What for: A review of the order',
    'Asked for by: Zoë Łukasiewicz, probation practitioner',
    'Licence after release, order O1',
    'Stay out of Harbour, always',
    'All of this period',
    // By the clock the night is an hour shorter.
    '28 March 2026 at 20:00 GMT to 29 March 2026 at 09:00 BST (12 hours)',
    '28 March 2026 | 12 | 1 | 3 hours 5 minutes',
    '29 March 2026 | 0 | 1 | 8 hours',
    'Map 1 of 2',
    '12 positions, number 1 at 28 March 2026 at 20:00:00 GMT to number 12 at 28 March 2026 at 20:55:00 GMT',
    'Map 2 of 2',
    'No position is held. Where the device was is not known; that is not absence.',
    'not the way that was taken',
    'ab'.repeat(32),
  ]) {
    expect(words).toContain(said)
  }
  expect(document.footer).toBe('Trail report 7   Positions abababababababab')
  expect(words).not.toMatch(/guilt|offen[cd]|commit/i)
})

it('says what may not be looked at, and never that nothing was there', async () => {
  const content = trailContent()
  const words = wordsOfDocument(
    await trailReport({ ...content, supervised: [], silences: [], positions: [] }, options),
  )
  expect(words).toContain('no trail condition was in force with a device worn')
  expect(words).toContain('so no position may be shown')
})

it('is the same bytes for the same content, with every position in the file beside it', async () => {
  const job = { trail: trailContent() }
  const told: number[][] = []
  const [pdf, csv] = await documentFiles(job, (done, of) => told.push([done, of]))
  const again = await documentFiles(job, () => undefined)
  expect(again.map(({ sha256 }) => sha256)).toEqual([pdf?.sha256, csv?.sha256])
  expect(told).toEqual([
    [1, 2],
    [2, 2],
  ])
  expect(pdf?.name).toBe('trail-report-7.pdf')
  expect(String(Buffer.from(csv?.bytes ?? []))).toContain(
    '\n2,2026-03-28T20:05:00Z,28 March 2026 at 20:05:00 GMT,53.8002000,-4.4000000,12,GPS,,,,,,D1\n',
  )
})
