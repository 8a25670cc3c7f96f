import { openSecretKey } from '../../src/app/accounts/secret-key.ts'
import { decideCase } from '../../src/app/review/decide-case.ts'
import type { Role } from '../../src/domain/roles.ts'
import { openingOf, sealOpening } from '../../src/portal/review/opening.ts'
import { accountById } from '../../src/store/records/account-records.ts'
import { visibleMatchCase } from '../../src/store/records/visible-match-cases.ts'
import { actorOf, workAt } from './account-work.ts'
import type { Request, Sample } from './route-samples.ts'
import type { ServedSurfaces } from './served-surfaces.ts'
import { RESTRICTION, type TownFacts } from './town-facts.ts'

const hub: readonly Role[] = ['hub-caseworker', 'hub-manager']

/** Samples of the routes by which matches are reviewed. */
export function reviewSamples(served: ServedSurfaces, facts: TownFacts): Record<string, Sample> {
  const { records } = served.folder
  const { accountId } = served.client('hub-caseworker')
  const view = { decision: 'qualify', reason: 'in_circle', remark: '' }
  const used: number[] = []
  const one = async (condition: string, parameters: readonly unknown[]): Promise<number> => {
    const [row] = await records.query<{ id: bigint }>(
      `select id from match_cases where ${condition} order by id limit 1`,
      parameters,
    )
    if (!row) throw new Error(`The town has no case: ${condition}`)
    return Number(row.id)
  }
  /** A case that nobody has looked at. */
  const fresh = async (): Promise<number> => {
    const id = await one(
      `state = 'to_review' and id <> all($1::bigint[]) and device_wearer_id in (
         select device_wearer_id from visible_wearers($2, now()))`,
      [used, accountId],
    )
    used.push(id)
    return id
  }
  const restricted = () => one('device_wearer_id = $1', [facts.restricted])
  const opened = async (caseId: number) => {
    const at = Date.now()
    const found = await visibleMatchCase(records, { accountId, at }, caseId)
    if (!found) throw new Error(`Nobody sees case ${caseId}`)
    return openingOf(found, at)
  }
  const form = async (caseId: number): Promise<Request> => ({
    at: `/reviews/${caseId}/decide`,
    sent: {
      form: {
        ...view,
        opened: sealOpening(
          openSecretKey(served.data),
          { caseId, accountId },
          await opened(caseId),
        ),
      },
    },
  })
  const given = async (): Promise<number> => {
    const id = await fresh()
    const account = await accountById(records, accountId)
    if (!account) throw new Error('There is no caseworker')
    const work = workAt(records, Date.now(), actorOf(account))
    await decideCase(work, accountId, id, view, await opened(id), { secondReviewer: true })
    return id
  }
  const of = (path: (id: number) => string, more: Partial<Sample>): Sample => ({
    who: hub,
    outOfScope: { at: path(999999), subjects: [] },
    restricted: async () => ({
      at: path(await restricted()),
      subjects: [facts.restricted],
      message: RESTRICTION,
    }),
    ...more,
  })
  const manager: readonly Role[] = ['hub-manager']
  /** A case that was qualified, as it stands. */
  const qualified = async (): Promise<number> => {
    const id = await given()
    await records.query(`update match_cases set state = 'qualified' where id = $1`, [id])
    return id
  }
  return {
    'GET /reviews/:id/share': of((id) => `/reviews/${id}/share`, {
      who: manager,
      good: async () => ({ at: `/reviews/${await qualified()}/share` }),
    }),
    'POST /reviews/:id/share': of((id) => `/reviews/${id}/share`, {
      who: manager,
      status: 303,
      good: async () => ({
        at: `/reviews/${await qualified()}/share`,
        sent: { form: { why: 'Agreed with the force' } },
      }),
    }),
    'GET /reviews': { who: hub },
    'POST /reviews/next': {
      who: hub,
      status: 303,
    },
    'GET /reviews/:id': of((id) => `/reviews/${id}`, {
      good: async () => ({ at: `/reviews/${await fresh()}` }),
    }),
    'POST /reviews/:id/decide': of((id) => `/reviews/${id}/decide`, {
      status: 303,
      good: async () => form(await fresh()),
    }),
    'POST /reviews/:id/take-back': of((id) => `/reviews/${id}/take-back`, {
      status: 303,
      good: async () => ({ at: `/reviews/${await given()}/take-back` }),
    }),
  }
}
