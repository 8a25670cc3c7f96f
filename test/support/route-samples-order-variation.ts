import type { Role } from '../../src/domain/roles.ts'
import { orderFields } from '../../src/portal/order/variation-fields.ts'
import { orderVersions } from '../../src/store/records/order-version-records.ts'
import { loadPeople } from '../../src/store/records/stored-people.ts'
import type { Sample } from './route-samples.ts'
import type { ServedSurfaces } from './served-surfaces.ts'
import type { TownFacts } from './town-facts.ts'

const officers: readonly Role[] = ['monitoring-officer']
const KEPT_OUT = 'The officer knows this person'

/** Samples of the routes by which an order itself is changed. */
export function orderVariationSamples(
  served: ServedSurfaces,
  facts: TownFacts,
): Record<string, Sample> {
  const { records } = served.folder
  const orderOf = async (wearer: string) => {
    const { monitoringOrders } = await loadPeople(records)
    const order = monitoringOrders.findLast(({ deviceWearerId }) => deviceWearerId === wearer)
    if (!order) throw new Error(`${wearer} has no order`)
    return order
  }
  let isKeptOut = false
  const keepOut = async () => {
    if (isKeptOut) return
    isKeptOut = true
    await records.query(
      `insert into wearer_restrictions (device_wearer_id, ordinal, kind, usernames, message, import_id)
       select $1, 8, 'excluded', '{monitoring.demo}', $2, min(id) from imports`,
      [facts.elsewhere, KEPT_OUT],
    )
  }
  let times = 0
  const form = async (wearer: string) => {
    const order = await orderOf(wearer)
    const versions = await orderVersions(records, wearer)
    const version = versions.findLast(({ orderId }) => orderId === order.id)?.version
    times += 1
    return {
      ...orderFields(order),
      ...(version !== undefined && { version: String(version) }),
      allowanceMinutes: String(100 + times),
      why: 'A court asked',
    }
  }
  const at = async (wearer: string) =>
    `/people/${wearer}/order/${(await orderOf(wearer)).id}/change`
  const sample = (posts: boolean): Sample => ({
    who: officers,
    ...(posts && { status: 303 }),
    good: async () => ({
      at: await at(facts.wearer),
      ...(posts && { sent: { form: await form(facts.wearer) } }),
    }),
    outOfScope: {
      at: '/people/nobody/order/O1/change',
      ...(posts && { sent: { form: { orderType: 'BAIL', why: 'A court asked' } } }),
      subjects: ['nobody'],
    },
    restricted: async () => {
      await keepOut()
      return {
        at: await at(facts.elsewhere),
        ...(posts && { sent: { form: await form(facts.elsewhere) } }),
        subjects: [facts.elsewhere],
        message: KEPT_OUT,
      }
    },
  })
  return {
    'GET /people/:id/order/:order/change': sample(false),
    'POST /people/:id/order/:order/change': sample(true),
  }
}
