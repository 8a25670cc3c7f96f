import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertAccount } from '../../src/store/records/account-records.ts'
import { addCrimeBatch, appendCrimeVersions } from '../../src/store/records/crime-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import {
  addReportDraft,
  approveDraft,
  discardDraft,
  letReportStand,
  nextReportNumber,
  reportEvidence,
  reportFile,
  withdrawApproved,
} from '../../src/store/records/report-records.ts'
import {
  countAlertDrafts,
  countOldReports,
  deleteOldReports,
  eraseAlertDrafts,
  signedReportsOf,
} from '../../src/store/records/report-retention.ts'
import {
  restrictionOnReport,
  visibleReport,
  visibleReports,
} from '../../src/store/records/visible-reports.ts'
import { AT, bytes, crime, HASH, imported } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const MESSAGE = 'Ask the duty manager'
const WHY = { at: AT + 9, by: 0, reason: 'The device was somebody else’s' }

describe.each(recordsTwins())('reports on $name', (twin) => {
  let records: Records
  const ids: Record<string, number> = {}
  let version: { id: number; crimeId: number }

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    for (const account of [
      { username: 'worker', role: 'hub-caseworker' },
      { username: 'manager', role: 'hub-manager' },
      { username: 'kept.out', role: 'hub-manager' },
      { username: 'cheshire', role: 'police-analyst', policeForce: 'Cheshire' },
      { username: 'cumbria', role: 'police-analyst', policeForce: 'Cumbria' },
      { username: 'admin', role: 'administrator' },
    ] as const) {
      const details = { ...account, name: account.username, email: undefined }
      ids[account.username] = (await insertAccount(records, details, AT)).id
    }
    const people = await imported(records, 'people')
    await records.query(
      `insert into wearer_restrictions
         (device_wearer_id, ordinal, kind, usernames, message, import_id)
       values ('W2', 0, 'excluded', '{Kept.Out}', $2, $1)`,
      [people, MESSAGE],
    )
    const importId = await imported(records, 'crimes')
    await addCrimeBatch(records, importId, {
      outcome: 'SUCCESSFUL',
      policeForce: 'Cheshire',
      batchId: 'B',
    })
    await appendCrimeVersions(records, importId, [{ crime: crime('C/1', 1), row: 1 }])
    const [row] = await records.query<{ id: bigint; crime_id: bigint }>(
      'select id, crime_id from crime_versions',
    )
    version = { id: Number(row?.id), crimeId: Number(row?.crime_id) }
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it
  const id = (username: string) => ids[username] ?? 0
  const draft = (wearer = 'W1') =>
    records.transaction((transaction) =>
      addReportDraft(transaction, {
        kind: 'proximity_alert',
        crimeId: version.crimeId,
        crimeVersionId: version.id,
        policeForce: 'Cheshire',
        draftedBy: id('worker'),
        draftedAt: AT,
        evidence: bytes('evidence'),
        evidenceSha256: HASH,
        wearers: [{ deviceWearerId: wearer }],
      }),
    )
  const approve = (report: number, number: string, by = id('manager')) =>
    records.transaction((transaction) =>
      approveDraft(transaction, {
        id: report,
        kind: 'proximity_alert',
        year: '2026',
        number,
        approvedBy: by,
        approvedAt: AT + 5,
        docx: bytes('PK\0'),
        docxSha256: HASH,
        pdf: Uint8Array.of(0, 255, 39, 92),
        pdfSha256: HASH,
      }),
    )
  const next = () => nextReportNumber(records, 'proximity_alert', '2026')
  const seen = async (username: string) =>
    (await visibleReports(records, id(username), { limit: 50 })).map((report) => report.id)

  test('are numbered in order and without gaps, whoever approves at the same time', async () => {
    const drafts = [await draft(), await draft(), await draft(), await draft()]
    const first = await next()
    const outcomes = await Promise.all(drafts.map((report) => approve(report, first)))
    expect([...outcomes].sort()).toEqual([
      'approved',
      'number taken',
      'number taken',
      'number taken',
    ])
    const left = drafts.filter((_, index) => outcomes[index] !== 'approved')
    for (const report of left) expect(await approve(report, await next())).toBe('approved')
    const rows = await records.query<{ number: string }>(
      'select number from reports where number is not null order by number',
    )
    expect(rows.map(({ number }) => number)).toEqual([1, 2, 3, 4].map((n) => `PA-2026-00000${n}`))
    expect(await nextReportNumber(records, 'exclusion_statement', '2026')).toBe('ES-2026-000001')
    expect(await nextReportNumber(records, 'proximity_alert', '2027')).toBe('PA-2027-000001')
  })

  test('are not approved twice, by whoever drafted them, discarded, or of changed evidence', async () => {
    const report = await draft()
    expect(await approve(report, await next(), id('worker'))).toBe('not a draft')
    await records.query('update reports set evidence_changed_at = now() where id = $1', [report])
    expect(await approve(report, await next())).toBe('not a draft')
    expect(await discardDraft(records, report)).toBe(true)
    expect(await discardDraft(records, report)).toBe(false)
    expect(await approve(report, await next())).toBe('not a draft')
    expect(await reportEvidence(records, report)).toBeUndefined()
  })

  test('give the bytes that were kept', async () => {
    const report = await draft()
    await approve(report, await next())
    expect(await reportFile(records, report, 'pdf')).toEqual(Uint8Array.of(0, 255, 39, 92))
    expect(await reportFile(records, report, 'docx')).toEqual(bytes('PK\0'))
    expect(await reportEvidence(records, report)).toEqual(bytes('evidence'))
  })

  test('are seen by the hub, by their force once signed, and not past a restriction', async () => {
    const open = await draft()
    const signed = await draft()
    const kept = await draft('W2')
    await approve(signed, await next())
    await approve(kept, await next())
    expect(await seen('worker')).toEqual(expect.arrayContaining([open, signed, kept]))
    const police = await seen('cheshire')
    expect(police).toEqual(expect.arrayContaining([signed, kept]))
    expect(police).not.toContain(open)
    expect(await visibleReport(records, id('cheshire'), open)).toBeUndefined()
    expect(await seen('cumbria')).toEqual([])
    expect(await seen('admin')).toEqual([])
    expect(await seen('kept.out')).not.toContain(kept)
    expect(await visibleReport(records, id('kept.out'), kept)).toBeUndefined()
    expect(await restrictionOnReport(records, id('kept.out'), kept)).toEqual({
      deviceWearerId: 'W2',
      message: MESSAGE,
    })
    expect(await restrictionOnReport(records, id('cumbria'), kept)).toBeUndefined()
    expect(await visibleReport(records, id('worker'), signed)).toMatchObject({
      state: 'approved',
      deviceWearerIds: ['W1'],
      draftedBy: { name: 'worker' },
      approved: { at: AT + 5, by: { name: 'manager' } },
    })
  })

  test('are withdrawn once, or stand with a reason where their evidence changed', async () => {
    const report = await draft()
    const deed = { ...WHY, by: id('manager') }
    expect(await withdrawApproved(records, report, deed)).toBe(false)
    await approve(report, await next())
    expect(await letReportStand(records, report, deed)).toBe(false)
    await records.query('update reports set evidence_changed_at = now() where id = $1', [report])
    expect(await letReportStand(records, report, deed)).toBe(true)
    expect(await visibleReport(records, id('worker'), report)).toMatchObject({
      evidenceChangedAt: undefined,
      stands: { reason: WHY.reason, by: { name: 'manager' } },
    })
    expect(await withdrawApproved(records, report, deed)).toBe(true)
    expect(await withdrawApproved(records, report, deed)).toBe(false)
    expect(await visibleReport(records, id('cheshire'), report)).toMatchObject({
      state: 'withdrawn',
      withdrawn: { at: WHY.at, reason: WHY.reason },
    })
  })

  test('are listed newest first, by force, kind, state and crime, a page at a time', async () => {
    const all = await seen('worker')
    expect(all).toEqual([...all].sort((a, b) => b - a))
    const asked = (more: object) =>
      visibleReports(records, id('worker'), { limit: 50, ...more }).then((of) => of.length)
    expect(await asked({ policeForce: 'Cumbria' })).toBe(0)
    expect(await asked({ kind: 'exclusion_statement' })).toBe(0)
    expect(await asked({ crimeId: version.crimeId })).toBe(all.length)
    expect(await asked({ state: 'discarded' })).toBe(1)
    expect(await asked({ state: 'withdrawn' })).toBe(1)
    const page = await visibleReports(records, id('worker'), { before: all[1] ?? 0, limit: 2 })
    expect(page.map((report) => report.id)).toEqual(all.slice(2, 4))
  })

  const stateOf = async (report: number) =>
    (await visibleReport(records, id('worker'), report))?.state
  /** A signed statement about W5, after an answer that was set aside. */
  const statement = async (number: string) => {
    const [question] = await records.query<{ id: bigint }>(
      `insert into exclusion_questions
         (police_force, crime_id, asked_by, asked_at, person_name, purpose)
       values ('Cheshire', $1, $2, now(), 'Sam Made-Up', 'Needed') returning id`,
      [version.crimeId, id('cheshire')],
    )
    const answered: number[] = []
    for (const aside of [true, false]) {
      const report = await draft('W5')
      answered.push(report)
      await records.query(
        `update reports set kind = 'exclusion_statement', state = $2, number = $3, docx = $4,
           pdf = $4, approved_at = $5
         where id = $1`,
        aside
          ? [report, 'discarded', null, null, null]
          : [report, 'approved', number, bytes('x'), new Date(AT + 5).toISOString()],
      )
      await records.query(
        `insert into exclusion_answers (question_id, device_wearer_id, answer, crime_version_id,
           answered_by, answered_at, report_id, set_aside_at, set_aside_reason)
         values ($1, 'W5', 'ruled_out', $2, $3, $4, $5, $6, $7)`,
        [
          question?.id,
          version.id,
          id('worker'),
          new Date(AT + 4).toISOString(),
          report,
          ...(aside ? [new Date(AT + 5).toISOString(), 'A better one'] : [null, null]),
        ],
      )
    }
    return { question: Number(question?.id), answered }
  }

  test('lose drafts about whom something is erased, and keep what was signed, which is told', async () => {
    const [mine, others, signed] = [await draft('W4'), await draft('W5'), await draft('W4')]
    const number = await next()
    await approve(signed, number)
    expect(await countAlertDrafts(records, 'W4')).toBe(1)
    await records.transaction((transaction) => eraseAlertDrafts(transaction, 'W4'))
    expect(await countAlertDrafts(records, 'W4')).toBe(0)
    expect([await stateOf(mine), await stateOf(others), await stateOf(signed)]).toEqual([
      'discarded',
      'draft',
      'approved',
    ])
    expect(await reportEvidence(records, mine)).toBeUndefined()
    expect(await reportEvidence(records, others)).toEqual(bytes('evidence'))
    expect(await reportEvidence(records, signed)).toEqual(bytes('evidence'))
    const { window } = crime('C/1', 1)
    const during = { from: window.from, to: window.to + 1 }
    expect(await signedReportsOf(records, 'W4', during)).toEqual([{ number, inInterval: true }])
    const later = { from: window.to + 2 * 3_600_000, to: Number.POSITIVE_INFINITY }
    expect(await signedReportsOf(records, 'W4', later)).toEqual([{ number, inInterval: false }])
    expect(await signedReportsOf(records, 'W9', during)).toEqual([])
  })

  test('that were signed go after their own period, with what came of them; a hold keeps them', async () => {
    const signed = await draft('W6')
    await approve(signed, await next())
    const { question, answered } = await statement('ES-2026-000001')
    const [waiting] = await records.query<{ id: bigint }>(
      `insert into exclusion_questions
         (police_force, crime_id, asked_by, asked_at, person_name, purpose)
       values ('Cheshire', $1, $2, to_timestamp(0), 'Kim Made-Up', 'Needed') returning id`,
      [version.crimeId, id('cheshire')],
    )
    await records.query(
      `insert into outcomes (report_id, device_wearer_id, kind, happened_on, recorded_at, account_id)
       values ($1, 'W6', 'arrest', '2026-01-01', $2, $3)`,
      [signed, new Date(AT + 50).toISOString(), id('cheshire')],
    )
    const held = ['W1', 'W2', 'W4', 'W5']
    const go = (before: number, of: readonly string[]) =>
      records.transaction((transaction) => deleteOldReports(transaction, before, of))
    const questions = async () =>
      (await records.query<{ id: bigint }>('select id from exclusion_questions order by id')).map(
        ({ id: each }) => Number(each),
      )
    expect(await go(AT + 5, [])).toBe(0)
    // Somebody recorded later what came of it.
    expect(await go(AT + 50, held)).toBe(0)
    expect(await countOldReports(records, AT + 51, [...held, 'W6'])).toBe(0)
    expect(await countOldReports(records, AT + 51, held)).toBe(1)
    expect(await go(AT + 51, held)).toBe(1)
    expect(await stateOf(signed)).toBeUndefined()
    expect(await records.query('select 1 from outcomes')).toEqual([])
    expect(await questions()).toEqual([question, Number(waiting?.id)])
    expect(await go(AT + 51, ['W1', 'W2', 'W4'])).toBe(1)
    expect(await questions()).toEqual([Number(waiting?.id)])
    for (const report of answered) expect(await stateOf(report)).toBeUndefined()
    // Drafts have another period.
    await draft('W6')
    expect(await go(Date.now() + 1, ['W1', 'W2', 'W4'])).toBe(0)
  })
})
