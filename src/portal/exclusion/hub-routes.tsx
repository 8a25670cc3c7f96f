import { confirmSignIn, provesByPassword } from '../../app/accounts/confirm-sign-in.ts'
import { answerExclusion } from '../../app/exclusions/answer-exclusion.ts'
import { approveStatement, expectToApprove } from '../../app/exclusions/approve-statement.ts'
import { exclusionCandidates } from '../../app/exclusions/candidates.ts'
import { expectVisible } from '../../app/exclusions/expect-visible.ts'
import { AppError } from '../../domain/errors.ts'
import { isPurpose, PURPOSE_LENGTH } from '../../domain/purpose.ts'
import { defaultParameters } from '../../matching/parameters.ts'
import { writeAltered } from '../../server/gate.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { exclusionQuestion, withdrawnStatements } from '../../store/records/exclusion-questions.ts'
import { lockExclusion, setAnswerAside } from '../../store/records/exclusion-records.ts'
import { accountWork, sessionOf, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { exclusionOf } from './exclusion-of.ts'
import { HubExclusionPage } from './hub-page.tsx'
import { NOBODY } from './person-choice.tsx'

/** What the hub does with a question: answer it, approve the statement, set the answer aside. */
export function exclusionHubRoutes(services: PortalServices): Route[] {
  const { folder, show } = services
  const { records } = folder
  return [
    {
      method: 'POST',
      path: paths.answerExclusion(':id'),
      access: 'cases:review',
      audit: { action: 'combine', what: 'movements and a crime' },
      async handle(context) {
        const { question, viewer } = await exclusionOf(context, services)
        const typed = (await formValues(context)).text('wearer')
        const again = (faults: readonly FieldFault[]) => hubPage(context, faults)
        if (typed === '') {
          return again([{ field: 'wearer', text: 'Say who it is, or that it is nobody on record' }])
        }
        const asker = { actor: context.get('asking').actor, purpose: question.purpose }
        const taken = await takeForm(
          () =>
            answerExclusion(
              {
                folder,
                asker,
                viewer,
                parameters: defaultParameters,
                audit: (transaction, { wearer, interval }) =>
                  writeAltered(context, transaction, viewer.at, {
                    action: 'combine',
                    outcome: 'done',
                    what: 'movements and a crime',
                    subjects: wearer === undefined ? [] : [wearer],
                    interval,
                    purpose: question.purpose,
                    details: { question: question.id, crime: question.crimeId },
                  }),
              },
              question,
              typed === NOBODY ? undefined : typed,
            ),
          'wearer',
        )
        if (taken.faults) return again(taken.faults)
        return context.redirect(doneAt(paths.exclusion(question.id), 'exclusion-answered'), 303)
      },
    },
    {
      method: 'POST',
      path: paths.approveExclusion(':id'),
      access: 'reports:approve',
      audit: { action: 'alter', what: 'exclusion statement' },
      async handle(context) {
        const { question, viewer } = await exclusionOf(context, services)
        const known = question.answer?.deviceWearerId
        await expectVisible(records, viewer, known)
        const form = await formValues(context)
        const draft = {
          questionId: question.id,
          reportId: wholeNumber(form.text('report')) ?? 0,
        }
        expectToApprove(question, viewer, draft.reportId)
        const signer = sessionOf(context)
        const what = {
          what: 'exclusion statement',
          subjects: known === undefined ? [] : [known],
          details: { question: question.id },
        }
        const taken = await takeForm(
          () => confirmSignIn(accountWork(context, services), signer, form.typed('password'), what),
          'password',
        )
        if (taken.faults) return hubPage(context, taken.faults)
        await approveStatement(records, viewer, draft, signer.account.name, (transaction, number) =>
          writeAltered(context, transaction, viewer.at, {
            action: 'alter',
            outcome: 'done',
            what: 'exclusion statement',
            subjects: known === undefined ? [] : [known],
            details: { question: question.id, report: number, state: 'approved' },
          }),
        )
        return context.redirect(doneAt(paths.exclusion(question.id), 'statement-approved'), 303)
      },
    },
    {
      method: 'POST',
      path: paths.setExclusionAside(':id'),
      access: 'cases:review',
      audit: { action: 'alter', what: 'exclusion statement' },
      async handle(context) {
        const { question, viewer } = await exclusionOf(context, services)
        const known = question.answer?.deviceWearerId
        await expectVisible(records, viewer, known)
        const reason = (await formValues(context)).text('reason')
        if (!isPurpose(reason)) {
          const text = `Say why, in ${PURPOSE_LENGTH.least} to ${PURPOSE_LENGTH.most} characters`
          return hubPage(context, [{ field: 'reason', text }], reason)
        }
        await records.transaction(async (transaction) => {
          await lockExclusion(transaction, question.id)
          const now = await exclusionQuestion(transaction, viewer.accountId, question.id)
          if (!now?.answer) {
            throw new AppError('ALREADY_DECIDED', 'Cannot set the answer aside: there is none')
          }
          if (
            now.state === 'approved' &&
            !context.get('asking').actor.permissions.has('reports:approve')
          ) {
            throw new AppError(
              'NOT_PERMITTED',
              'Cannot withdraw the statement: a manager approved it, and a manager withdraws it',
            )
          }
          await setAnswerAside(transaction, viewer, question.id, reason)
          await writeAltered(context, transaction, viewer.at, {
            action: 'alter',
            outcome: 'done',
            what: 'exclusion statement',
            subjects: known === undefined ? [] : [known],
            purpose: reason,
            details: {
              question: question.id,
              state: now.state === 'approved' ? 'withdrawn' : 'discarded',
            },
          })
        })
        return context.redirect(doneAt(paths.exclusion(question.id), 'answer-set-aside'), 303)
      },
    },
  ]

  /** The page again, with what was wrong with its form. */
  async function hubPage(context: Asked, faults: readonly FieldFault[], reason = '') {
    const { question, viewer } = await exclusionOf(context, services)
    const candidates = question.answer
      ? []
      : await exclusionCandidates(records, viewer, question.person)
    const withdrawn = await withdrawnStatements(records, question.id)
    const known = question.answer?.deviceWearerId
    // Of a sign-in that was not confirmed the refusal is written already.
    if (!context.get('written'))
      tell(context, {
        subjects: known === undefined ? candidates.map(({ id }) => id) : [known],
        details: { question: question.id, done: 'nothing: the form had faults' },
      })
    return show(
      context,
      {
        title: `Question ${question.id}`,
        crumbs: [{ text: 'Exclusions', href: paths.exclusions }],
        section: paths.exclusions,
        status: 422,
      },
      <HubExclusionPage
        asking={context.get('asking')}
        asksPassword={provesByPassword(sessionOf(context))}
        question={question}
        candidates={candidates}
        withdrawn={withdrawn}
        faults={faults}
        reason={reason}
      />,
    )
  }
}
