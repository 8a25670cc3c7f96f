import { draftRule } from '../../src/app/rules/draft-rule.ts'
import type { Role } from '../../src/domain/roles.ts'
import { accountById } from '../../src/store/records/account-records.ts'
import { addRuleDraft } from '../../src/store/records/rule-drafts.ts'
import { actorOf, workAt } from './account-work.ts'
import type { Sample } from './route-samples.ts'
import type { ServedSurfaces } from './served-surfaces.ts'
import type { TownFacts } from './town-facts.ts'

const readers: readonly Role[] = ['probation-practitioner', 'monitoring-officer']
const officers: readonly Role[] = ['monitoring-officer']
const KEPT_OUT = 'The officer knows this person'

const zone = {
  kind: 'exclusion',
  name: 'A yard',
  geometry: { type: 'Point', coordinates: [-4.4, 53.8] },
  radiusMetres: 100,
} as const
const typed = {
  kind: 'zone',
  zoneKind: 'exclusion',
  name: 'A yard',
  shapeBy: 'place',
  place: '53.8, -4.4',
  radius: '100',
  why: 'A court asked',
}

/** Samples of the routes by which rules are looked at and changed. */
export function ruleSamples(served: ServedSurfaces, facts: TownFacts): Record<string, Sample> {
  const { records } = served.folder
  const { accountId } = served.client('monitoring-officer')
  const orderOf = async (wearer: string): Promise<string> => {
    const [row] = await records.query<{ id: string }>(
      `select id from monitoring_orders where device_wearer_id = $1
       order by ends_at desc nulls first limit 1`,
      [wearer],
    )
    if (!row) throw new Error(`${wearer} has no order`)
    return row.id
  }
  const drafted = async (wearer = facts.wearer) => ({
    deviceWearerId: wearer,
    monitoringOrderId: await orderOf(wearer),
    change: { subject: 'zone', after: zone } as const,
    holdsFrom: undefined,
    why: 'A court asked',
  })
  const draft = async () => {
    const account = await accountById(records, accountId)
    if (!account) throw new Error('There is no monitoring officer')
    const work = workAt(records, Date.now(), actorOf(account))
    return draftRule(work, accountId, await drafted(), undefined)
  }
  /** The officer is kept from somebody of whom there is a draft: made as if before that. */
  const restrictedDraft = async () => {
    await keepOut()
    return addRuleDraft(records, { accountId, at: Date.now() }, await drafted(facts.elsewhere))
  }
  let isKeptOut = false
  const keepOut = async () => {
    if (isKeptOut) return
    isKeptOut = true
    await records.query(
      `insert into wearer_restrictions (device_wearer_id, ordinal, kind, usernames, message, import_id)
       select $1, 9, 'excluded', '{monitoring.demo}', $2, min(id) from imports`,
      [facts.elsewhere, KEPT_OUT],
    )
  }
  const ofPerson = (path: string, more: Partial<Sample>, form?: Record<string, string>): Sample => {
    const to = (id: string) => `/people/${id}/${path}`
    const sent = form && { sent: { form } }
    return {
      who: officers,
      good: { at: to(facts.wearer), ...sent },
      outOfScope: { at: to('nobody'), ...sent, subjects: ['nobody'] },
      restricted: async () => {
        await keepOut()
        const subjects = [facts.elsewhere]
        return { at: to(facts.elsewhere), ...sent, subjects, message: KEPT_OUT }
      },
      ...more,
    }
  }
  const ofDraft = (path: string, more: Partial<Sample>, form?: Record<string, string>): Sample => {
    const to = (id: number) => `/rules/${id}${path}`
    const sent = form && { sent: { form } }
    return {
      who: officers,
      good: async () => ({ at: to(await draft()), ...sent }),
      outOfScope: { at: to(999999), ...sent, subjects: [] },
      restricted: async () => {
        const id = await restrictedDraft()
        return { at: to(id), ...sent, subjects: [facts.elsewhere], message: KEPT_OUT }
      },
      ...more,
    }
  }
  const alters = { status: 303 } as const
  return {
    'GET /people/:id/rules': ofPerson('rules', { who: readers, as: 'monitoring-officer' }),
    'GET /people/:id/rules/new': ofPerson('rules/new?kind=zone', {}),
    'POST /people/:id/rules/form': ofPerson('rules/form', {}, { ...typed, deed: 'preview' }),
    'POST /people/:id/rules/new': ofPerson('rules/new', alters, typed),
    'GET /rules/:id': ofDraft('', { who: readers, as: 'monitoring-officer' }),
    'GET /rules/:id/change': ofDraft('/change', {}),
    'POST /rules/:id/try': ofDraft('/try', alters, {}),
    'POST /rules/:id/publish': ofDraft('/publish', alters, { untried: 'It is urgent' }),
    'POST /rules/:id/discard': ofDraft('/discard', alters, { remark: 'A try' }),
  }
}
