import { nothingHere } from '../../domain/errors.ts'
import { outcomesBy } from '../../domain/outcomes.ts'
import {
  givenReport,
  lockOutcomes,
  outcomesOf,
  revokeOutcomeAt,
} from '../../store/records/outcome-records.ts'
import { type AccountWork, altering, invalid } from '../accounts/account-work.ts'

const LENGTH = { least: 3, most: 500 }

/**
 * Takes back a record that was wrong; it stays to be read with the reason.
 *
 * @throws AppError NOT_FOUND; INPUT_INVALID with the field at fault.
 */
export function revokeOutcome(
  work: AccountWork,
  accountId: number,
  reportId: number,
  { outcomeId, reason }: { readonly outcomeId: number | undefined; readonly reason: string },
): Promise<void> {
  return altering(work, 'outcomes', async (transaction) => {
    await lockOutcomes(transaction, reportId)
    const report = await givenReport(transaction, { accountId, at: work.now }, reportId)
    if (!report) throw nothingHere()
    const counting = (await outcomesOf(transaction, reportId)).filter((one) => !one.revoked)
    const found = counting.find(({ id }) => id === outcomeId)
    if (!found || !outcomesBy(work.actor.role).includes(found.kind)) {
      throw invalid('Choose the record that was wrong', 'outcome')
    }
    if (reason.length < LENGTH.least || reason.length > LENGTH.most) {
      throw invalid(
        `Say why it was wrong, in ${LENGTH.least} to ${LENGTH.most} characters`,
        'reason',
      )
    }
    const later = counting.some(
      (one) => one.deviceWearerId === found.deviceWearerId && one.kind !== 'sent',
    )
    if (found.kind === 'sent' && later) {
      throw invalid(
        'Take back first what came of it: nothing can come of what was not sent',
        'outcome',
      )
    }
    await revokeOutcomeAt(transaction, found.id, { at: work.now, accountId, reason })
    const details = { report: reportId, outcome: found.kind, change: 'taken back' }
    return { result: undefined, subjects: [found.deviceWearerId], details }
  })
}
