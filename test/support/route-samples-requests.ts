import type { Role } from '../../src/domain/roles.ts'
import { grantedBy, insertRequest, type RequestColumns } from './request-facts.ts'
import type { Request, Sample } from './route-samples.ts'
import type { ServedSurfaces } from './served-surfaces.ts'
import { RESTRICTION, type TownFacts } from './town-facts.ts'

const police: readonly Role[] = ['police-analyst']
const approvers: readonly Role[] = ['data-request-approver']
const hub: readonly Role[] = ['hub-caseworker', 'hub-manager']
const reviewers: readonly Role[] = ['data-request-approver', 'hub-manager']
const day = { from: '2026-01-06', fromTime: '00:00', to: '2026-01-07', toTime: '00:00' }
const file = { ...day, format: 'csv', purpose: 'For the file of the case' }

/** Samples for the routes of data requests, locations and following. */
export function requestRouteSamples(
  served: ServedSurfaces,
  { requests, wearer, restricted }: TownFacts,
): Record<string, Sample> {
  const { records } = served.folder
  const form = (values: Record<string, string> = {}): Request => ({ sent: { form: values } })
  const analyst = served.client('police-analyst').accountId
  const approver = served.client('data-request-approver').accountId
  const kept = { subjects: [restricted], message: RESTRICTION }
  const make = (columns: RequestColumns) => insertRequest(records, analyst, columns)
  const otherApprover = async () => {
    const [row] = await records.query<{ id: bigint }>(
      `select id from accounts where role = 'data-request-approver' and id <> $1`,
      [approver],
    )
    return Number(row?.id)
  }
  const deed = (
    who: readonly Role[],
    act: string,
    columns: () => Promise<RequestColumns>,
    values: Record<string, string>,
  ): Sample => ({
    who,
    status: 303,
    good: async () => ({
      at: `/requests/${await make(await columns())}/${act}`,
      ...form(values),
    }),
    outOfScope: {
      at: `/requests/${who === police ? requests.other : 999999}/${act}`,
      ...form(values),
      subjects: [],
    },
  })
  const checked = async () => ({ checked_by: approver, checked_how: 'call_back' })
  const proposed = async () => ({
    ...(await checked()),
    state: 'second_approval',
    proposed_by: await otherApprover(),
    granted_from: '2026-01-06T00:00:00Z',
    granted_to: '2026-01-07T00:00:00Z',
    about: 'place',
    persons: '{}',
    latitude: 53.8,
    longitude: -4.4,
    radius_metres: 100,
    granted_radius_metres: 100,
  })
  const sample = async () => {
    const [row] = await records.query<{ id: bigint }>(
      `insert into data_request_samples (drawn_by, drawn_at, starts_at, ends_at, share)
       values ($1, now(), now() - interval '1 day', now(), 1) returning id`,
      [served.client('hub-manager').accountId],
    )
    const request = await make({ ...grantedBy(await otherApprover()), urgency: 'urgent' })
    await records.query('insert into data_request_sampled values ($1, $2)', [row?.id, request])
    return { id: Number(row?.id), request }
  }
  const task = async () => {
    const [row] = await records.query<{ id: bigint }>(
      `insert into location_tasks (account_id, device_wearer_id, purpose, began_at, ends_at)
       values ($1, $2, 'A task', now(), now() + interval '1 hour') returning id`,
      [served.client('hub-caseworker').accountId, wearer],
    )
    return Number(row?.id)
  }
  const following = async (approvals: 0 | 1 | 2 = 0) => {
    const [row] = await records.query<{ id: bigint }>(
      `insert into followings (device_wearer_id, asked_by, asked_at, why, authority_reference,
         until_at, first_approved_by, second_approved_by, second_approved_at)
       values ($1, $2, now(), 'A reason', 'DSA/1', now() + interval '1 hour', $3, $4,
         case when $4::bigint is null then null else now() end) returning id`,
      [
        wearer,
        served.client('hub-caseworker').accountId,
        approvals > 0 ? await otherApprover() : null,
        approvals > 1 ? approver : null,
      ],
    )
    return Number(row?.id)
  }
  const following404 = (rest: string) => ({ at: `/following/999999${rest}`, subjects: [] })
  return {
    'GET /requests': { who: ['police-analyst', ...reviewers] },
    'GET /requests/new': { who: police },
    'POST /requests/new': {
      who: police,
      status: 303,
      good: form({ offence: 'Burglary', about: 'person', next: 'draft' }),
    },
    'GET /requests/:id': {
      who: ['police-analyst', ...reviewers],
      good: { at: `/requests/${requests.granted}` },
      outOfScope: { at: `/requests/${requests.other}`, subjects: [] },
    },
    'GET /requests/:id/edit': {
      who: police,
      good: async () => ({ at: `/requests/${await make({ state: 'draft' })}/edit` }),
      outOfScope: { at: `/requests/${requests.other}/edit`, subjects: [] },
    },
    'POST /requests/:id/edit': deed(police, 'edit', async () => ({ state: 'draft' }), {
      offence: 'Theft',
      about: 'person',
      next: 'draft',
    }),
    'POST /requests/:id/answer': deed(
      police,
      'answer',
      async () => ({ state: 'more_information' }),
      { answer: 'It was the same car' },
    ),
    'POST /requests/:id/withdraw': deed(police, 'withdraw', async () => ({}), {}),
    'POST /requests/:id/check': deed(approvers, 'check', async () => ({}), { how: 'call_back' }),
    'POST /requests/:id/ask': deed(approvers, 'ask', async () => ({}), { question: 'Why then?' }),
    'POST /requests/:id/grant': deed(approvers, 'grant', checked, { ...day, wearers: wearer }),
    'POST /requests/:id/confirm': deed(approvers, 'confirm', proposed, {}),
    'POST /requests/:id/refuse': deed(approvers, 'refuse', async () => ({}), {
      reason: 'Too broad',
    }),
    'POST /requests/:id/end': deed(approvers, 'end', async () => grantedBy(approver), {
      endReason: 'Not needed any more',
    }),
    'GET /requests/:id/locations': {
      who: police,
      good: { at: `/requests/${requests.granted}/locations` },
      outOfScope: { at: `/requests/${requests.other}/locations`, subjects: [] },
      restricted: { at: `/requests/${requests.grantedRestricted}/locations`, ...kept },
    },
    'POST /requests/:id/locations/export': {
      who: police,
      good: { at: `/requests/${requests.granted}/locations/export`, ...form(file) },
      outOfScope: {
        at: `/requests/${requests.other}/locations/export`,
        ...form(file),
        subjects: [],
      },
      restricted: {
        at: `/requests/${requests.grantedRestricted}/locations/export`,
        ...form(file),
        ...kept,
      },
    },
    'GET /requests/samples': { who: reviewers },
    'POST /requests/samples': {
      who: reviewers,
      status: 303,
      good: form({ from: '2026-01-05', to: '2026-01-08', share: '100' }),
    },
    'GET /requests/samples/:id': {
      who: reviewers,
      good: async () => ({ at: `/requests/samples/${(await sample()).id}` }),
      outOfScope: { at: '/requests/samples/999999', subjects: [] },
    },
    'POST /requests/samples/:id/review': {
      who: reviewers,
      status: 303,
      good: async () => {
        const { id, request } = await sample()
        const values = { request: String(request), finding: 'ok', note: '' }
        return { at: `/requests/samples/${id}/review`, ...form(values) }
      },
      outOfScope: { at: '/requests/samples/999999/review', ...form(), subjects: [] },
    },

    'GET /locations': { who: [...hub, 'police-analyst'] },
    'POST /locations': {
      who: hub,
      status: 303,
      good: form({ person: wearer, purpose: 'A task' }),
      restricted: { ...form({ person: restricted, purpose: 'A task' }), ...kept },
    },
    'GET /locations/:id': {
      who: hub,
      good: async () => ({ at: `/locations/${await task()}` }),
      outOfScope: { at: `/locations/${requests.otherTask}`, subjects: [] },
      restricted: { at: `/locations/${requests.restrictedTask}`, ...kept },
    },
    'POST /locations/:id/export': {
      who: hub,
      good: async () => ({ at: `/locations/${await task()}/export`, ...form(file) }),
      outOfScope: { at: `/locations/${requests.otherTask}/export`, ...form(file), subjects: [] },
      restricted: { at: `/locations/${requests.restrictedTask}/export`, ...form(file), ...kept },
    },

    'GET /following': { who: [...hub, ...approvers] },
    'POST /following': {
      who: hub,
      status: 303,
      good: form({ person: wearer, why: 'A life', authorityReference: 'DSA/1', hours: '2' }),
      restricted: {
        ...form({ person: restricted, why: 'A life', authorityReference: 'DSA/1', hours: '2' }),
        ...kept,
      },
    },
    'GET /following/:id': {
      who: [...hub, ...approvers],
      good: async () => ({ at: `/following/${await following()}` }),
      outOfScope: following404(''),
    },
    'GET /following/:id/positions': {
      who: hub,
      good: async () => ({ at: `/following/${await following(2)}/positions` }),
      outOfScope: following404('/positions'),
    },
    'POST /following/:id/approve': {
      who: approvers,
      status: 303,
      good: async () => ({ at: `/following/${await following(1)}/approve`, ...form() }),
      outOfScope: { ...following404('/approve'), ...form() },
    },
    'POST /following/:id/refuse': {
      who: approvers,
      status: 303,
      good: async () => ({
        at: `/following/${await following()}/refuse`,
        ...form({ reason: 'No authority' }),
      }),
      outOfScope: { ...following404('/refuse'), ...form() },
    },
    'POST /following/:id/stop': {
      who: approvers,
      status: 303,
      good: async () => ({
        at: `/following/${await following(2)}/stop`,
        ...form({ reason: 'It is over' }),
      }),
      outOfScope: { ...following404('/stop'), ...form() },
    },
  }
}
