import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordOutcome } from '../../src/app/outcomes/record-outcome.ts'
import { revokeOutcome } from '../../src/app/outcomes/revoke-outcome.ts'
import { decideCase } from '../../src/app/review/decide-case.ts'
import type { Account } from '../../src/domain/account.ts'
import { exactly, funnelTotal } from '../../src/domain/funnel.ts'
import { insertAccount } from '../../src/store/records/account-records.ts'
import { appendCrimeVersions } from '../../src/store/records/crime-records.ts'
import { funnelByForce, reviewFigures } from '../../src/store/records/funnel-records.ts'
import {
  givenReport,
  outcomesOf,
  restrictionOnReport,
  unacknowledged,
} from '../../src/store/records/outcome-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { visibleMatchCase } from '../../src/store/records/visible-match-cases.ts'
import { actorOf, workAt } from '../support/account-work.ts'
import { AT, crime, imported, match } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'
import { runWithCases } from '../support/run-with-cases.ts'

const NOW = Date.UTC(2026, 1, 20, 12)
const ALWAYS = { from: '2000-01-01', to: '2999-01-01' }

describe.each(recordsTwins())('outcomes and the funnel, on $name', (twin) => {
  let records: Records
  const people: Record<string, Account> = {}
  const account = (name: string) => people[name] as Account
  const test = twin.missing ? it.skip : it
  const work = (name: string) => workAt(records, NOW, actorOf(account(name)))
  const as = (name: string) => ({ accountId: account(name).id, at: NOW })
  let reportId = 0

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    for (const [username, role, policeForce] of [
      ['one', 'hub-caseworker', undefined],
      ['two', 'hub-caseworker', undefined],
      ['kept.out', 'hub-manager', undefined],
      ['cheshire', 'police-analyst', 'Cheshire'],
      ['cumbria', 'police-analyst', 'Cumbria'],
    ] as const) {
      people[username] = await insertAccount(
        records,
        { username, name: username, role, policeForce },
        AT,
      )
    }
    const import_ = await imported(records, 'people')
    await records.query(
      `insert into device_wearers (id, import_id, ordinal)
       select 'W' || n, $1, n from generate_series(1, 3) as n`,
      [import_],
    )
    await records.query(
      `insert into wearer_restrictions (device_wearer_id, ordinal, kind, usernames, message, import_id)
       values ('W2', 0, 'excluded', '{kept.out}', 'Ask', $1)`,
      [import_],
    )
    const batch = await imported(records, 'crimes')
    await records.query(
      `insert into crime_batches (import_id, outcome, police_force, batch_id)
       values ($1, 'PARTIAL', 'Cheshire', 'CHS20260126')`,
      [batch],
    )
    const crimes = ['C/1', 'C/2', 'C/3'].map((reference) => crime(reference, 1))
    await appendCrimeVersions(
      records,
      batch,
      crimes.map((stated, row) => ({ crime: stated, row })),
    )
    const [first, second] = crimes as [(typeof crimes)[0], (typeof crimes)[0]]
    await runWithCases(
      records,
      [match(first, 'W1', [AT]), match(first, 'W2', [AT]), match(second, 'W3', [AT])],
      AT,
    )
    const ids = await records.query<{ id: bigint; wearer: string; crime: bigint }>(
      'select id, device_wearer_id as wearer, crime_id as crime from match_cases order by 2',
    )
    for (const [index, decision] of (['qualify', 'qualify', 'reject'] as const).entries()) {
      for (const name of ['one', 'two']) {
        const id = Number(ids[index]?.id)
        const found = await visibleMatchCase(records, as(name), id)
        await decideCase(
          work(name),
          account(name).id,
          id,
          { decision, reason: decision === 'qualify' ? 'in_circle' : 'passing_by', remark: '' },
          {
            beganAt: NOW - 60_000,
            crimeVersionId: found?.crimeVersionId ?? 0,
            standing: found?.standing,
          },
          { secondReviewer: true },
        )
      }
    }
    const [report] = await records.query<{ id: bigint }>(
      `insert into reports (kind, number, crime_id, crime_version_id, police_force, state, drafted_by,
         drafted_at, docx)
       select 'proximity_alert', 'PA-1', crime_id, crime_versions.id, 'Cheshire', 'approved', $1, now(), '\\x00'
       from crime_versions where crime_id = $2 returning id`,
      [account('one').id, ids[0]?.crime],
    )
    reportId = Number(report?.id)
    await records.query(
      `insert into report_wearers (report_id, device_wearer_id, case_id)
       select $1, device_wearer_id, id from match_cases where crime_id = $2`,
      [reportId, ids[0]?.crime],
    )
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const record = (name: string, kind: string, changes: object = {}) =>
    recordOutcome(work(name), account(name).id, reportId, {
      wearer: '',
      kind,
      happenedOn: '2026-02-01',
      remark: '',
      ...changes,
    })
  const kinds = async () =>
    (await outcomesOf(records, reportId))
      .filter(({ revoked }) => !revoked)
      .map(({ deviceWearerId, kind }) => `${deviceWearerId} ${kind}`)
  const funnel = async () => exactly(funnelTotal(await funnelByForce(records, ALWAYS)))

  test('are recorded by the hub and the force it was given to, and nobody else', async () => {
    expect((await givenReport(records, as('cheshire'), reportId))?.deviceWearerIds).toEqual([
      'W1',
      'W2',
    ])
    for (const name of ['cumbria', 'kept.out']) {
      expect(await givenReport(records, as(name), reportId)).toBeUndefined()
      await expect(record(name, 'acknowledged')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    expect((await restrictionOnReport(records, as('kept.out'), reportId))?.message).toBe('Ask')
    expect(await restrictionOnReport(records, as('cumbria'), reportId)).toBeUndefined()
    await expect(record('cheshire', 'sent')).rejects.toMatchObject({ field: 'kind' })
    await expect(record('cheshire', 'acknowledged')).rejects.toMatchObject({ field: 'kind' })
    for (const happenedOn of ['2026-02-21', '2026-01-25', '2026-02-30', '']) {
      await expect(record('one', 'sent', { happenedOn })).rejects.toMatchObject({
        field: 'happenedOn',
      })
    }
    await expect(record('one', 'sent', { wearer: 'W3' })).rejects.toMatchObject({ field: 'wearer' })
    expect(await kinds()).toEqual([])
    await record('one', 'sent')
    expect(await kinds()).toEqual(['W1 sent', 'W2 sent'])
  })

  test('are not of exclusion statements: whom one is about is told to nobody by id', async () => {
    const [row] = await records.query<{ id: bigint }>(
      `insert into reports (kind, number, crime_id, crime_version_id, police_force, state, drafted_by, drafted_at, docx)
       select 'exclusion_statement', 'ES-1', crime_id, crime_version_id, police_force, 'approved', drafted_by,
         drafted_at, docx
       from reports where id = $1 returning id`,
      [reportId],
    )
    const statement = Number(row?.id)
    await records.query(
      `insert into report_wearers (report_id, device_wearer_id) values ($1, 'W1'), ($1, 'W2')`,
      [statement],
    )
    for (const name of ['cheshire', 'one', 'kept.out']) {
      expect(await givenReport(records, as(name), statement)).toBeUndefined()
      expect(await restrictionOnReport(records, as(name), statement)).toBeUndefined()
    }
  })

  test('that nothing was heard of for a week are listed, until something is', async () => {
    const listed = async (name: string, day: string) =>
      (await unacknowledged(records, as(name), day, 9)).map(({ number }) => number)
    expect(await listed('one', '2026-02-01')).toEqual(['PA-1'])
    expect(await listed('one', '2026-01-31')).toEqual([])
    expect(await listed('kept.out', '2026-02-01')).toEqual([])
    await record('cheshire', 'acknowledged')
    expect(await listed('one', '2026-02-01')).toEqual([])
  })

  test('taken back, they stay and count no more', async () => {
    await record('cheshire', 'arrest', { wearer: 'W1' })
    await record('cheshire', 'eliminated', { wearer: 'W2' })
    const all = await outcomesOf(records, reportId)
    const revoke = (name: string, kind: string, reason = 'It was another') =>
      revokeOutcome(work(name), account(name).id, reportId, {
        outcomeId: all.find((one) => one.kind === kind)?.id,
        reason,
      })
    await expect(revoke('one', 'sent')).rejects.toMatchObject({ field: 'outcome' })
    await expect(revoke('cheshire', 'sent')).rejects.toMatchObject({ field: 'outcome' })
    await expect(revoke('cheshire', 'arrest', '')).rejects.toMatchObject({ field: 'reason' })
    expect((await funnel()).pairs.arrest).toBe(1)
    await revoke('cheshire', 'arrest')
    await expect(revoke('cheshire', 'arrest')).rejects.toMatchObject({ field: 'outcome' })
    expect((await funnel()).pairs.arrest).toBe(0)
    const revoked = (await outcomesOf(records, reportId)).find(({ kind }) => kind === 'arrest')
    expect(revoked?.revoked).toMatchObject({ by: 'cheshire', reason: 'It was another' })
  })

  test('are counted of crimes and of pairs, which add up each', async () => {
    const { rows, crimes, pairs } = await funnel()
    expect(rows).toEqual({ accepted: 2, refused: 1, received: 3 })
    expect(crimes).toMatchObject({
      received: 3,
      compared: 2,
      near: 2,
      reviewed: 2,
      qualified: 1,
      sent: 1,
      acknowledged: 1,
      eliminated: 1,
    })
    expect(pairs).toMatchObject({
      opened: 3,
      reviewed: 3,
      qualified: 2,
      rejected: 1,
      sent: 2,
      acknowledged: 2,
      eliminated: 1,
      conviction: 0,
    })
    expect(await funnelByForce(records, { ...ALWAYS, policeForce: 'Kent' })).toEqual([])
    const cohort = { from: '2000-01-01', to: '2020-01-01' }
    expect(await funnelByForce(records, cohort)).toEqual([])
    expect(await reviewFigures(records, ALWAYS)).toEqual({
      views: 6,
      quartiles: [60_000, 60_000, 60_000],
      bothQualify: 2,
      bothReject: 1,
      firstOnlyQualifies: 0,
      secondOnlyQualifies: 0,
    })
    expect((await reviewFigures(records, cohort)).quartiles).toBeUndefined()
  })
})
