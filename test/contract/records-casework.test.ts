import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideCase } from '../../src/app/review/decide-case.ts'
import { takeBackReview } from '../../src/app/review/take-back-review.ts'
import { takeNextCase } from '../../src/app/review/take-next-case.ts'
import type { Account } from '../../src/domain/account.ts'
import type { CrimeVersion } from '../../src/domain/crime.ts'
import { openPhases } from '../../src/domain/match-case.ts'
import { insertAccount } from '../../src/store/records/account-records.ts'
import {
  countOldCasework,
  deleteOldCasework,
  eraseReviewedEvidence,
} from '../../src/store/records/case-retention.ts'
import { appendCrimeVersions } from '../../src/store/records/crime-records.ts'
import { eraseMatches } from '../../src/store/records/match-erasure.ts'
import type { MatchToStore } from '../../src/store/records/match-records.ts'
import { countedReviews, readableReviews } from '../../src/store/records/match-review-records.ts'
import type { Records, RecordsQuery } from '../../src/store/records/records.ts'
import {
  addReportDraft,
  approveDraft,
  nextReportNumber,
} from '../../src/store/records/report-records.ts'
import { deleteOldCrimes, deleteOldMatches } from '../../src/store/records/retention-records.ts'
import {
  caseCounts,
  restrictionOnCase,
  visibleMatchCase,
  visibleMatchCases,
} from '../../src/store/records/visible-match-cases.ts'
import { actorOf, workAt } from '../support/account-work.ts'
import { AT, bytes, crime, HASH, imported, match } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'
import { runWithCases } from '../support/run-with-cases.ts'

const MINUTE = 60_000
const TWO = { secondReviewer: true }

describe.each(recordsTwins())('cases and reviews, on $name', (twin) => {
  let records: Records
  const people: Record<string, Account> = {}
  let now = AT
  const test = twin.missing ? it.skip : it
  const account = (name: string) => people[name] as Account
  const as = (name: string) => ({ accountId: account(name).id, at: now })
  const work = (name: string) => workAt(records, now, actorOf(account(name)))

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    for (const [username, role] of [
      ['one', 'hub-caseworker'],
      ['two', 'hub-caseworker'],
      ['manager', 'hub-manager'],
      ['other.manager', 'hub-manager'],
      ['police', 'police-analyst'],
    ] as const) {
      const policeForce = role === 'police-analyst' ? 'Cheshire' : undefined
      const details = { username, name: username, role, policeForce }
      people[username] = await insertAccount(records, details, AT)
    }
    const import_ = await imported(records, 'people')
    await records.query(
      `insert into device_wearers (id, import_id, ordinal)
       select 'W' || n, $1, n from generate_series(1, 9) as n`,
      [import_],
    )
    await records.query(
      `insert into wearer_restrictions (device_wearer_id, ordinal, kind, usernames, message, import_id)
       values ('W9', 0, 'excluded', '{One}', 'Ask', $1)`,
      [import_],
    )
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  let made = 0
  /** A crime of its own with these wearers near, which stands. */
  async function crimeWith(...wearers: (readonly [string, number])[]) {
    made += 1
    const stated = crime(`R/${made}`, 1)
    const batch = await imported(records, 'crimes')
    await appendCrimeVersions(records, batch, [{ crime: stated, row: 1 }])
    const found = wearers.map(([wearer, log10Lr]) => weighed(stated, wearer, log10Lr))
    await runWithCases(records, found, now)
    return {
      stated,
      found,
      ids: await Promise.all(wearers.map(([wearer]) => caseOf(stated, wearer))),
    }
  }

  async function caseOf({ crimeReference }: CrimeVersion, wearer: string): Promise<number> {
    const [row] = await records.query<{ id: bigint }>(
      `select match_cases.id from match_cases join crimes on crimes.id = crime_id
       where crime_reference = $1 and device_wearer_id = $2`,
      [crimeReference, wearer],
    )
    return Number(row?.id ?? 0)
  }

  /** A signed alert about the first version of a crime. */
  async function signed({ crimeReference }: CrimeVersion): Promise<number> {
    const [row] = await records.query<{ crime: bigint; version: bigint }>(
      `select crimes.id as crime, crime_versions.id as version
       from crimes join crime_versions on crime_id = crimes.id and version = 1
       where crime_reference = $1`,
      [crimeReference],
    )
    const draft = {
      kind: 'proximity_alert',
      crimeId: Number(row?.crime),
      crimeVersionId: Number(row?.version),
      policeForce: 'Cheshire',
      draftedBy: account('one').id,
      draftedAt: now,
      evidence: bytes('evidence'),
      evidenceSha256: HASH,
      wearers: [{ deviceWearerId: 'W1' }],
    } as const
    const id = await records.transaction((transaction) => addReportDraft(transaction, draft))
    const number = await nextReportNumber(records, 'proximity_alert', '2026')
    const kept = { docx: bytes('PK'), docxSha256: HASH, pdf: bytes('PDF'), pdfSha256: HASH }
    const facts = { id, kind: 'proximity_alert', year: '2026', number, ...kept } as const
    const approvedBy = account('manager').id
    const approve = (transaction: RecordsQuery) =>
      approveDraft(transaction, { ...facts, approvedBy, approvedAt: now })
    expect(await records.transaction(approve)).toBe('approved')
    return id
  }

  async function decide(name: string, id: number, decision: string, changes: object = {}) {
    const found = await visibleMatchCase(records, as(name), id)
    const typed = {
      decision,
      reason: decision === 'qualify' ? 'in_circle' : 'passing_by',
      remark: '',
      ...changes,
    }
    const opening = {
      beganAt: now - MINUTE,
      crimeVersionId: found?.crimeVersionId ?? 0,
      standing: found?.standing,
    }
    await decideCase(work(name), account(name).id, id, typed, opening, TWO)
  }

  const stateOf = async (id: number) => (await visibleMatchCase(records, as('two'), id))?.phase
  const readable = async (name: string, id: number) =>
    (await readableReviews(records, account(name).id, id)).map(({ username }) => username)

  /** Counts are what they would be if they were counted. */
  async function expectCounts() {
    const counted = await records.query<{ phase: string; cases: bigint }>(
      'select phase, count(*) as cases from match_cases group by 1',
    )
    const kept = await caseCounts(records)
    for (const { phase, cases } of counted) {
      expect(kept.get(phase as never)).toBe(Number(cases))
    }
    expect([...kept.values()].reduce((a, b) => a + b, 0)).toBe(
      counted.reduce((sum, { cases }) => sum + Number(cases), 0),
    )
    const [crimes] = await records.query<{ same: boolean }>(
      `select (select sum(crimes) from crime_counts) = (select count(*) from crimes)
         and (select sum(compared) from crime_counts) = (select count(standing_run_id) from crimes)
         as same`,
    )
    expect(crimes?.same).toBe(true)
  }

  test('opens for pairs in radius that evidence does not speak against, once', async () => {
    const { stated, found } = await crimeWith(['W1', 1], ['W2', 2])
    const against = match(stated, 'W3', [AT], 'supports_absence')
    const outside = match(stated, 'W4', [])
    await runWithCases(records, [...found, against, outside], now)
    await runWithCases(records, [...found, against, outside], now)
    const cases = await records.query(
      `select device_wearer_id, state from match_cases
       join crimes on crimes.id = crime_id where crime_reference = $1 order by 1`,
      [stated.crimeReference],
    )
    expect(cases).toEqual([
      { device_wearer_id: 'W1', state: 'to_review' },
      { device_wearer_id: 'W2', state: 'to_review' },
    ])
    await expectCounts()
  })

  test('two who agree decide; neither reads the other before', async () => {
    const { ids } = await crimeWith(['W1', 1])
    const [id = 0] = ids
    await decide('one', id, 'qualify')
    expect(await stateOf(id)).toBe('second_review')
    expect(await readable('one', id)).toEqual(['one'])
    for (const name of ['two', 'manager']) expect(await readable(name, id)).toEqual([])
    await expect(decide('one', id, 'qualify')).rejects.toMatchObject({ code: 'ALREADY_DECIDED' })
    await decide('two', id, 'qualify')
    expect(await stateOf(id)).toBe('qualified')
    expect(await readable('manager', id)).toEqual(['one', 'two'])
    const [kept] = await countedReviews(records, id)
    expect(kept).toMatchObject({
      part: 'first',
      beganAt: now - MINUTE,
      evidence: { stands: true, positionsInRadius: 1, log10Lr: 1, verdict: 'supports_presence' },
    })
    const audit = await records.query<{ entry: string }>(
      `select entry from audit_events where entry like '%match reviews%'`,
    )
    expect(audit.length).toBeGreaterThan(1)
    for (const { entry } of audit) expect(entry).not.toMatch(/qualify|in_circle/)
    await expectCounts()
  })

  test('where two disagree, a manager who gave neither view decides', async () => {
    const [id = 0] = (await crimeWith(['W2', 1])).ids
    await decide('manager', id, 'qualify')
    await decide('two', id, 'reject')
    expect(await stateOf(id)).toBe('disagreed')
    for (const name of ['one', 'two', 'manager']) {
      await expect(decide(name, id, 'reject')).rejects.toMatchObject({ code: 'ALREADY_DECIDED' })
    }
    await decide('other.manager', id, 'reject')
    expect(await stateOf(id)).toBe('rejected')
  })

  test('a view needs a decision, a reason for it, and words where the reason is another', async () => {
    const [id = 0] = (await crimeWith(['W3', 1])).ids
    for (const [changes, field] of [
      [{ decision: '' }, 'decision'],
      [{ reason: '' }, 'reason'],
      [{ reason: 'passing_by' }, 'reason'],
      [{ reason: 'other' }, 'remark'],
      [{ remark: 'x'.repeat(2001) }, 'remark'],
    ] as const) {
      await expect(decide('one', id, 'qualify', changes)).rejects.toMatchObject({ field })
    }
    expect(await countedReviews(records, id)).toEqual([])
    await decide('one', id, 'qualify', { reason: 'other', remark: 'Seen <b>there</b>' })
    expect((await countedReviews(records, id))[0]?.remark).toBe('Seen <b>there</b>')
  })

  test('a first view can be taken back for a while; a second cannot: its giver has seen the first', async () => {
    const [id = 0] = (await crimeWith(['W4', 1])).ids
    await decide('one', id, 'qualify')
    await expect(takeBackReview(work('two'), account('two').id, id, TWO)).rejects.toThrow('no view')
    await takeBackReview(work('one'), account('one').id, id, TWO)
    expect(await stateOf(id)).toBe('to_review')
    expect(await readable('two', id)).toEqual([])
    await decide('one', id, 'reject')
    now += 16 * MINUTE
    await expect(takeBackReview(work('one'), account('one').id, id, TWO)).rejects.toThrow('minutes')
    await decide('two', id, 'reject')
    await expect(takeBackReview(work('two'), account('two').id, id, TWO)).rejects.toThrow('seen')
    expect(await readable('manager', id)).toEqual(['one', 'one', 'two'])
  })

  test('what falls away undecided is nobody’s task; back again it is looked at from the beginning', async () => {
    const { stated, found, ids } = await crimeWith(['W5', 1], ['W6', 1])
    const [id = 0] = ids
    await decide('one', id, 'qualify')
    await runWithCases(records, [], now, [found[0] as MatchToStore])
    expect(await stateOf(id)).toBe('fallen_away')
    await expect(decide('two', id, 'reject')).rejects.toMatchObject({ code: 'ALREADY_DECIDED' })
    await runWithCases(records, [weighed(stated, 'W5', 1)], now)
    expect(await stateOf(id)).toBe('to_review')
    await decide('one', id, 'qualify')
    expect((await countedReviews(records, id)).length).toBe(1)
    await expectCounts()
  })

  test('decided on evidence that is not so any more waits for a person, and nobody else decides', async () => {
    const { stated, found, ids } = await crimeWith(['W7', 1])
    const [id = 0] = ids
    await decide('one', id, 'qualify')
    await decide('two', id, 'qualify')
    await runWithCases(records, [weighed(stated, 'W7', 1.05)], now)
    expect(await stateOf(id)).toBe('qualified')
    await runWithCases(records, [weighed(stated, 'W7', 1.11)], now)
    expect(await stateOf(id)).toBe('changed')
    // A first view that was given of it supersedes the old; they stay to be read when both are given.
    await decide('one', id, 'qualify')
    expect(await stateOf(id)).toBe('second_review')
    expect(await readable('two', id)).toEqual(['two'])
    await decide('manager', id, 'qualify')
    expect(await stateOf(id)).toBe('qualified')
    expect(await readable('two', id)).toEqual(['one', 'two', 'one', 'manager'])
    await runWithCases(records, [], now, found)
    expect(await stateOf(id)).toBe('changed')
    await expect(decide('one', id, 'qualify')).rejects.toMatchObject({ field: 'decision' })
    await decide('one', id, 'reject', { reason: 'falls_away' })
    await decide('two', id, 'reject', { reason: 'falls_away' })
    expect(await stateOf(id)).toBe('rejected')
    await runWithCases(records, [], now)
    expect(await stateOf(id)).toBe('rejected')
    await expectCounts()
  })

  test('a crime that is restated or withdrawn asks for another look, and its alerts are marked', async () => {
    const restated = await crimeWith(['W1', 1])
    const withdrawn = await crimeWith(['W1', 1])
    const ids = [restated.ids[0] ?? 0, withdrawn.ids[0] ?? 0]
    for (const id of ids) {
      await decide('one', id, 'qualify')
      await decide('two', id, 'qualify')
    }
    const batch = await imported(records, 'crimes')
    const second = { ...restated.stated, version: 2, crimeText: 'anew' }
    await appendCrimeVersions(records, batch, [{ crime: second, row: 1 }])
    await records.query(
      `update crimes set withdrawn_at = now(), withdrawn_by = 'x', withdrawn_reason = 'No crime'
       where crime_reference = $1`,
      [withdrawn.stated.crimeReference],
    )
    const alerts = [await signed(restated.stated), await signed(withdrawn.stated)]
    await runWithCases(records, [], now)
    expect(await Promise.all(ids.map(stateOf))).toEqual(['changed', 'changed'])
    const marked = await records.query<{ id: bigint }>(
      `select id from reports where evidence_changed_at is not null and state = 'approved' order by id`,
    )
    expect(marked.map(({ id }) => Number(id))).toEqual(alerts)
  })

  test('what changed while somebody looked is not decided on what they saw', async () => {
    const { stated, ids } = await crimeWith(['W8', 1])
    const [id = 0] = ids
    const seen = await visibleMatchCase(records, as('one'), id)
    await runWithCases(records, [weighed(stated, 'W8', 2)], now)
    const typed = { decision: 'qualify', reason: 'in_circle', remark: '' }
    const opening = {
      beganAt: now,
      crimeVersionId: seen?.crimeVersionId ?? 0,
      standing: seen?.standing,
    }
    await expect(
      decideCase(work('one'), account('one').id, id, typed, opening, TWO),
    ).rejects.toThrow('changed while this page was open')
  })

  test('the queue has the strongest first, page by page, without whom one is kept from', async () => {
    const filter = { phases: openPhases, notGivenByAsking: false }
    const all = await visibleMatchCases(records, as('two'), filter, { limit: 100 })
    const ratios = all.map(({ standing }) => standing?.evidence?.log10Lr ?? 0)
    expect(ratios).toEqual(ratios.toSorted((a, b) => b - a))
    const paged: number[] = []
    let after: number | undefined
    do {
      const page = await visibleMatchCases(records, as('two'), filter, { after, limit: 2 })
      paged.push(...page.map(({ id }) => id))
      after = page.length === 2 ? page[1]?.id : undefined
    } while (after !== undefined)
    expect(paged).toEqual(all.map(({ id }) => id))
    const [id = 0] = (await crimeWith(['W9', 3])).ids
    const seen = async (name: string) =>
      (await visibleMatchCases(records, as(name), filter, { limit: 100 })).map((one) => one.id)
    expect(await seen('two')).toContain(id)
    expect(await seen('one')).not.toContain(id)
    expect(await seen('police')).toEqual([])
    expect(await restrictionOnCase(records, as('one'), id)).toEqual({
      deviceWearerId: 'W9',
      message: 'Ask',
    })
    expect(await restrictionOnCase(records, as('police'), id)).toBeUndefined()
    await expect(decide('one', id, 'reject')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('nobody is given what somebody else was given ten minutes ago or less, or what they saw to', async () => {
    const next = (name: string) => takeNextCase(work(name), account(name).id)
    now += 60 * MINUTE
    const given = [await next('one'), await next('two'), await next('one'), await next('manager')]
    expect(new Set(given).size).toBe(4)
    expect(given).not.toContain(undefined)
    const [first = 0] = given
    expect((await visibleMatchCase(records, as('two'), first))?.claim?.name).toBe('one')
    expect((await visibleMatchCase(records, as('one'), first))?.claim).toBeUndefined()
    now += 10 * MINUTE
    expect((await visibleMatchCase(records, as('two'), first))?.claim).toBeUndefined()
    await decide('two', first, 'reject')
    const mine: (number | undefined)[] = []
    for (let one = await next('two'); one !== undefined; one = await next('two')) mine.push(one)
    expect(mine).not.toContain(first)
    expect(await next('two')).toBeUndefined()
  })

  test('an erasure takes the facts of positions from what was decided, and leaves the decision', async () => {
    const { ids } = await crimeWith(['W6', 2])
    const [id = 0] = ids
    await decide('one', id, 'reject')
    await decide('two', id, 'reject')
    const elsewhere = { from: AT + 86_400_000, to: Number.POSITIVE_INFINITY }
    const erase = (within: { from: number; to: number }) =>
      records.transaction(async (transaction) => {
        await eraseReviewedEvidence(transaction, 'W6', within)
        await eraseMatches(transaction, 'W6', within, now)
      })
    await erase(elsewhere)
    expect((await countedReviews(records, id))[0]?.evidence.positionsInRadius).toBe(1)
    await erase({ from: AT - 1, to: AT + 1 })
    const [first] = await countedReviews(records, id)
    expect(first).toMatchObject({ decision: 'reject', reason: 'passing_by' })
    expect(first?.evidence).toEqual({ stands: true, erased: true })
    await runWithCases(records, [], now)
    expect(await stateOf(id)).toBe('rejected')
    await runWithCases(records, [], now, [match(crime(`R/${made}`, 1), 'W6', [AT])])
    expect(await stateOf(id)).toBe('changed')
  })

  test('casework is kept for its own period, and by a hold; what nobody looked at goes with its match', async () => {
    const { ids } = await crimeWith(['W7', 2], ['W8', 2])
    const [decided = 0, open = 0] = ids
    await decide('one', decided, 'reject')
    await decide('two', decided, 'reject')
    const cases = async () => {
      const rows = await records.query<{ id: bigint }>(
        'select id from match_cases where id = any($1::bigint[]) order by id',
        [ids],
      )
      return rows.map(({ id }) => Number(id))
    }
    await deleteOldMatches(records, now + 1, [], now)
    expect(await cases()).toEqual([decided])
    expect(open).not.toBe(0)
    await deleteOldCrimes(records, Date.now() + 86_400_000)
    expect(await cases()).toEqual([decided])
    await deleteOldCasework(records, now, [])
    expect(await cases()).toEqual([decided])
    await deleteOldCasework(records, now + 1, ['W7'])
    expect(await cases()).toEqual([decided])
    const found = await countOldCasework(records, now + 1, [])
    expect(await deleteOldCasework(records, now + 1, [])).toBe(found)
    expect(await cases()).toEqual([])
    await expectCounts()
  })
})

function weighed(of: CrimeVersion, wearer: string, log10Lr: number): MatchToStore {
  const found = match(of, wearer, [AT], 'supports_presence')
  return { ...found, evidence: found.evidence && { ...found.evidence, log10Lr } }
}
