import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countExclusionAnswers } from '../../src/store/records/exclusion-questions.ts'
import { demoPassword } from '../support/demo-password.ts'
import type { Client } from '../support/served-surfaces.ts'
import { ServedSurfaces } from '../support/served-surfaces.ts'
import { RESTRICTION, type TownFacts, townFacts } from '../support/town-facts.ts'

let served: ServedSurfaces
let facts: TownFacts
let police: Client
let caseworker: Client
let manager: Client
/** People on record of whom nothing is known: monitored once, never located. */
const UNSEEN = { id: 'W9001', name: 'Quentin Unseen', born: '1980-02-03', crn: 'Q900001' }

beforeAll(async () => {
  served = await ServedSurfaces.open()
  facts = await townFacts(served)
  police = served.client('police-analyst')
  caseworker = served.client('hub-caseworker')
  manager = served.client('hub-manager')
  await served.folder.records.query(
    `insert into device_wearers (id, names, date_of_birth, crn, import_id, ordinal)
     select $1, array[$2], $3, $4, max(id), 900 from imports where kind = 'people'`,
    [UNSEEN.id, UNSEEN.name, UNSEEN.born, UNSEEN.crn],
  )
})
afterAll(() => served?.stop())

const person = (more: Record<string, string> = {}) => ({
  reference: facts.crime.reference,
  name: '',
  dateOfBirth: '',
  identifier: '',
  purpose: 'A description fits',
  ...more,
})
const at = (path: string | null) => path?.split('?')[0] ?? ''
const post = (who: Client, path: string, form: Record<string, string>) =>
  served.ask(who, 'POST', path, { form })
const get = (who: Client, path: string) => served.ask(who, 'GET', path)

async function asked(more: Record<string, string>): Promise<string> {
  const given = await post(police, '/exclusions', person(more))
  expect(given.status).toBe(303)
  return at(given.headers.get('Location'))
}

async function answered(more: Record<string, string>, wearer: string): Promise<string> {
  const question = await asked(more)
  const given = await post(caseworker, `${question}/answer`, { wearer })
  expect({ status: given.status, text: given.status === 303 ? '' : given.text }).toEqual({
    status: 303,
    text: '',
  })
  return question
}

async function approve(question: string, password = demoPassword) {
  const page = await get(manager, question)
  const [, report = ''] = /name="report" value="(\d+)"/.exec(page.text) ?? []
  return post(manager, `${question}/approve`, { report, password })
}

function mainOf(text: string): string {
  return text.slice(text.indexOf('<main')).replaceAll(/name="formToken" value="[^"]*"/g, '')
}

/** Where a question's statement is among other reports. */
async function reportOf(question: string): Promise<string> {
  const [row] = await served.folder.records.query<{ report_id: bigint }>(
    'select report_id from exclusion_answers where question_id = $1 and set_aside_at is null',
    [question.split('/').at(-1)],
  )
  return `/reports/${row?.report_id}`
}

async function answerOf(question: string): Promise<string | undefined> {
  const [row] = await served.folder.records.query<{ answer: string }>(
    'select answer from exclusion_answers where question_id = $1 and set_aside_at is null',
    [question.split('/').at(-1)],
  )
  return row?.answer
}

/** What police read of it, without what they wrote themselves. */
async function toldOf(question: string): Promise<string> {
  const { text } = await get(police, question)
  const main = text.slice(text.indexOf('<main'), text.indexOf('What was asked'))
  return main
    .replaceAll(/Question \d+/g, 'Question')
    .replaceAll(/\/exclusions\/\d+/g, '/exclusions')
    .replaceAll(/\/reports\/\d+/g, '/reports')
    .replaceAll(/ES-\d+-\d+/g, 'ES')
    .replaceAll(/approved [^.]*\./g, '')
}

describe('what police are told of somebody they name', () => {
  it('is one of three answers, from what the record says, once two people have agreed', async () => {
    const { records } = served.folder
    const wearers = await records.query<{ id: string; crn: string }>(
      `select id, crn from device_wearers where crn is not null and id <> $1 and id <> $2
         and exists (select from device_activations where device_wearer_id = device_wearers.id)
       order by id`,
      [UNSEEN.id, facts.restricted],
    )
    const matches = await records.query<{ id: string; reference: string }>(
      `select device_wearer_id as id, crime_reference as reference from matches
       join crime_versions on crime_versions.id = crime_version_id join crimes on crimes.id = crime_id
       where run_id = $1 and crimes.police_force = $2 and device_wearer_id <> $3 and verdict in ('supports_presence', 'inconclusive')`,
      [facts.run, facts.crime.force, facts.restricted],
    )
    const [near] = matches
    const crnOf = (id: string) => wearers.find((each) => each.id === id)?.crn ?? ''
    const seen = new Map<string, string>()
    const present = near?.id ?? ''
    const first = await answered(
      { reference: near?.reference ?? '', identifier: crnOf(present) },
      present,
    )
    seen.set((await answerOf(first)) ?? '', first)
    expect([...seen.keys()]).toEqual(['not_ruled_out'])
    for (const { id, crn } of wearers) {
      if (seen.has('ruled_out')) break
      const question = await answered({ identifier: crn }, id)
      seen.set((await answerOf(question)) ?? '', question)
    }
    seen.set('no_data', await answered({ identifier: UNSEEN.crn }, UNSEEN.id))
    const labels = { ruled_out: 'Ruled out', not_ruled_out: 'Not ruled out', no_data: 'No data' }
    for (const [answer, label] of Object.entries(labels)) {
      const question = seen.get(answer) ?? ''
      expect(await toldOf(question)).toContain('The hub has not answered yet')
      expect((await get(police, `${question}/statement.pdf`)).status).toBe(404)
      expect((await approve(question)).status).toBe(303)
      expect(await toldOf(question)).toContain(`>${label}<`)
      for (const kind of ['pdf', 'docx']) {
        const file = await get(police, `${question}/statement.${kind}`)
        expect(file.status).toBe(200)
        const again = await get(police, `${question}/statement.${kind}`)
        expect(again.text).toBe(file.text)
      }
    }
    const counts = await countExclusionAnswers(records, { from: 0, to: Date.now() + 1000 })
    expect(counts).toMatchObject({ ruled_out: 1, not_ruled_out: 1, no_data: 1 })
    expect(counts.asked).toBeGreaterThanOrEqual(3)
  })

  it('is the same of somebody who wears no tag and somebody of whom there is no record', async () => {
    const unseen = await answered({ name: UNSEEN.name, dateOfBirth: UNSEEN.born }, UNSEEN.id)
    const nobody = await answered(
      { name: 'Nobody Whatsoever', dateOfBirth: '1980-02-03' },
      'nobody',
    )
    expect(await toldOf(unseen)).toBe(await toldOf(nobody))
    await approve(unseen)
    await approve(nobody)
    expect(await toldOf(unseen)).toBe(await toldOf(nobody))
    expect(await toldOf(unseen)).toContain('No data')
    const { records } = served.folder
    const named = await records.query(
      `select report_id from report_wearers join exclusion_answers using (report_id) where answer = 'no_data'`,
    )
    expect(named).toEqual([])
  })

  it('never names a wearer whom they did not name, nor anybody else’s force', async () => {
    for (const path of ['/exclusions', `/crimes/${facts.crime.id}`, '/crimes']) {
      const { status, text } = await get(police, path)
      expect({ path, status, named: served.mentioned(text, police) }).toEqual({
        path,
        status: 200,
        named: [],
      })
    }
    const elsewhere = await post(
      police,
      '/exclusions',
      person({ reference: facts.otherCrime.reference }),
    )
    expect(elsewhere.status).toBe(422)
  })

  it('asks for a name and date of birth, or a number, and loses nothing that was typed', async () => {
    const faults: [Record<string, string>, string][] = [
      [{}, 'Enter the person’s name and date of birth, or a PNC, CRN or NOMIS number'],
      [{ name: 'Somebody' }, 'Enter the date of birth, or a PNC, CRN or NOMIS number'],
      [{ name: 'Somebody', dateOfBirth: '1990-02-31' }, 'as a real date'],
      [{ identifier: 'X1', purpose: '' }, 'Say what the answer is needed for'],
      [
        { identifier: 'X1', reference: 'nobody/1' },
        'Your force has sent no crime of this reference',
      ],
    ]
    for (const [typed, message] of faults) {
      const given = await post(police, '/exclusions', person(typed))
      expect({ typed, status: given.status }).toEqual({ typed, status: 422 })
      expect(given.text).toContain(message)
      for (const text of Object.values(typed)) expect(given.text).toContain(text)
    }
  })
})

describe('how the hub answers', () => {
  it('is approved by a manager who did not work it out', async () => {
    const question = await asked({ identifier: UNSEEN.crn })
    expect((await post(manager, `${question}/answer`, { wearer: UNSEEN.id })).status).toBe(303)
    const page = await get(manager, question)
    expect(page.text).not.toContain('Approve the statement')
    expect(page.text).toContain('so another manager approves it')
    const [row] = await served.folder.records.query<{ report_id: bigint }>(
      'select max(report_id) as report_id from exclusion_answers',
    )
    const draft = { report: String(row?.report_id) }
    expect((await post(manager, `${question}/approve`, draft)).status).toBe(403)
    expect((await post(caseworker, `${question}/approve`, draft)).status).toBe(403)
    expect((await post(police, `${question}/approve`, draft)).status).toBe(403)
    expect(await toldOf(question)).toContain('The hub has not answered yet')
  })

  it('is signed by a manager who proves who they are once more, as alerts are', async () => {
    const question = await answered({ identifier: UNSEEN.crn }, UNSEEN.id)
    for (const password of ['', 'another password']) {
      const { given, events } = await served.heard(() => approve(question, password))
      expect(given.status).toBe(422)
      expect(given.text).toContain('the password is not right')
      expect(given.text).toContain('Approve the statement')
      expect(given.text).not.toContain('another password')
      expect(events.map(({ action, outcome, subjects }) => [action, outcome, subjects])).toEqual([
        ['consult', 'done', [UNSEEN.id]],
        ['alter', 'refused', [UNSEEN.id]],
      ])
    }
    expect(await toldOf(question)).toContain('The hub has not answered yet')
    expect((await approve(question)).status).toBe(303)
  })

  it('names only somebody who may be meant, and answers once', async () => {
    const question = await asked({ identifier: UNSEEN.crn })
    expect((await post(caseworker, `${question}/answer`, { wearer: facts.wearer })).status).toBe(
      422,
    )
    expect((await post(caseworker, `${question}/answer`, { wearer: '' })).status).toBe(422)
    const twice = await Promise.all(
      [caseworker, manager].map((who) => post(who, `${question}/answer`, { wearer: UNSEEN.id })),
    )
    expect(twice.map(({ status }) => status).sort()).toEqual([303, 409])
  })

  it('is kept from whoever may not see the person, who cannot say that there is nobody', async () => {
    const [row] = await served.folder.records.query<{ crn: string }>(
      'select crn from device_wearers where id = $1',
      [facts.restricted],
    )
    const question = await asked({ identifier: row?.crn ?? '' })
    const page = await served.heard(() => get(caseworker, question))
    expect(page.given.status).toBe(403)
    expect(page.given.text).toContain(RESTRICTION)
    expect(page.events.map(({ subjects }) => subjects)).toEqual([[facts.restricted]])
    for (const wearer of ['nobody', facts.restricted]) {
      const given = await post(caseworker, `${question}/answer`, { wearer })
      expect(given.status).toBe(403)
    }
    expect(await answerOf(question)).toBeUndefined()
  })

  it('is kept from whoever may not see the person once it is signed too, and police learn nothing by that of no data', async () => {
    const { records } = served.folder
    const question = await answered({ identifier: UNSEEN.crn }, UNSEEN.id)
    expect((await approve(question)).status).toBe(303)
    const report = await reportOf(question)
    const looked = await served.heard(() => get(manager, report))
    expect(looked.events.map(({ subjects }) => subjects)).toEqual([[UNSEEN.id]])
    const listed = async () => mainOf((await get(police, report)).text)
    const before = await listed()
    expect(before).toContain('ES-')
    await records.query(
      `insert into wearer_restrictions (device_wearer_id, ordinal, kind, usernames, message, import_id)
       select $1, 0, 'excluded', $2::text[], 'Known to you', min(id) from imports`,
      [UNSEEN.id, [caseworker.username, police.username]],
    )
    const evidence = { format: 'evidence', purpose: 'A look at it' }
    expect((await get(caseworker, report)).status).toBe(403)
    expect((await post(caseworker, `${report}/download`, evidence)).status).toBe(403)
    expect((await get(caseworker, '/reports')).text).not.toContain(report)
    expect(await listed()).toBe(before)
    expect((await get(police, question)).status).toBe(200)
    expect((await get(police, `${question}/statement.pdf`)).status).toBe(200)
    await records.query(`update exclusion_answers set answer = 'ruled_out' where report_id = $1`, [
      report.split('/').at(-1),
    ])
    expect((await get(police, question)).status).toBe(403)
    expect((await get(police, `${question}/statement.pdf`)).status).toBe(403)
    expect((await get(police, '/exclusions')).status).toBe(200)
    await records.query('delete from wearer_restrictions where device_wearer_id = $1', [UNSEEN.id])
    await records.query(`update exclusion_answers set answer = 'no_data' where report_id = $1`, [
      report.split('/').at(-1),
    ])
  })

  it('has no outcomes: who the wearer is stays with the hub', async () => {
    const { records } = served.folder
    const [row] = await records.query<{ report_id: bigint }>(
      `select report_id from report_wearers join reports on reports.id = report_id
       where kind = 'exclusion_statement' and state = 'approved' limit 1`,
    )
    for (const who of [police, manager]) {
      const given = await get(who, `/reports/${row?.report_id}/outcomes`)
      expect(given.status).toBe(404)
    }
  })

  it('is not approved, and is marked, once the crime is stated anew; a statement is withdrawn with a reason', async () => {
    const { records } = served.folder
    const question = await answered({ identifier: UNSEEN.crn }, UNSEEN.id)
    const other = await answered({ identifier: UNSEEN.crn }, UNSEEN.id)
    expect((await approve(other)).status).toBe(303)
    const report = await reportOf(other)
    const [row] = await records.query<{ report_id: bigint }>(
      'select report_id from exclusion_answers where question_id = $1',
      [question.split('/').at(-1)],
    )
    await records.query(
      `insert into match_changes (crime_id, device_wearer_id, kind, run_id, cause, changed_at, after)
       values ($1, $2, 'appeared', $3, 'positions', now() + interval '1 second', '{}')`,
      [facts.crime.id, UNSEEN.id, facts.run],
    )
    const refused = await post(manager, `${question}/approve`, { report: String(row?.report_id) })
    expect(refused.status).toBe(409)
    expect((await get(manager, other)).text).toContain('has changed since')
    expect((await post(caseworker, `${other}/set-aside`, { reason: 'A late upload' })).status).toBe(
      403,
    )
    expect((await post(manager, `${other}/set-aside`, { reason: '' })).status).toBe(422)
    expect((await post(manager, `${other}/set-aside`, { reason: 'A late upload' })).status).toBe(
      303,
    )
    const told = await get(police, other)
    expect(told.text).toContain('was withdrawn on')
    expect(told.text).not.toContain('A late upload')
    const listed = await get(police, report)
    expect(listed.text).toContain('Withdrawn on')
    expect(listed.text).not.toContain('A late upload')
    expect((await get(manager, report)).text).toContain('A late upload')
    expect((await get(police, `${other}/statement.pdf`)).status).toBe(404)
  })
})
