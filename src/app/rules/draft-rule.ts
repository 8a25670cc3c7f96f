import { AppError, nothingHere } from '../../domain/errors.ts'
import type { MonitoringOrder } from '../../domain/people.ts'
import { isAsDrafted, withChange } from '../../domain/rule-change.ts'
import { sameValue } from '../../domain/same-value.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import {
  addRuleDraft,
  lockRuleDrafts,
  type NewRuleDraft,
  type RuleDraft,
  setRuleDraftDiscarded,
} from '../../store/records/rule-drafts.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { type AccountWork, altering, invalid } from '../accounts/account-work.ts'
import { findPerson } from '../find-person.ts'
import { findDraft } from './find-draft.ts'

/**
 * Keeps a change of somebody's rules as a draft: nothing holds that did not hold before.
 *
 * @param replaces the draft it is another wording of, which is discarded.
 * @returns its id.
 * @throws AppError INPUT_INVALID where it could not hold; NOT_FOUND or RESTRICTED of the person; ALREADY_DECIDED.
 */
export function draftRule(
  work: AccountWork,
  accountId: number,
  draft: NewRuleDraft,
  replaces: number | undefined,
): Promise<number> {
  return altering(work, 'rules', async (transaction) => {
    const viewer = { accountId, at: work.now }
    const person = await findPerson(transaction, viewer, draft.deviceWearerId)
    const order = orderOf(person, draft.monitoringOrderId)
    expectInOrder(order, draft.holdsFrom ?? work.now)
    if (sameValue(draft.change.before && withoutDates(draft), draft.change.after)) {
      throw invalid('Nothing differs from what holds now: change something, or go back', 'why')
    }
    withChange(order, draft.change, draft.holdsFrom ?? work.now, 'd0')
    if (replaces !== undefined) {
      const { draft: old } = await openDraft(transaction, work, accountId, replaces)
      const remark = 'Changed: another draft took its place'
      await setRuleDraftDiscarded(transaction, viewer, { id: old.id, remark })
    }
    const id = await addRuleDraft(transaction, viewer, draft)
    const details = { draft: id, change: 'drafted', subject: draft.change.subject }
    return { result: id, details, subjects: [person.id] }
  })
}

/** Puts a draft aside. @throws AppError INPUT_INVALID without a reason; ALREADY_DECIDED; as {@link findDraft}. */
export function discardDraft(
  work: AccountWork,
  accountId: number,
  id: number | undefined,
  remark: string,
): Promise<PersonFile> {
  return altering(work, 'rules', async (transaction) => {
    if (remark === '') throw invalid('Say why the draft is discarded', 'remark')
    const { draft, person } = await openDraft(transaction, work, accountId, id)
    const viewer = { accountId, at: work.now }
    await setRuleDraftDiscarded(transaction, viewer, { id: draft.id, remark })
    const details = { draft: draft.id, change: 'discarded' }
    return { result: person, details, subjects: [person.id] }
  })
}

/** A draft that waits, locked. @throws AppError ALREADY_DECIDED where it does not wait any more. */
export async function openDraft(
  transaction: RecordsQuery,
  work: AccountWork,
  accountId: number,
  id: number | undefined,
): Promise<{ draft: RuleDraft; person: PersonFile; order: MonitoringOrder }> {
  const viewer = { accountId, at: work.now }
  const { person } = await findDraft(transaction, viewer, id)
  await lockRuleDrafts(transaction, person.id)
  const { draft } = await findDraft(transaction, viewer, id)
  const done = draft.published ? 'published' : draft.discarded ? 'discarded' : undefined
  if (done) {
    const message = `Cannot change the draft: it was ${done} meanwhile. Load its page again`
    throw new AppError('ALREADY_DECIDED', message, { subjects: [person.id] })
  }
  return { draft, person, order: orderOf(person, draft.monitoringOrderId) }
}

/** @throws AppError ALREADY_DECIDED where somebody changed the same rule since it was drafted. */
export function expectAsDrafted({ change }: RuleDraft, order: MonitoringOrder, person: PersonFile) {
  if (isAsDrafted(order, person.zones, change)) return
  throw new AppError(
    'ALREADY_DECIDED',
    'Cannot publish the draft: somebody changed the same rule since it was made. Look at what holds now, and make the draft again',
    { subjects: [person.id] },
  )
}

function orderOf(person: PersonFile, id: string): MonitoringOrder {
  const order = person.monitoringOrders.find((each) => each.id === id)
  if (!order) throw nothingHere()
  return order
}

export function expectInOrder({ from, to }: MonitoringOrder, at: number): void {
  if (at < from) throw invalid('The order has not begun by then: choose a later day', 'holdsFrom')
  if (at >= to) throw invalid('The order has ended by then: choose an earlier day', 'holdsFrom')
}

/** What is compared of what holds now: all but its identity and its dates. */
function withoutDates({ change, holdsFrom }: NewRuleDraft): unknown {
  if (holdsFrom !== undefined) return undefined
  const before = change.subject === 'zone' ? change.before?.zone : change.before
  if (!before) return undefined
  const { id: _id, from: _from, to, ...said } = before
  return to === Infinity ? said : { ...said, to }
}
