import { withChange } from '../../domain/rule-change.ts'
import { noteRulesChanged } from '../../store/records/monitoring-records.ts'
import { changeOrder } from '../../store/records/order-change-records.ts'
import { keepOrderVersions } from '../../store/records/order-version-records.ts'
import { noteDaysOfWearers } from '../../store/records/pattern-notes.ts'
import { setRuleDraftPublished } from '../../store/records/rule-drafts.ts'
import { loadPeople } from '../../store/records/stored-people.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { type AccountWork, altering, invalid } from '../accounts/account-work.ts'
import { expectAsDrafted, expectInOrder, openDraft } from './draft-rule.ts'

/**
 * Makes a draft the next version of its order, from the instant it says on, or from now where it says none. What was
 * said of the time before stays.
 *
 * @param remark why it was not tried, where it was not.
 * @throws AppError INPUT_INVALID where it was neither tried nor said why, or would hold from an instant that has
 * passed; ALREADY_DECIDED where somebody changed the same rule meanwhile; as `openDraft`.
 */
export function publishDraft(
  work: AccountWork,
  accountId: number,
  id: number | undefined,
  remark: string,
): Promise<PersonFile> {
  return altering(work, 'rules', async (transaction) => {
    const { draft, person, order } = await openDraft(transaction, work, accountId, id)
    const wasTried = draft.trial?.result !== undefined && draft.trial.result.fault === undefined
    if (!wasTried && remark === '') {
      throw invalid('Try the draft first, or say why it is published untried', 'untried')
    }
    if (draft.holdsFrom !== undefined && draft.holdsFrom < work.now) {
      const message = 'The draft was to hold from an instant that has passed: change it first'
      throw invalid(message, 'untried')
    }
    const at = draft.holdsFrom ?? work.now
    expectInOrder(order, at)
    expectAsDrafted(draft, order, person)
    const before = await loadPeople(transaction)
    const stored = before.monitoringOrders.find((each) => each.id === order.id) ?? order
    const changed = withChange(stored, draft.change, at, `d${draft.id}`)
    await changeOrder(transaction, changed.order, changed.zones)
    // Of an order that is older than versions: what it was until now is its first.
    await keepOrderVersions(transaction, before, [person.id], { at: work.now })
    const after = await loadPeople(transaction)
    await keepOrderVersions(transaction, after, [person.id], { accountId, at: work.now })
    await noteRulesChanged(transaction, [person.id], work.now)
    await noteDaysOfWearers(transaction, [person.id], { from: at, to: Infinity }, work.now)
    await setRuleDraftPublished(transaction, { accountId, at: work.now }, { id: draft.id, remark })
    const details = { draft: draft.id, change: 'published', tried: wasTried }
    return { result: person, details, subjects: [person.id] }
  })
}
