import { AppError } from '../../domain/errors.ts'
import { londonLocal } from '../../domain/london-local.ts'
import { draftStands } from '../../store/records/qualified-cases.ts'
import {
  approveDraft,
  nextReportNumber,
  reportEvidence,
} from '../../store/records/report-records.ts'
import type { Report } from '../../store/records/visible-reports.ts'
import { type AccountWork, invalid, notPermitted } from '../accounts/account-work.ts'
import { confirmSignIn } from '../accounts/confirm-sign-in.ts'
import type { SignedIn } from '../accounts/signed-in.ts'
import { inTurn } from '../in-turn.ts'
import type { GroundSource } from './report-ground.ts'
import { writeReport } from './write-report.ts'

/** How often another may take the number first. */
const TRIES = 5

/**
 * Approves a draft by the sign-in of whoever signs it: gives it its number, writes its files and keeps them.
 *
 * @throws AppError NOT_PERMITTED to whoever drafted it; ALREADY_DECIDED where it is no draft; INPUT_INVALID of
 * field `password` where they do not prove who they are, or what stands has changed since it was drafted;
 * REPORT_UNWRITABLE.
 */
export async function approveReport(
  work: AccountWork,
  signer: SignedIn,
  report: Report,
  { password, ground }: { readonly password: string; readonly ground?: GroundSource | undefined },
): Promise<string> {
  const { records } = work
  const { account } = signer
  if (report.draftedBy.accountId === account.id) {
    throw notPermitted('Cannot approve the report: you drafted it, and another manager has to sign')
  }
  if (report.state !== 'draft') throw notADraft()
  const facts = { what: 'report', subjects: report.deviceWearerIds, details: { report: report.id } }
  await confirmSignIn(work, signer, password, facts)
  const evidence = await reportEvidence(records, report.id)
  if (!evidence) throw notADraft()
  if (report.evidenceChangedAt !== undefined || !(await draftStands(records, report.id))) {
    throw invalid(
      'Cannot approve the report: what stands has changed since it was drafted; discard it, look at the cases, and draft it again',
      'password',
    )
  }
  return inTurn(records, () => signInOrder(work, signer, report, { evidence, ground }))
}

/** One after another here; of several servers each tries again where another took the number. */
async function signInOrder(
  { records, now, audit }: AccountWork,
  { account }: SignedIn,
  report: Report,
  { evidence, ground }: { evidence: Uint8Array; ground: GroundSource | undefined },
): Promise<string> {
  const { id, kind } = report
  const year = londonLocal(now).date.slice(0, 4)
  for (let left = TRIES; left > 0; left--) {
    const number = await nextReportNumber(records, kind, year)
    // Written before the transaction: nobody waits while pages are laid out.
    const signing = { number, signedAt: now, signer: account.name }
    const files = await writeReport({ evidence, signing, ground })
    const done = await records.transaction(async (transaction) => {
      const approval = { id, kind, year, number, approvedBy: account.id, approvedAt: now }
      const outcome = await approveDraft(transaction, { ...approval, ...files })
      if (outcome === 'approved') {
        await audit(transaction, {
          action: 'alter',
          outcome: 'done',
          what: 'report',
          subjects: report.deviceWearerIds,
          details: { report: id, change: 'approved', number, pdf: files.pdfSha256 },
        })
      }
      return outcome
    })
    if (done === 'approved') return number
    if (done === 'not a draft') throw notADraft()
  }
  throw new AppError(
    'ALREADY_DECIDED',
    'Cannot approve the report: others are approving; try again',
  )
}

function notADraft(): AppError {
  return new AppError(
    'ALREADY_DECIDED',
    'Cannot approve the report: it is no longer a draft, or it has changed meanwhile; load the page again',
  )
}
