import { expect, it } from 'vitest'
import { packContent, wordsOfDocument } from '../../../test/support/document-content.ts'
import { unzipped } from '../../../test/support/unzipped.ts'
import { breachPack } from './breach-pack.ts'
import { documentFiles } from './document-files.ts'

const options = { ground: undefined, drawn: () => undefined }

it('calls a violation only what somebody decided is not excused', async () => {
  const words = wordsOfDocument(await breachPack(packContent(), options))
  for (const said of [
    'somebody decided that one is a violation that is not excused',
    'Incident 1. Violation, not excused: Away from home during curfew hours',
    'Incident 2. Waits for a decision: Away from home during curfew hours',
    'Not excused | No proof was shown. They were asked twice | Zoë Łukasiewicz, 29 March 2026 at 02:00 BST | 1 | no',
    'Nobody has decided about it. It waits for a decision; it does not count.',
    '12 positions, 2 of them labelled E',
    '2 (E2) |',
    'the threshold is 10 minutes',
    'They rang <b>late</b>',
    'Name: Zoë Łukasiewicz',
  ]) {
    expect(words).toContain(said)
  }
  expect(words.match(/^Incident 2\..*violation/im)).toBeNull()
})

it('says of which incident more is held than is shown', async () => {
  const content = packContent()
  const incidents = content.incidents.map((each) => ({ ...each, isCut: each.found.id === 2 }))
  const words = wordsOfDocument(await breachPack({ ...content, incidents }, options))
  const cut = '28 March 2026, 20:00 to 21:00 GMT; more is held of it than is shown.'
  expect(words.split(cut)).toHaveLength(2)
  expect(words.indexOf(cut)).toBeGreaterThan(words.indexOf('Incident 2.'))
})

it('holds the positions and decisions for machines, and the hash of every file', async () => {
  const [zip] = await documentFiles({ pack: packContent() }, () => undefined)
  const [again] = await documentFiles({ pack: packContent() }, () => undefined)
  expect(again?.sha256).toBe(zip?.sha256)
  const files = unzipped(Buffer.from(zip?.bytes ?? []))
  const json = (name: string) => JSON.parse(String(files.get(name)))
  expect(json('incidents.json')).toMatchObject([
    { id: 1, standing: 'Violation, not excused', startsAt: '2026-03-28T20:00:00Z' },
    { id: 2, standing: 'Waits for a decision', decisions: [] },
  ])
  const manifest = json('manifest.json')
  expect(manifest).toMatchObject({
    format: 'whereabouts-breach-pack/1',
    incidents: [1, 2],
    notes: [4],
    method: { gapMinutes: 5, monitoring: { allowanceMinutes: 120 } },
  })
  expect(manifest.files.map(({ name }: { name: string }) => name)).toEqual([
    'breach-pack-7.pdf',
    'incidents.json',
    'positions/incident-1.csv',
    'positions/incident-2.csv',
  ])
  expect(String(files.get('positions/incident-1.csv'))).toMatch(/,D1,2\n3,.*,D1,\n/)
})
