import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { askTrailReport, cancelDocument } from '../../src/app/documents/ask-document.ts'
import { askBreachPack } from '../../src/app/documents/ask-pack.ts'
import type { Account } from '../../src/domain/account.ts'
import { readPeople } from '../../src/ingest/people-json.ts'
import { insertAccount } from '../../src/store/records/account-records.ts'
import { documentsToTell, keepDocumentTold } from '../../src/store/records/document-notices.ts'
import {
  countOldDocuments,
  deleteOldDocuments,
  eraseDocuments,
} from '../../src/store/records/document-retention.ts'
import { savePeople } from '../../src/store/records/people-records.ts'
import {
  beginDueDocument,
  documentTaken,
  endPersonDocument,
  forgetDocumentFiles,
  keepDocumentFile,
  keepDocumentProgress,
  keepMadeDocument,
  putBackDocument,
} from '../../src/store/records/person-document-records.ts'
import { notesOf } from '../../src/store/records/person-note-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import {
  countReadyDocuments,
  documentPart,
  visibleDocument,
  visibleDocuments,
} from '../../src/store/records/visible-documents.ts'
import { actorOf, workAt } from '../support/account-work.ts'
import { peopleFile } from '../support/full-people.ts'
import { sayIncident } from '../support/incident.ts'
import { AT, imported } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const DAY = 86_400_000
const FROM = Date.parse('2026-01-05T00:00:00Z')
const trail = { deviceWearerId: 'W1', from: FROM, days: 1, hoursPerMap: 4, purpose: 'A review' }

describe.each(recordsTwins())('documents about people, on $name', (twin) => {
  let records: Records
  let asker: Account
  let kin: Account
  const test = twin.missing ? it.skip : it
  const viewer = (account = asker) => ({ accountId: account.id, at: AT })
  const work = (account = asker) => workAt(records, AT, actorOf(account))
  const shown = async (id: number) => visibleDocument(records, viewer(), 'W1', id)

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    const officer = { role: 'monitoring-officer' } as const
    const email = 'officer@example.invalid'
    asker = await insertAccount(
      records,
      { ...officer, username: 'officer', name: 'Officer', email },
      AT,
    )
    kin = await insertAccount(records, { ...officer, username: 'kin', name: 'Kin' }, AT)
    const importId = await imported(records, 'people')
    await records.transaction((transaction) =>
      savePeople(transaction, importId, readPeople(peopleFile())),
    )
  })
  beforeEach(async () => {
    if (!twin.missing) await records.query('truncate person_documents cascade')
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  /** Makes what is due, of one file. */
  async function make(bytes = Buffer.alloc(700_000, 7)): Promise<number> {
    const due = await beginDueDocument(records)
    if (!due) throw new Error('Nothing is due')
    const file = { name: 'a.pdf', type: 'application/pdf', bytes, sha256: 'ab' }
    await keepDocumentFile(records, due.id, 0, file)
    const made = { at: AT, positions: 3, covers: [due.within] }
    expect(await keepMadeDocument(records, due.id, made)).toBe(true)
    return due.id
  }

  test('are asked for, begun in order, and ready with their bytes in parts', async () => {
    const [first, second] = [
      await askTrailReport(work(), trail),
      await askTrailReport(work(), trail),
    ]
    expect(await beginDueDocument(records)).toMatchObject({
      id: first,
      kind: 'trail-report',
      parameters: { hoursPerMap: 4 },
      within: { from: FROM, to: FROM + DAY },
      tries: 0,
    })
    expect(await keepDocumentProgress(records, first, 2, 6)).toBe(true)
    expect(await shown(first)).toMatchObject({ state: 'working', done: 2, of: 6, files: [] })
    // As after a server that was killed: the same is begun again.
    expect(await beginDueDocument(records)).toMatchObject({ id: first, tries: 1 })
    await putBackDocument(records, first)
    const bytes = Buffer.from(Array.from({ length: 1_100_000 }, (_, i) => i % 251))
    await make(bytes)
    const parts = []
    for (let part = 0; part < 4; part++) {
      parts.push((await documentPart(records, first, 0, part)) ?? Buffer.alloc(0))
    }
    expect(Buffer.concat(parts).equals(bytes)).toBe(true)
    expect(await shown(first)).toMatchObject({
      state: 'ready',
      positions: 3,
      covers: [{ from: FROM, to: FROM + DAY }],
      files: [{ name: 'a.pdf', bytes: 1_100_000 }],
    })
    expect((await beginDueDocument(records))?.id).toBe(second)
  })

  test('are told of until whoever asked takes them away', async () => {
    await askTrailReport(work(), trail)
    const id = await make()
    expect(await countReadyDocuments(records, viewer())).toBe(1)
    expect(await countReadyDocuments(records, viewer(kin))).toBe(0)
    expect(await documentsToTell(records, AT)).toMatchObject([{ id, tries: 0 }])
    await keepDocumentTold(records, id, { nextAt: AT + DAY })
    expect(await documentsToTell(records, AT)).toEqual([])
    expect(await documentsToTell(records, AT + DAY)).toMatchObject([{ id, tries: 1 }])
    await keepDocumentTold(records, id, { toldAt: AT })
    expect(await documentsToTell(records, AT + DAY)).toEqual([])
    await documentTaken(records, id, kin.id, AT)
    expect(await countReadyDocuments(records, viewer())).toBe(1)
    await documentTaken(records, id, asker.id, AT)
    expect(await countReadyDocuments(records, viewer())).toBe(0)
  })

  test('are nobody’s who may not see the person', async () => {
    await askTrailReport(work(), trail)
    const id = await make()
    expect(await visibleDocument(records, viewer(kin), 'W1', id)).toBeUndefined()
    expect(await visibleDocuments(records, viewer(kin), { deviceWearerId: 'W1' }, 9)).toEqual([])
    expect(await visibleDocuments(records, viewer(), { ownOnly: true }, 9)).toHaveLength(1)
    await expect(askTrailReport(work(kin), trail)).rejects.toMatchObject({ code: 'RESTRICTED' })
    await expect(cancelDocument(work(kin), 'W1', id)).rejects.toMatchObject({ code: 'RESTRICTED' })
  })

  test('are cancelled until they are ready, and what was being made is not kept', async () => {
    const id = await askTrailReport(work(), trail)
    await beginDueDocument(records)
    await cancelDocument(work(), 'W1', id)
    expect(await keepDocumentProgress(records, id, 1, 6)).toBe(false)
    const made = { at: AT, positions: 0, covers: [] }
    expect(await keepMadeDocument(records, id, made)).toBe(false)
    const failed = { state: 'failed', at: AT, why: 'It was cancelled' } as const
    expect(await endPersonDocument(records, id, failed)).toBe(false)
    expect(await shown(id)).toMatchObject({ state: 'cancelled', files: [] })
    await expect(cancelDocument(work(), 'W1', id)).rejects.toMatchObject({
      code: 'ALREADY_DECIDED',
    })
  })

  test('lose their bytes where what they tell of is erased, and say why', async () => {
    await askTrailReport(work(), trail)
    const id = await make()
    const erase = (from: number, to: number, but: string[] = []) =>
      eraseDocuments(records, { from, to }, AT, { but })
    await erase(FROM + DAY, FROM + 2 * DAY)
    await erase(FROM, FROM + DAY, ['W1'])
    expect((await shown(id))?.state).toBe('ready')
    await erase(-Infinity, FROM + 1)
    expect(await shown(id)).toMatchObject({
      state: 'erased',
      why: expect.stringContaining('erased'),
      files: [],
    })
    expect(await documentPart(records, id, 0, 0)).toBeUndefined()
  })

  test('leave no bytes where a process was cut off that made one nobody wanted any more', async () => {
    await askTrailReport(work(), trail)
    const ready = await make()
    const id = await askTrailReport(work(), trail)
    await beginDueDocument(records)
    await eraseDocuments(records, { from: FROM + 1, to: FROM + 2 }, AT, { but: ['W2'] })
    const file = { name: 'a.pdf', type: 'application/pdf', bytes: Buffer.alloc(9), sha256: 'ab' }
    await keepDocumentFile(records, id, 0, file)
    const again = await askTrailReport(work(), trail)
    const kept = await make()
    expect(kept).toBe(again)
    await forgetDocumentFiles(records)
    expect(await documentPart(records, id, 0, 0)).toBeUndefined()
    expect(await documentPart(records, ready, 0, 0)).toBeUndefined()
    expect((await documentPart(records, kept, 0, 0))?.length).toBeGreaterThan(0)
  })

  test('are deleted when their time is over, but those about somebody under a hold', async () => {
    await askTrailReport(work(), trail)
    await make()
    expect(await countOldDocuments(records, AT, [])).toBe(0)
    expect(await countOldDocuments(records, AT + 1, ['W1'])).toBe(0)
    expect(await deleteOldDocuments(records, AT + 1, ['W1'])).toBe(0)
    expect(await deleteOldDocuments(records, AT + 1, [])).toBe(1)
    expect(await records.query('select 1 from person_document_parts')).toEqual([])
  })

  test('say what is wrong with what was asked', async () => {
    const fault = (changed: Partial<typeof trail>) =>
      askTrailReport(work(), { ...trail, ...changed })
    await expect(fault({ days: 2 })).rejects.toMatchObject({ field: 'days' })
    await expect(fault({ hoursPerMap: 5 })).rejects.toMatchObject({ field: 'hours' })
    await expect(fault({ purpose: '' })).rejects.toMatchObject({ field: 'purpose' })
    await expect(fault({ from: AT + 1 })).rejects.toMatchObject({ field: 'start' })
    const pack = { deviceWearerId: 'W1', incidentIds: [], noteIds: [], purpose: 'A hearing' }
    await expect(askBreachPack(work(), pack)).rejects.toMatchObject({ field: 'incidents' })
    const incident = await sayIncident(records, {
      deviceWearerId: 'W1',
      kind: 'curfew-left-during',
      from: FROM,
      to: FROM + DAY / 24,
    })
    const other = await sayIncident(records, { feed: 'a', kind: 'feed-silent', from: FROM })
    const ask = (changed: { incidentIds: number[]; noteIds?: number[] }) =>
      askBreachPack(work(), { ...pack, ...changed })
    await expect(ask({ incidentIds: [other] })).rejects.toMatchObject({ field: 'incidents' })
    await expect(ask({ incidentIds: [incident], noteIds: [9] })).rejects.toMatchObject({
      field: 'notes',
    })
    await records.query(
      `insert into person_notes (device_wearer_id, text, written_by, written_at)
       values ('W1', 'They rang', $1, now())`,
      [asker.id],
    )
    const [note] = await notesOf(records, { accountId: asker.id, at: Date.now() }, 'W1', {
      limit: 5,
    })
    expect(note).toMatchObject({ text: 'They rang', writtenBy: { name: 'Officer' } })
    const id = await ask({ incidentIds: [incident], noteIds: [note?.id ?? 0] })
    expect(await shown(id)).toMatchObject({
      kind: 'breach-pack',
      parameters: { incidentIds: [incident], noteIds: [note?.id] },
      within: { from: FROM - DAY / 48, to: FROM + DAY / 24 + DAY / 48 },
    })
  })
})
