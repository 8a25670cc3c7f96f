import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertAccount } from '../../src/store/records/account-records.ts'
import { addCrimeBatch, appendCrimeVersions } from '../../src/store/records/crime-records.ts'
import {
  countExclusionAnswers,
  type ExclusionQuestion,
  exclusionQuestion,
  exclusionQuestions,
  statementFile,
  withdrawnStatements,
} from '../../src/store/records/exclusion-questions.ts'
import {
  addExclusionAnswer,
  addExclusionQuestion,
  eraseExclusionDrafts,
  setAnswerAside,
} from '../../src/store/records/exclusion-records.ts'
import { peopleInScope } from '../../src/store/records/named-people.ts'
import {
  addPlaceQuestion,
  erasePlaceAnswers,
  placeQuestion,
  placeQuestions,
  visibleNamed,
} from '../../src/store/records/place-question-records.ts'
import { questionState } from '../../src/store/records/question-state.ts'
import type { Records } from '../../src/store/records/records.ts'
import {
  approveDraft,
  nextReportNumber,
  withdrawApproved,
} from '../../src/store/records/report-records.ts'
import { identifyInputs } from '../../src/store/records/run-inputs.ts'
import { finishRun, startRun } from '../../src/store/records/run-records.ts'
import { AT, AWKWARD, crime, HASH, imported } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const DETAILS = { name: 'Somebody', email: undefined }
const MESSAGE = 'Ask the duty manager'

describe.each(recordsTwins())('questions of police and of the hub, on $name', (twin) => {
  let records: Records
  const ids: Record<string, number> = {}
  let crimeId = 0
  let versionId = 0
  let runId = 0

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    for (const account of [
      { username: 'hub', role: 'hub-caseworker' },
      { username: 'kept.out', role: 'hub-manager' },
      { username: 'cheshire', role: 'police-analyst', policeForce: 'Cheshire' },
      { username: 'cumbria', role: 'police-analyst', policeForce: 'Cumbria' },
    ] as const) {
      ids[account.username] = (await insertAccount(records, { ...DETAILS, ...account }, AT)).id
    }
    const people = await imported(records, 'people')
    await records.query(
      `insert into device_wearers (id, names, date_of_birth, crn, pnc, import_id, ordinal)
       select 'W' || n, array['Name ' || n], '1990-01-0' || n, 'X' || n, null, $1, n
       from generate_series(1, 3) as n`,
      [people],
    )
    await records.query(
      `insert into wearer_restrictions
         (device_wearer_id, ordinal, kind, usernames, message, import_id)
       values ('W2', 0, 'excluded', '{Kept.Out}', $2, $1)`,
      [people, MESSAGE],
    )
    const batch = await imported(records, 'crimes')
    await addCrimeBatch(records, batch, {
      outcome: 'SUCCESSFUL',
      policeForce: 'Cheshire',
      batchId: 'CHS20260329',
    })
    await appendCrimeVersions(records, batch, [{ crime: crime('C/1', 1), row: 1 }])
    const [version] = await records.query<{ id: bigint; crime_id: bigint }>(
      'select id, crime_id from crime_versions',
    )
    versionId = Number(version?.id)
    crimeId = Number(version?.crime_id)
    runId = await startRun(records, {
      algorithmVersion: '0.1.0+0a1b2c3d',
      parameters: {},
      pairs: 'radius',
      inputs: await identifyInputs(records),
      scope: 'whole',
      begunBy: 'command',
      startedAt: AT,
    })
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it
  const idOf = (username: string) => ids[username] ?? 0
  const as = (username: string, at = AT) => ({ accountId: idOf(username), at })

  async function asked(): Promise<ExclusionQuestion> {
    const id = await addExclusionQuestion(records, as('cheshire'), {
      policeForce: 'Cheshire',
      crimeId,
      person: { name: AWKWARD, dateOfBirth: '1990-01-01', identifier: undefined },
      purpose: AWKWARD,
    })
    const question = await exclusionQuestion(records, idOf('hub'), id)
    if (!question) throw new Error('The hub sees every force')
    return question
  }
  const answer = (
    question: ExclusionQuestion,
    said: 'ruled_out' | 'no_data',
    wearer: string | undefined,
  ) =>
    addExclusionAnswer(records, as('hub'), {
      question,
      answer: said,
      deviceWearerId: wearer,
      crimeVersionId: versionId,
      facts: undefined,
      evidence: Buffer.from(AWKWARD),
      evidenceSha256: HASH,
    })
  const answered = async (said: 'ruled_out' | 'no_data', wearer: string | undefined) => {
    const question = await asked()
    await answer(question, said, wearer)
    return question.id
  }
  const approve = async (id: number) => {
    const question = await exclusionQuestion(records, idOf('hub'), id)
    return records.transaction(async (transaction) => {
      const number = await nextReportNumber(transaction, 'exclusion_statement', '2026')
      const outcome = await approveDraft(transaction, {
        id: question?.answer?.reportId ?? 0,
        kind: 'exclusion_statement',
        year: '2026',
        number,
        approvedBy: idOf('kept.out'),
        approvedAt: AT,
        docx: Buffer.from('d'),
        docxSha256: HASH,
        pdf: Buffer.from('p'),
        pdfSha256: HASH,
      })
      expect(outcome).toBe('approved')
      return number
    })
  }

  test('a question is its force’s and the hub’s, as it was typed', async () => {
    const { id } = await asked()
    const seen = await exclusionQuestion(records, idOf('cheshire'), id)
    expect(seen).toMatchObject({ purpose: AWKWARD, state: 'waiting', askedBy: 'cheshire' })
    expect(seen?.person).toEqual({
      name: AWKWARD,
      dateOfBirth: '1990-01-01',
      identifier: undefined,
    })
    expect(await exclusionQuestion(records, idOf('cumbria'), id)).toBeUndefined()
    const listed = (username: string) =>
      exclusionQuestions(records, idOf(username), { limit: 10, before: id + 1 })
    expect((await listed('hub')).map((one) => one.id)).toContain(id)
    expect(await listed('cumbria')).toEqual([])
  })

  test('one answer counts at a time', async () => {
    const id = await answered('no_data', undefined)
    const question = await exclusionQuestion(records, idOf('hub'), id)
    expect(question).toMatchObject({
      state: 'to_approve',
      answer: { answer: 'no_data', changed: false },
    })
    if (!question) return
    await expect(answer(question, 'no_data', undefined)).rejects.toThrow()
    await setAnswerAside(records, as('hub'), id, 'Another person')
    expect(await exclusionQuestion(records, idOf('hub'), id)).toMatchObject({ state: 'waiting' })
    expect(await withdrawnStatements(records, id)).toEqual([])
  })

  test('statements are numbered in order without gaps, and are their force’s', async () => {
    const before = await countExclusionAnswers(records, { from: 0, to: AT + 1 })
    const questions = [
      await answered('ruled_out', 'W1'),
      await answered('no_data', 'W3'),
      await answered('ruled_out', 'W1'),
    ]
    const numbers: string[] = []
    for (const question of questions) numbers.push(await approve(question))
    expect(numbers).toEqual(['ES-2026-000001', 'ES-2026-000002', 'ES-2026-000003'])
    const [first = 0] = questions
    expect(await statementFile(records, idOf('cheshire'), first, 'pdf')).toEqual(
      Uint8Array.from(Buffer.from('p')),
    )
    expect(await statementFile(records, idOf('cumbria'), first, 'pdf')).toBeUndefined()
    const counts = await countExclusionAnswers(records, { from: 0, to: AT + 1 })
    expect(counts.ruled_out - before.ruled_out).toBe(2)
    expect(counts.no_data - before.no_data).toBe(1)
    const wearers = await records.query(
      `select device_wearer_id from report_wearers order by report_id`,
    )
    expect(wearers).toEqual([{ device_wearer_id: 'W1' }, { device_wearer_id: 'W1' }])
    await setAnswerAside(records, as('kept.out'), first, 'A late upload')
    expect(await withdrawnStatements(records, first)).toHaveLength(1)
    const [, second = 0] = questions
    const report = (await exclusionQuestion(records, idOf('hub'), second))?.answer?.reportId ?? 0
    await withdrawApproved(records, report, { at: AT, by: idOf('kept.out'), reason: 'A slip' })
    const again = await exclusionQuestion(records, idOf('hub'), second)
    expect(again).toMatchObject({ state: 'waiting', answer: undefined })
    if (again) await answer(again, 'no_data', 'W3')
    expect(await exclusionQuestion(records, idOf('hub'), second)).toMatchObject({
      state: 'to_approve',
    })
    expect(await statementFile(records, idOf('cheshire'), first, 'pdf')).toBeUndefined()
  })

  test('a draft goes with what it was made from, and what was signed stays', async () => {
    const draft = await answered('ruled_out', 'W3')
    const signed = await answered('ruled_out', 'W3')
    await approve(signed)
    await eraseExclusionDrafts(records, 'W3', { from: AT + 7_200_000, to: Infinity }, AT)
    expect(await exclusionQuestion(records, idOf('hub'), draft)).toMatchObject({
      state: 'to_approve',
    })
    await eraseExclusionDrafts(records, 'W3', { from: -Infinity, to: Infinity }, AT)
    expect(await exclusionQuestion(records, idOf('hub'), draft)).toMatchObject({ state: 'waiting' })
    expect(await exclusionQuestion(records, idOf('hub'), signed)).toMatchObject({
      state: 'approved',
    })
    const [left] = await records.query(
      `select count(*) as drafts from reports where state = 'discarded' and evidence is not null`,
    )
    expect(left).toEqual({ drafts: 0n })
  })

  test('who may be meant is everybody in scope, with what keeps the account from them', async () => {
    const seen = await peopleInScope(records, as('kept.out'))
    expect(seen.map(({ id, restriction }) => [id, restriction])).toEqual([
      ['W1', undefined],
      ['W2', MESSAGE],
      ['W3', undefined],
    ])
    expect(seen[0]).toMatchObject({
      names: ['Name 1'],
      dateOfBirth: '1990-01-01',
      identifiers: ['X1'],
    })
    expect(await peopleInScope(records, as('cheshire'))).toEqual([])
  })

  test('a question of place keeps its answer, for those who may see whom it names, until it is erased', async () => {
    const evidence = {
      verdict: 'inconclusive',
      log10Lr: 0.5,
      log10LrPopulation: 0.25,
      windowCoverage: 1,
      coincidenceDays: 1,
      comparableDays: 7,
    } as const
    const named = ['W2', 'W1'].map((deviceWearerId) => ({
      deviceWearerId,
      evidence,
      positionsInWindow: 3,
      positionsInRadius: 2,
      closestMetres: 12.5,
      closestAt: AT,
    }))
    const facts = {
      purpose: AWKWARD,
      crimeReference: AWKWARD,
      crimeId,
      crimeType: 'BIAD',
      latitude: 53.8,
      longitude: -4.4,
      radiusMetres: 100,
      window: { from: AT, to: AT },
      algorithmVersion: '0.1.0+0a1b2c3d',
      runId,
      compared: 9,
      silent: 1,
      weighed: 2,
      unweighed: 0,
      ruledOut: 0,
    } as const
    const id = await addPlaceQuestion(records, as('hub'), facts, named)
    expect(await placeQuestion(records, id)).toEqual({ id, username: 'hub', askedAt: AT, ...facts })
    expect((await placeQuestions(records, { limit: 5 })).map((one) => one.id)).toEqual([id])
    expect(await placeQuestions(records, { limit: 5, before: id })).toEqual([])
    expect(await visibleNamed(records, as('hub'), id)).toEqual(named)
    expect(await visibleNamed(records, as('kept.out'), id)).toEqual(named.slice(1))
    expect(await visibleNamed(records, as('cheshire'), id)).toEqual([])
    await erasePlaceAnswers(records, 'W1', { from: AT + 7_200_000, to: Infinity })
    expect(await visibleNamed(records, as('hub'), id)).toHaveLength(2)
    await erasePlaceAnswers(records, 'W1', { from: -Infinity, to: AT })
    expect(await visibleNamed(records, as('hub'), id)).toEqual(named.slice(0, 1))
  })

  test('what questions stand on is the newest whole run that is done', async () => {
    const before = await questionState(records)
    expect(before.run).toBeUndefined()
    const evidence = { fitted: { circleErrors: [], componentWeights: [] } }
    await finishRun(records, runId, { outcome: 'done', finishedAt: AT, evidence })
    expect(await questionState(records)).toEqual({ ...before, run: { id: runId, evidence } })
    await imported(records, 'people')
    const after = await questionState(records)
    expect(after.peopleThrough).toBeGreaterThan(before.peopleThrough)
  })
})
