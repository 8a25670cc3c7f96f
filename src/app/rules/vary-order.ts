import { nothingHere } from '../../domain/errors.ts'
import { lawfulChanges } from '../../domain/lawful-changes.ts'
import { crimeMappingIntervals } from '../../domain/lawful-intervals.ts'
import type { MonitoringOrder } from '../../domain/people.ts'
import { sameValue } from '../../domain/same-value.ts'
import { noteRulesChanged } from '../../store/records/monitoring-records.ts'
import { replaceOrder } from '../../store/records/order-change-records.ts'
import { keepOrderVersions, orderVersions } from '../../store/records/order-version-records.ts'
import { noteDaysOfWearers } from '../../store/records/pattern-notes.ts'
import { loadPeople } from '../../store/records/stored-people.ts'
import { noteStretches } from '../../store/records/touch-records.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { type AccountWork, altering, invalid } from '../accounts/account-work.ts'
import { findPerson } from '../find-person.ts'

const EVER = { from: -Infinity, to: Infinity }

/** An order as it is to be, in place of the version that whoever changes it looked at. */
export interface OrderVariation {
  readonly order: MonitoringOrder
  /** Of that version; none of an order that is older than versions. */
  readonly version: number | undefined
  readonly why: string
}

/**
 * Makes what was typed of an order its next version, at once: type, dates, facts, and from when to when its conditions hold. What
 * it said before stays among its versions, and is made to hold again by a further one.
 *
 * @throws AppError INPUT_INVALID where nothing would change, it would end before it begins, or somebody changed it meanwhile;
 * NOT_FOUND and RESTRICTED of somebody the account may not see.
 */
export function varyOrder(
  work: AccountWork,
  accountId: number,
  { order, version, why }: OrderVariation,
): Promise<PersonFile> {
  return altering(work, 'orders', async (transaction) => {
    const person = await findPerson(transaction, { accountId, at: work.now }, order.deviceWearerId)
    const before = await loadPeople(transaction)
    const stored = before.monitoringOrders.find(({ id }) => id === order.id)
    if (!stored || stored.deviceWearerId !== person.id) throw nothingHere()
    const newest = (await orderVersions(transaction, person.id)).findLast(
      ({ orderId }) => orderId === order.id,
    )
    if (newest?.version !== version) {
      throw invalid(
        'Somebody changed the order meanwhile: look at it again, and change that',
        'why',
      )
    }
    expectForwards(order)
    const { variation: _said, ...facts } = order.facts ?? {}
    const { variation: _was, ...factsBefore } = stored.facts ?? {}
    if (sameValue({ ...order, facts }, { ...stored, facts: factsBefore })) {
      throw invalid('Nothing of the order is changed', 'why')
    }
    const changed = { ...order, facts: { ...facts, variation: { type: 'OTHER', text: why } } }
    await replaceOrder(transaction, changed)
    // Of an order that is older than versions: what it was until now is its first.
    await keepOrderVersions(transaction, before, [person.id], { at: work.now })
    const after = await loadPeople(transaction)
    await keepOrderVersions(transaction, after, [person.id], { accountId, at: work.now })
    const lawful = lawfulChanges(crimeMappingIntervals(before), crimeMappingIntervals(after))
    await noteStretches(transaction, lawful, { cause: 'people' }, work.now)
    await noteRulesChanged(transaction, [person.id], work.now)
    await noteDaysOfWearers(transaction, [person.id], EVER, work.now)
    const details = { change: 'varied', order: order.id, before: version ?? 0 }
    return { result: person, details, subjects: [person.id] }
  })
}

function expectForwards({ from, to, conditions }: MonitoringOrder): void {
  if (to < from) throw invalid('The order has to end after it begins', 'to')
  for (const [index, condition] of conditions.entries()) {
    if (condition.to < condition.from) {
      throw invalid('A condition has to end after it begins', `to-${index}`)
    }
  }
}
