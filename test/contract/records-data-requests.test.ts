import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  checkRequester,
  confirmGrant,
  endGrant,
  grantRequest,
  refuseRequest,
} from '../../src/app/requests/decide-request.ts'
import { writeRequest } from '../../src/app/requests/make-request.ts'
import { drawRequests, reviewRequest } from '../../src/app/requests/sample-requests.ts'
import type { Account, AccountDetails } from '../../src/domain/account.ts'
import type { RequestContent } from '../../src/domain/request-content.ts'
import { defaultPolicy } from '../../src/ingest/policy-json.ts'
import { insertAccount } from '../../src/store/records/account-records.ts'
import {
  grantInForce,
  grantRestriction,
  grantsInForce,
} from '../../src/store/records/grants-in-force.ts'
import type { Records } from '../../src/store/records/records.ts'
import { requestCounts } from '../../src/store/records/request-counts.ts'
import { sampledRequests } from '../../src/store/records/request-samples.ts'
import { grantedPerson } from '../../src/store/records/visible-person.ts'
import {
  requestSteps,
  visibleRequest,
  visibleRequests,
} from '../../src/store/records/visible-requests.ts'
import { actorOf, workAt } from '../support/account-work.ts'
import { AT, imported } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const content: RequestContent = {
  offence: 'Burglary',
  crimeReferences: 'X/1',
  grounds: 'Seen nearby \0 \uE000 \'"',
  necessity: 'It says whether the tag was there',
  otherIntelligence: 'A witness',
  about: 'person',
  persons: ['Ann, born 1990-01-01', 'Ben'],
  place: undefined,
  within: { from: AT - 24 * HOUR, to: AT },
  urgency: 'routine',
  replyBy: undefined,
  declared: true,
}

describe.each(recordsTwins())('data requests on $name', (twin) => {
  let records: Records
  let people: Record<'police' | 'colleague' | 'other' | 'approver' | 'second' | 'manager', Account>

  beforeAll(async () => {
    if (!twin.missing) await twin.start()
  })
  beforeEach(async () => {
    if (twin.missing) return
    records = await (await twin.freshPlace())()
    const add = (username: string, details: Pick<AccountDetails, 'role' | 'policeForce'>) =>
      insertAccount(records, { username, name: username, ...details }, AT)
    people = {
      police: await add('police', { role: 'police-analyst', policeForce: 'Cheshire' }),
      colleague: await add('colleague', { role: 'police-analyst', policeForce: 'Cheshire' }),
      other: await add('other', { role: 'police-analyst', policeForce: 'Kent' }),
      approver: await add('approver', { role: 'data-request-approver' }),
      second: await add('second', { role: 'data-request-approver' }),
      manager: await add('manager', { role: 'hub-manager' }),
    }
    const importId = await imported(records, 'people')
    for (const [ordinal, id] of ['W1', 'W2', 'W3'].entries()) {
      await records.query(
        'insert into device_wearers (id, names, import_id, ordinal) values ($1, $2, $3, $4)',
        [id, [`Name ${id}`], importId, ordinal],
      )
    }
  })
  afterEach(() => records?.close())
  afterAll(() => twin.stop())

  const test = twin.missing ? it.skip : it
  const work = (who: keyof typeof people, at = AT) => workAt(records, at, actorOf(people[who]))
  const viewer = (who: keyof typeof people, at = AT) => ({ accountId: people[who].id, at })
  const submit = (changes: Partial<RequestContent> = {}, who: keyof typeof people = 'police') =>
    writeRequest(work(who), defaultPolicy, {
      id: undefined,
      content: { ...content, ...changes },
      submit: true,
    })
  const wish = (changes: object = {}) => ({
    within: { from: AT - 24 * HOUR, to: AT },
    radiusMetres: undefined,
    deviceWearerIds: ['W1', 'W2'],
    reason: '',
    ...changes,
  })
  const grant = async (changes: object = {}, id?: number) => {
    const request = id ?? (await submit())
    await checkRequester(work('approver'), request, 'call_back', '')
    await grantRequest(work('approver'), defaultPolicy, request, wish(changes))
    return request
  }
  const restrict = (id: string, username: string) =>
    records.query(
      `insert into wearer_restrictions (device_wearer_id, ordinal, kind, usernames, message, import_id)
       select $1, 1, 'excluded', array[$2], 'You know them', min(id) from imports`,
      [id, username],
    )

  test('are read by their force, and by those who decide and oversee once submitted', async () => {
    const draft = { id: undefined, content, submit: false }
    await writeRequest(work('police'), defaultPolicy, draft)
    await submit()
    const page = { before: undefined, limit: 9 }
    const seen: Record<string, (string | undefined)[]> = {}
    for (const [who, { id }] of Object.entries(people)) {
      seen[who] = (await visibleRequests(records, id, page)).map(({ number }) => number)
    }
    expect(seen).toEqual({
      police: ['DR-2026-000001', undefined],
      colleague: ['DR-2026-000001'],
      other: [],
      approver: ['DR-2026-000001'],
      second: ['DR-2026-000001'],
      manager: ['DR-2026-000001'],
    })
    expect(await visibleRequest(records, people.police.id, 2)).toMatchObject(content)
  })

  test('are numbered by year without a gap, drafts and failures included', async () => {
    await submit()
    await expect(submit({ within: { from: AT - 400 * HOUR, to: AT } })).rejects.toMatchObject({
      code: 'POLICY_FORBIDS',
      field: 'to',
    })
    await expect(submit({ otherIntelligence: '' })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      field: 'otherIntelligence',
    })
    await submit()
    const all = await visibleRequests(records, people.police.id, { before: undefined, limit: 9 })
    expect(all.map(({ number }) => number)).toEqual(['DR-2026-000002', 'DR-2026-000001'])
  })

  test('are granted only after the requester was checked, and never more than was asked', async () => {
    const id = await submit()
    const grantNow = (changes: object = {}) =>
      grantRequest(work('approver'), defaultPolicy, id, wish(changes))
    await expect(grantNow()).rejects.toMatchObject({ code: 'ALREADY_DECIDED' })
    await checkRequester(work('approver'), id, 'letter', 'From their inspector')
    const more = { within: { from: AT - 25 * HOUR, to: AT } }
    await expect(grantNow(more)).rejects.toMatchObject({ field: 'from' })
    await expect(grantNow({ deviceWearerIds: ['W1', 'W2', 'W3'] })).rejects.toMatchObject({
      field: 'from',
    })
    await expect(grantNow({ deviceWearerIds: ['W9'] })).rejects.toMatchObject({ field: 'wearers' })
    await expect(grantNow({ deviceWearerIds: ['W1'] })).rejects.toMatchObject({
      field: 'grantReason',
    })
    await grantNow({ deviceWearerIds: ['W1'], reason: 'One is enough' })
    const request = await visibleRequest(records, people.police.id, id)
    expect(request).toMatchObject({ state: 'granted_in_part', reason: 'One is enough' })
    const acts = await requestSteps(records, people.police.id, id)
    expect(acts.map(({ act, username }) => `${act} ${username}`)).toEqual([
      'submit police',
      'check approver',
      'grant approver',
    ])
    await expect(refuseRequest(work('second'), id, 'No')).rejects.toMatchObject({
      code: 'ALREADY_DECIDED',
    })
  })

  test('of a long period are confirmed by a second approver', async () => {
    const within = { from: AT - 100 * HOUR, to: AT }
    const id = await grant({ within }, await submit({ within }))
    expect(await grantInForce(records, viewer('police'), id)).toBeUndefined()
    await expect(confirmGrant(work('approver'), defaultPolicy, id)).rejects.toMatchObject({
      code: 'ALREADY_DECIDED',
    })
    await confirmGrant(work('second'), defaultPolicy, id)
    expect(await grantInForce(records, viewer('police'), id)).toMatchObject({ within })
    expect(await visibleRequest(records, people.police.id, id)).toMatchObject({
      state: 'granted',
      proposedBy: people.approver.id,
      decidedBy: people.second.id,
    })
  })

  test('let only their requester look, at whom they name, until they end', async () => {
    const id = await grant()
    const end = AT + defaultPolicy.dataRequests.grantDays * DAY
    const grants = (who: keyof typeof people, at?: number) =>
      grantsInForce(records, viewer(who, at)).then((each) => each.map(({ requestId }) => requestId))
    expect(await grants('police')).toEqual([id])
    expect(await grants('police', end - 1)).toEqual([id])
    expect(await grants('police', end)).toEqual([])
    for (const who of ['colleague', 'other', 'approver', 'manager'] as const) {
      expect(await grants(who)).toEqual([])
      expect(await grantedPerson(records, viewer(who), id, 'W1')).toBeUndefined()
    }
    const seen = (wearer: string, at?: number) =>
      grantedPerson(records, viewer('police', at), id, wearer).then((person) => person?.id)
    expect(await seen('W1')).toBe('W1')
    expect(await seen('W3')).toBeUndefined()
    expect(await seen('W1', end)).toBeUndefined()
    await endGrant(work('second', AT + HOUR), id, 'Not needed')
    expect(await grants('police', AT + HOUR)).toEqual([])
    expect(await seen('W1', AT + HOUR)).toBeUndefined()
    await records.query('update accounts set disabled_at = now() where id = $1', [people.police.id])
    expect(await grants('police', AT)).toEqual([])
  })

  test('are beaten by a restriction, which is said', async () => {
    const id = await grant()
    await restrict('W1', 'police')
    expect(await grantedPerson(records, viewer('police'), id, 'W1')).toBeUndefined()
    const [found] = await grantsInForce(records, viewer('police'))
    expect(found?.deviceWearerIds).toEqual(['W2'])
    const message = { id: 'W1', message: 'You know them' }
    expect(await grantRestriction(records, viewer('police'), id, 'W1')).toEqual(message)
    expect(await grantRestriction(records, viewer('police'), id, undefined)).toEqual(message)
    expect(await grantRestriction(records, viewer('police'), id, 'W2')).toBeUndefined()
    expect(await grantRestriction(records, viewer('colleague'), id, 'W1')).toBeUndefined()
  })

  test('are counted: made, granted, in part, refused, withdrawn and open, by force', async () => {
    for (let i = 0; i < 7; i++) {
      const some = i < 3 ? { deviceWearerIds: ['W1'], reason: 'Enough' } : {}
      await grant(some)
    }
    for (let i = 0; i < 4; i++) await refuseRequest(work('approver'), await submit(), 'Too broad')
    await submit()
    await submit({}, 'other')
    const ever = { from: undefined, to: undefined }
    const [cheshire, kent] = await requestCounts(records, ever)
    expect(cheshire).toEqual({
      policeForce: 'Cheshire',
      made: 12,
      granted: 4,
      grantedInPart: 3,
      refused: 4,
      withdrawn: 0,
      open: 1,
    })
    expect(kent).toMatchObject({ made: 1, open: 1 })
    expect(await requestCounts(records, { from: AT + 1, to: undefined })).toEqual([])
    expect(await requestCounts(records, { from: undefined, to: AT })).toEqual([])
  })

  test('are sampled once decided, always where a life was at risk, and reviewed by others', async () => {
    const urgent = await submit({ urgency: 'life_at_risk', replyBy: AT + HOUR })
    await refuseRequest(work('approver'), urgent, 'No')
    for (let i = 0; i < 5; i++) await refuseRequest(work('approver'), await submit(), 'No')
    await submit()
    const within = { from: AT, to: AT + 1 }
    const id = await drawRequests(work('manager'), { within, share: 0.3 })
    const drawn = await sampledRequests(records, id)
    expect(drawn.map(({ requestId }) => requestId)).toContain(urgent)
    expect(drawn.length).toBe(3)
    const review = { sampleId: id, requestId: urgent, finding: 'ok', note: '' }
    await expect(reviewRequest(work('approver'), review)).rejects.toMatchObject({
      field: 'request',
    })
    await reviewRequest(work('second'), review)
    await expect(reviewRequest(work('manager'), review)).rejects.toMatchObject({
      field: 'request',
    })
    const nothing = { within: { from: AT + 1, to: AT + 2 }, share: 1 }
    await expect(drawRequests(work('manager'), nothing)).rejects.toMatchObject({ field: 'from' })
  })

  test('are put in the audit with each act, or not done', async () => {
    const id = await grant()
    const events = await records.query<{ entry: string }>(
      `select entry from audit_events where what = 'data request' order by id`,
    )
    expect(events.map(({ entry }) => JSON.parse(entry).details)).toEqual([
      { act: 'submit', request: id },
      { act: 'check', request: id, state: 'submitted' },
      { act: 'grant', request: id, state: 'granted' },
    ])
    expect(JSON.parse(events.at(-1)?.entry ?? '').subjects).toEqual(['W1', 'W2'])
  })
})
