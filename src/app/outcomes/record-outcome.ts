import { nothingHere } from '../../domain/errors.ts'
import { instantsOfLondon, londonLocal } from '../../domain/london-local.ts'
import { outcomeFault, outcomesBy } from '../../domain/outcomes.ts'
import {
  addOutcome,
  givenReport,
  lockOutcomes,
  outcomesOf,
} from '../../store/records/outcome-records.ts'
import { type AccountWork, altering, invalid } from '../accounts/account-work.ts'

const MOST_REMARK = 1000

/** An outcome as it was typed. */
export interface TypedOutcome {
  /** The id of a wearer; empty for every wearer of the report. */
  readonly wearer: string
  readonly kind: string
  readonly happenedOn: string
  readonly remark: string
}

/**
 * Records what came of a wearer of a given report, or of all its wearers.
 *
 * @throws AppError NOT_FOUND; INPUT_INVALID with the field at fault.
 */
export function recordOutcome(
  work: AccountWork,
  accountId: number,
  reportId: number,
  typed: TypedOutcome,
): Promise<void> {
  return altering(work, 'outcomes', async (transaction) => {
    await lockOutcomes(transaction, reportId)
    const report = await givenReport(transaction, { accountId, at: work.now }, reportId)
    if (!report) throw nothingHere()
    const kind = outcomesBy(work.actor.role).find((known) => known === typed.kind)
    if (!kind) throw invalid('Choose what came of it', 'kind')
    const wearers = report.deviceWearerIds.filter(
      (id) => typed.wearer === '' || id === typed.wearer,
    )
    if (wearers.length === 0) throw invalid('Choose a wearer whom the report names', 'wearer')
    const happenedOn = typed.happenedOn
    if (!instantsOfLondon({ date: happenedOn, time: '12:00' })) {
      throw invalid('Enter the day as a real date, such as 2026-03-29', 'happenedOn')
    }
    if (typed.remark.length > MOST_REMARK) {
      throw invalid(`Enter at most ${MOST_REMARK} characters`, 'remark')
    }
    const outcomes = await outcomesOf(transaction, reportId)
    const days = {
      crimeFrom: londonLocal(report.crimeFrom).date,
      today: londonLocal(work.now).date,
    }
    for (const deviceWearerId of wearers) {
      const known = outcomes.filter(
        (one) => one.deviceWearerId === deviceWearerId && one.revoked === undefined,
      )
      const kinds = known.map((one) => one.kind)
      const fault = outcomeFault({ kind, happenedOn }, kinds, days)
      if (fault) throw invalid(fault.text, fault.field)
      await addOutcome(transaction, {
        reportId,
        deviceWearerId,
        kind,
        happenedOn,
        remark: typed.remark,
        recordedAt: work.now,
        accountId,
      })
    }
    return { result: undefined, subjects: wearers, details: { report: reportId, outcome: kind } }
  })
}
