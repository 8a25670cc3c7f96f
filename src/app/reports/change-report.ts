import { AppError } from '../../domain/errors.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import {
  discardDraft,
  letReportStand,
  withdrawApproved,
} from '../../store/records/report-records.ts'
import type { Report } from '../../store/records/visible-reports.ts'
import { type AccountWork, altering, invalid } from '../accounts/account-work.ts'

const REASON = { least: 10, most: 1000 } as const

/** Withdraws an approved report: its files stay as they are, and everybody who may see it is told. @throws AppError INPUT_INVALID of field `withdrawReason`, ALREADY_DECIDED. */
export async function withdrawReport(
  work: AccountWork,
  report: Report,
  reason: string,
): Promise<void> {
  const deed = reasoned(work, reason, 'withdrawReason')
  await change(work, report, 'withdrawn', (transaction) =>
    withdrawApproved(transaction, report.id, deed),
  )
}

/** Says why an approved report stands although what it tells has changed. @throws AppError INPUT_INVALID of field `standReason`, ALREADY_DECIDED. */
export async function keepReport(work: AccountWork, report: Report, reason: string): Promise<void> {
  const deed = reasoned(work, reason, 'standReason')
  await change(work, report, 'left to stand', (transaction) =>
    letReportStand(transaction, report.id, deed),
  )
}

/** @throws AppError ALREADY_DECIDED where it is no draft. */
export async function discardReport(work: AccountWork, report: Report): Promise<void> {
  await change(work, report, 'discarded', (transaction) => discardDraft(transaction, report.id))
}

function reasoned({ actor, now }: AccountWork, typed: string, field: string) {
  const reason = typed.trim()
  if (reason.length < REASON.least || reason.length > REASON.most) {
    throw invalid(`Enter a reason of ${REASON.least} to ${REASON.most} characters`, field)
  }
  return { at: now, by: actor.accountId ?? 0, reason }
}

async function change(
  work: AccountWork,
  { id, subjects }: Report,
  what: string,
  does: (transaction: RecordsQuery) => Promise<boolean>,
): Promise<void> {
  await altering(work, 'report', async (transaction) => {
    if (!(await does(transaction))) {
      throw new AppError(
        'ALREADY_DECIDED',
        'Cannot change the report: somebody has decided it meanwhile; load the page again',
      )
    }
    const details = { report: id, change: what }
    return { result: undefined, subjects: [...subjects], details }
  })
}
