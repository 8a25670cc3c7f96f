import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attentionToThese } from '../../src/app/people/attention.ts'
import { shareMatch, stopSharing } from '../../src/app/review/share-match.ts'
import type { Account } from '../../src/domain/account.ts'
import { defaultPolicy } from '../../src/ingest/policy-json.ts'
import { insertAccount } from '../../src/store/records/account-records.ts'
import { appendCrimeVersions } from '../../src/store/records/crime-records.ts'
import { savePeople } from '../../src/store/records/people-records.ts'
import { instantText } from '../../src/store/records/record-values.ts'
import type { Records } from '../../src/store/records/records.ts'
import { sharingOf } from '../../src/store/records/shared-matches.ts'
import { actorOf, workAt } from '../support/account-work.ts'
import { AT, crime, imported, match } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'
import { qualifiedCase } from '../support/qualified-case.ts'
import { runWithCases } from '../support/run-with-cases.ts'

const MINUTE = 60_000
/** Reviews of a qualified case are given on the records' own clock. */
const NOW = Date.now() + 60 * MINUTE

describe.each(recordsTwins())('sharing a qualified match, on $name', (twin) => {
  let records: Records
  let caseId: number
  const people: Record<string, Account> = {}
  const test = twin.missing ? it.skip : it
  const account = (name: string) => people[name] as Account
  const share = (why: string, at = NOW) =>
    shareMatch(workAt(records, at, actorOf(account('manager'))), account('manager').id, caseId, why)
  const stop = (why: string, at = NOW) =>
    stopSharing(
      workAt(records, at, actorOf(account('manager'))),
      account('manager').id,
      caseId,
      why,
    )
  /** What an account is told of the wearer. */
  const told = async (name: string) =>
    (
      await attentionToThese(
        records,
        { accountId: account(name).id, at: NOW },
        defaultPolicy.monitoring,
        ['W1'],
      )
    )
      .get('W1')
      ?.reasons.filter(({ kind }) => kind === 'match-shared')
      .map(({ text }) => text)
  const setState = (state: string, changedAt?: number) =>
    records.query('update match_cases set state = $2, evidence_changed_at = $3 where id = $1', [
      caseId,
      state,
      instantText(changedAt),
    ])

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    await records.query(`insert into teams values ('North', $1), ('South', $1)`, [instantText(AT)])
    for (const each of [
      { username: 'manager', role: 'hub-manager' },
      { username: 'officer', role: 'monitoring-officer' },
      { username: 'one', role: 'probation-practitioner', practitioner: 'P One', team: 'North' },
      { username: 'two', role: 'probation-practitioner', practitioner: 'P Two', team: 'South' },
    ] as const) {
      people[each.username] = await insertAccount(records, { name: each.username, ...each }, AT)
    }
    const import_ = await imported(records, 'people')
    await records.transaction((transaction) =>
      savePeople(transaction, import_, {
        deviceWearers: [{ id: 'W1', names: ['Ada'] }],
        devices: [],
        deviceActivations: [],
        monitoringOrders: [],
        zones: [],
        allocations: [
          { deviceWearerId: 'W1', practitioner: 'P One', team: 'North', from: 0, to: Infinity },
        ],
      }),
    )
    const stated = crime('R/1', 1)
    await appendCrimeVersions(records, await imported(records, 'crimes'), [
      { crime: stated, row: 1 },
    ])
    const run = await runWithCases(records, [match(stated, 'W1', [AT])], AT)
    const reviewers = [account('manager').id]
    caseId = (await qualifiedCase(records, { run, ordinal: 0 }, reviewers)).caseId
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  test('tells whoever supervises the wearer that there is one, and nobody else', async () => {
    expect(await told('one')).toEqual([])
    await share('Agreed with the force')
    expect(await told('one')).toEqual([
      expect.stringMatching(
        new RegExp(
          `^A match was qualified by the hub on \\d+ \\w+ \\d{4}\\. Ask the hub \\(case number ${caseId}\\)$`,
        ),
      ),
    ])
    expect(await told('two')).toBeUndefined()
    expect(await told('officer')).toEqual([])
    const [event] = await records.query<{ facts: string }>(
      `select to_jsonb(audit_events)::text as facts from audit_events order by id desc limit 1`,
    )
    expect(event?.facts).toContain('shared')
  })

  test('asks why, and shares once', async () => {
    await expect(share('x')).rejects.toMatchObject({ code: 'INPUT_INVALID', field: 'why' })
    await expect(share('Once more')).rejects.toMatchObject({ code: 'ALREADY_DECIDED' })
    await expect(stop('')).rejects.toMatchObject({ code: 'INPUT_INVALID', field: 'why' })
  })

  test('a match that is looked at anew, fell away or was withdrawn is not told of', async () => {
    await setState('qualified', NOW)
    expect(await told('one')).toEqual([])
    await setState('second_review')
    expect(await told('one')).toEqual([])
    await setState('qualified')
    expect(await told('one')).toHaveLength(1)
    const withdraw = (at: number | undefined) =>
      records.query('update crimes set withdrawn_at = $1, withdrawn_reason = $2', [
        instantText(at),
        at === undefined ? undefined : 'In error',
      ])
    await withdraw(NOW)
    expect(await told('one')).toEqual([])
    await withdraw(undefined)
    expect(await sharingOf(records, caseId)).toMatchObject({ isTold: true, by: 'manager' })
  })

  test('qualified anew, it is shared anew or not at all', async () => {
    await records.query('update match_reviews set decided_at = $2 where case_id = $1', [
      caseId,
      instantText(NOW + MINUTE),
    ])
    expect(await told('one')).toEqual([])
    expect(await sharingOf(records, caseId)).toMatchObject({ isTold: false })
    await share('Still agreed', NOW + 2 * MINUTE)
    expect(await told('one')).toHaveLength(1)
  })

  test('ends with a reason that stays', async () => {
    await stop('The force asked', NOW + 3 * MINUTE)
    expect(await told('one')).toEqual([])
    expect(await sharingOf(records, caseId)).toBeUndefined()
    await expect(stop('Again')).rejects.toMatchObject({ code: 'ALREADY_DECIDED' })
    expect(
      await records.query('select why, ended_why from shared_matches order by id'),
    ).toMatchObject([
      { why: 'Agreed with the force', ended_why: 'Still agreed' },
      { why: 'Still agreed', ended_why: 'The force asked' },
    ])
    await setState('to_review')
    await expect(share('Not yet')).rejects.toMatchObject({ code: 'ALREADY_DECIDED' })
  })
})
