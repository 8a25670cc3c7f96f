import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TypedNote, writeNote } from '../../src/app/notes/write-note.ts'
import { checkPractice } from '../../src/app/practice/check-practice.ts'
import type { Account } from '../../src/domain/account.ts'
import { MOST_NOTE_TEXT } from '../../src/domain/person-note.ts'
import type { ClickhouseArchive } from '../../src/store/positions/clickhouse-archive.ts'
import {
  incidentsToNote,
  noteAuthorsOf,
  noteById,
  notesOf,
} from '../../src/store/records/person-note-records.ts'
import { beginPractice, practiceOf } from '../../src/store/records/practice-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { actorOf, workAt } from '../support/account-work.ts'
import { sayIncident } from '../support/incident.ts'
import { type ArchivePlace, archiveTwins } from '../support/positions-twins.ts'
import { AT, AWKWARD } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'
import { anHourOfPositions, supervised } from '../support/supervised.ts'

const MINUTE = 60_000
const plain: TypedNote = {
  text: 'Spoke to them',
  about: undefined,
  withPosition: false,
  incidentId: undefined,
  corrects: undefined,
}
let place: ArchivePlace
let archive: ClickhouseArchive

beforeAll(async () => {
  place = (await archiveTwins()[0]?.place()) as ArchivePlace
  archive = await place.open()
  await archive.migrate()
  await anHourOfPositions(archive)
})
afterAll(async () => {
  await archive.close()
  await place.remove()
})

describe.each(recordsTwins())('notes of people, on $name', (twin) => {
  let records: Records
  let accounts: Readonly<Record<string, Account>>
  const test = twin.missing ? it.skip : it
  const account = (name: string) => accounts[name] as Account
  const as = (name: string) => ({ accountId: account(name).id, at: AT })
  const write = (name: string, deviceWearerId: string, note: Partial<TypedNote> = {}, at = AT) =>
    writeNote(
      workAt(records, at, actorOf(account(name))),
      archive,
      { accountId: account(name).id, deviceWearerId },
      { ...plain, ...note },
    )
  const idsSeen = async (name: string, deviceWearerId: string) =>
    (await notesOf(records, as(name), deviceWearerId, { limit: 100 })).map(({ id }) => id)

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    accounts = await supervised(records)
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  test('a note is read as it was written by whoever may see the person, and by nobody else', async () => {
    const id = await write('one', 'W3', { text: AWKWARD, about: { from: AT, to: AT + MINUTE } })
    const note = await noteById(records, as('officer'), 'W3', id)
    expect(note).toMatchObject({
      text: AWKWARD,
      about: { from: AT, to: AT + MINUTE },
      writtenBy: { accountId: account('one').id, name: 'one' },
      writtenAt: AT,
      correctedBy: [],
    })
    for (const name of ['kept.out', 'other', 'police', 'hub', 'admin', 'wearer']) {
      expect([name, await idsSeen(name, 'W3')]).toEqual([name, []])
      expect(await noteById(records, as(name), 'W3', id)).toBeUndefined()
    }
    expect(await noteById(records, as('one'), 'W1', id)).toBeUndefined()
    const refused = { other: 'NOT_FOUND', 'kept.out': 'RESTRICTED' }
    for (const [name, code] of Object.entries(refused)) {
      await expect(write(name, 'W3')).rejects.toMatchObject({ code })
    }
  })

  test('notes come the newest first, page by page, by author, kind and words', async () => {
    const incidentId = await sayIncident(records, {
      deviceWearerId: 'W1',
      kind: 'curfew-left-during',
      from: AT,
    })
    const first = await write('one', 'W1', { text: 'Rang; 100% SURE' })
    const second = await write('officer', 'W1', { incidentId })
    const third = await write('one', 'W1', { corrects: first, about: { from: AT, to: undefined } })
    expect(await idsSeen('one', 'W1')).toEqual([third, second, first])
    const found = async (asked: Partial<Parameters<typeof notesOf>[3]>) =>
      (await notesOf(records, as('one'), 'W1', { limit: 10, ...asked })).map(({ id }) => id)
    expect(await found({ limit: 1 })).toEqual([third])
    expect(await found({ before: third, limit: 1 })).toEqual([second])
    expect(await found({ author: account('officer').id })).toEqual([second])
    expect(await found({ kind: 'incident' })).toEqual([second])
    expect(await found({ kind: 'correction' })).toEqual([third])
    expect(await found({ kind: 'time' })).toEqual([third])
    expect(await found({ kind: 'position' })).toEqual([])
    expect(await found({ words: '100% sure' })).toEqual([first])
    expect(await found({ words: '%' })).toEqual([first])
    expect(await found({ words: '_' })).toEqual([])
    const corrected = await noteById(records, as('one'), 'W1', first)
    expect(corrected?.correctedBy).toEqual([third])
    expect((await noteAuthorsOf(records, 'W1')).map(({ name }) => name)).toEqual(['officer', 'one'])
    const incidents = await incidentsToNote(records, as('one'), 'W1', { limit: 5 })
    expect(incidents.map(({ id }) => id)).toEqual([incidentId])
    expect(await incidentsToNote(records, as('other'), 'W1', { limit: 5 })).toEqual([])
  })

  test('a position is looked up in the lawful trail at that moment, and its look is in the audit', async () => {
    const about = { from: AT - 10 * MINUTE, to: undefined }
    const id = await write('one', 'W1', { about, withPosition: true })
    expect((await noteById(records, as('one'), 'W1', id))?.position).toEqual({
      capturedAt: AT - 10 * MINUTE,
      latitude: expect.closeTo(53.8, 7),
      longitude: expect.closeTo(-4.385, 7),
      accuracyMetres: 12,
      mechanism: 'GPS',
    })
    const [event] = await records.query<{ entry: string }>(
      'select entry from audit_events order by id desc limit 1',
    )
    expect(JSON.parse(event?.entry ?? '')).toMatchObject({
      action: 'alter',
      what: 'notes',
      subjects: ['W1'],
      count: 1,
    })
    expect(event?.entry).toContain('interval')
    // Nothing may be looked at of who is not tracked, and a gap is no position.
    for (const [whose, from] of [
      ['W2', AT - 10 * MINUTE],
      ['W1', AT + 10 * MINUTE],
    ] as const) {
      await expect(
        write('one', whose, { about: { from, to: undefined }, withPosition: true }),
      ).rejects.toMatchObject({ code: 'INPUT_INVALID', field: 'position' })
    }
    await expect(write('one', 'W1', { withPosition: true })).rejects.toMatchObject({
      field: 'from',
    })
  })

  test('practising gaps is done by a note within one, of that person and written since, and stays done', async () => {
    const { id: accountId, username } = account('one')
    const begun = AT + 3 * 60 * MINUTE
    const work = workAt(records, begun + 5 * MINUTE, actorOf(account('one')))
    const check = () => checkPractice(work, { accountId, username }, 'gap', archive)
    const isDone = async () => (await practiceOf(records, accountId))[0]?.isDone
    const note = (from: number, to: number | undefined, whose = 'W1', at = begun) =>
      write('one', whose, { about: { from: AT + from * MINUTE, to: to && AT + to * MINUTE } }, at)
    expect(await check()).toBe(false)
    await beginPractice(records, accountId, 'gap', { about: { deviceWearerId: 'W1' }, at: begun })
    // Before it was begun; of somebody else; of no time; while positions came; longer than the gap.
    await note(30, 40, 'W1', begun - MINUTE)
    await note(30, 40, 'W3')
    await write('one', 'W1', {}, begun)
    await note(-30, undefined)
    await note(-30, 40)
    expect([await check(), await isDone()]).toEqual([false, false])
    await note(-1, 180)
    // Reading how far somebody is alters nothing.
    expect(await isDone()).toBe(false)
    expect([await check(), await isDone()]).toEqual([true, true])
  })

  test('what cannot be kept is said by field, and nothing of it is', async () => {
    const before = await idsSeen('one', 'W2')
    const others = await sayIncident(records, {
      deviceWearerId: 'W1',
      kind: 'curfew-left-during',
      from: AT,
    })
    const elsewhere = await write('one', 'W1')
    for (const [note, fault] of [
      [{ text: '' }, { code: 'INPUT_INVALID', field: 'text' }],
      [{ text: 'x'.repeat(MOST_NOTE_TEXT + 1) }, { code: 'INPUT_INVALID', field: 'text' }],
      [{ incidentId: others }, { code: 'INPUT_INVALID', field: 'incident' }],
      [{ corrects: elsewhere }, { code: 'NOT_FOUND' }],
    ] as const) {
      await expect(write('one', 'W2', note)).rejects.toMatchObject(fault)
    }
    expect(await idsSeen('one', 'W2')).toEqual(before)
    await write('one', 'W2', { text: 'x'.repeat(MOST_NOTE_TEXT) })
  })

  test('a note is never changed or removed, whoever asks the records', async () => {
    const id = await write('one', 'W1')
    for (const statement of [
      `update person_notes set text = 'Something else' where id = ${id}`,
      `update person_notes set position = '{"erased": true}', text = 'x' where id = ${id}`,
      `update person_notes set position = '{"latitude": 1}' where id = ${id}`,
      `delete from person_notes where id = ${id}`,
      'truncate person_notes',
    ]) {
      await expect(records.query(statement), statement).rejects.toThrow('never changed or removed')
    }
    expect((await noteById(records, as('one'), 'W1', id))?.text).toBe('Spoke to them')
  })
})
