import { AppError, nothingHere } from '../../domain/errors.ts'
import { londonLocal } from '../../domain/london-local.ts'
import {
  type ExclusionQuestion,
  exclusionQuestion,
  lockExclusion,
} from '../../store/records/exclusion-records.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import { approveDraft, nextReportNumber } from '../../store/records/report-records.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import { visibleCrimeVersions } from '../../store/records/visible-crimes.ts'
import { reportFiles } from '../reports/report-files.ts'
import { statementDocument } from './statement-document.ts'

const KIND = 'exclusion_statement'

/**
 * Approves the answer that counts, by the manager who asks for it: gives the statement its number and keeps its files,
 * the same bytes for ever.
 *
 * @param reportId of the draft that the manager read.
 * @param approvedBy the manager's name.
 * @throws AppError ALREADY_DECIDED, or NOT_PERMITTED for whoever worked the answer out.
 */
export async function approveStatement(
  transaction: RecordsQuery,
  viewer: Viewer,
  { questionId, reportId }: { readonly questionId: number; readonly reportId: number },
  approvedBy: string,
): Promise<{ readonly question: ExclusionQuestion; readonly number: string }> {
  await lockExclusion(transaction, questionId)
  const question = await exclusionQuestion(transaction, viewer.accountId, questionId)
  const answer = question?.answer
  if (question?.state !== 'to_approve' || answer?.reportId !== reportId) {
    throw new AppError(
      'ALREADY_DECIDED',
      'Cannot approve the statement: there is no such draft of it any more; load the page again',
    )
  }
  if (answer.answeredBy.id === viewer.accountId) {
    throw new AppError(
      'NOT_PERMITTED',
      'Cannot approve the statement: you worked out the answer, so somebody else must',
    )
  }
  if (answer.changed) {
    throw new AppError(
      'ALREADY_DECIDED',
      'Cannot approve the statement: what it was worked out from has changed; have it answered again',
    )
  }
  const versions = await visibleCrimeVersions(transaction, viewer.accountId, question.crimeId)
  const crime = versions[0]?.crime
  if (!crime) throw nothingHere()
  const year = londonLocal(viewer.at).date.slice(0, 4)
  const number = await nextReportNumber(transaction, KIND, year)
  const document = statementDocument({
    question,
    answer,
    crime,
    number,
    approvedAt: viewer.at,
    approvedBy,
  })
  const outcome = await approveDraft(transaction, {
    id: reportId,
    kind: KIND,
    year,
    number,
    approvedBy: viewer.accountId,
    approvedAt: viewer.at,
    ...(await reportFiles(document)),
  })
  if (outcome === 'approved') return { question, number }
  throw new AppError(
    'ALREADY_DECIDED',
    'Cannot approve the statement: another was approved meanwhile; try again',
  )
}
