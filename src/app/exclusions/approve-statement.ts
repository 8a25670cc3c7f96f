import { AppError, nothingHere } from '../../domain/errors.ts'
import { londonLocal } from '../../domain/london-local.ts'
import {
  type CountingAnswer,
  type ExclusionQuestion,
  exclusionQuestion,
} from '../../store/records/exclusion-questions.ts'
import { lockExclusion } from '../../store/records/exclusion-records.ts'
import type { Records, RecordsQuery } from '../../store/records/records.ts'
import { approveDraft, nextReportNumber } from '../../store/records/report-records.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import { visibleCrimeVersions } from '../../store/records/visible-crimes.ts'
import { writeReport } from '../reports/write-report.ts'
import { statementDocument } from './statement-document.ts'

const KIND = 'exclusion_statement'

/** How often another may take the number first. */
const TRIES = 5

/**
 * The answer of a question that may be approved, by whoever did not work it out.
 *
 * @throws AppError ALREADY_DECIDED, or NOT_PERMITTED.
 */
export function expectToApprove(
  question: ExclusionQuestion,
  { accountId }: Viewer,
  reportId: number,
): CountingAnswer {
  const { answer } = question
  if (question.state !== 'to_approve' || answer?.reportId !== reportId) {
    throw new AppError(
      'ALREADY_DECIDED',
      'Cannot approve the statement: there is no such draft of it any more; load the page again',
    )
  }
  if (answer.answeredBy.id === accountId) {
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
  return answer
}

/**
 * Approves the answer that counts, by the manager who asks for it: gives the statement its number and keeps its files,
 * the same bytes for ever. They are written before the transaction: nobody waits while pages are laid out.
 *
 * @param reportId of the draft that the manager read.
 * @param approvedBy the manager's name.
 * @param keep writes the event, in the transaction that approves.
 * @throws AppError ALREADY_DECIDED, REPORT_UNWRITABLE, or NOT_PERMITTED for whoever worked the answer out.
 */
export async function approveStatement(
  records: Records,
  viewer: Viewer,
  draft: StatementDraft,
  approvedBy: string,
  keep: (transaction: RecordsQuery, number: string) => Promise<void>,
): Promise<void> {
  const year = londonLocal(viewer.at).date.slice(0, 4)
  const approval = { id: draft.reportId, kind: KIND, year, approvedAt: viewer.at } as const
  for (let left = TRIES; left > 0; left--) {
    const { question, answer } = await toApprove(records, viewer, draft)
    const versions = await visibleCrimeVersions(records, viewer.accountId, question.crimeId)
    const crime = versions[0]?.crime
    if (!crime) throw nothingHere()
    const number = await nextReportNumber(records, KIND, year)
    const parts = { question, answer, crime, number, approvedAt: viewer.at, approvedBy }
    const files = await writeReport({ document: statementDocument(parts) })
    const outcome = await records.transaction(async (transaction) => {
      await lockExclusion(transaction, draft.questionId)
      await toApprove(transaction, viewer, draft)
      const of = { ...approval, number, approvedBy: viewer.accountId, ...files }
      const done = await approveDraft(transaction, of)
      if (done === 'approved') await keep(transaction, number)
      return done
    })
    if (outcome === 'approved') return
    if (outcome === 'not a draft') break
  }
  throw new AppError(
    'ALREADY_DECIDED',
    'Cannot approve the statement: another was approved meanwhile; try again',
  )
}

interface StatementDraft {
  readonly questionId: number
  readonly reportId: number
}

/** What waits for approval, where it is the draft that was read. */
async function toApprove(
  query: RecordsQuery,
  viewer: Viewer,
  { questionId, reportId }: StatementDraft,
): Promise<{ readonly question: ExclusionQuestion; readonly answer: CountingAnswer }> {
  const question = await exclusionQuestion(query, viewer.accountId, questionId)
  if (!question) throw nothingHere()
  return { question, answer: expectToApprove(question, viewer, reportId) }
}
