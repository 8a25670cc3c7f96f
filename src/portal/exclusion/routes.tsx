import { provesByPassword } from '../../app/accounts/confirm-sign-in.ts'
import { exclusionCandidates } from '../../app/exclusions/candidates.ts'
import { expectNotKeptFrom, expectVisible } from '../../app/exclusions/expect-visible.ts'
import { nothingHere } from '../../domain/errors.ts'
import type { Permission } from '../../domain/roles.ts'
import { writeAltered } from '../../server/gate.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import {
  type ExclusionQuestion,
  exclusionQuestions,
  statementFile,
  withdrawnStatements,
} from '../../store/records/exclusion-questions.ts'
import { addExclusionQuestion } from '../../store/records/exclusion-records.ts'
import { visibleCrimesOf } from '../../store/records/visible-crimes.ts'
import { sessionOf } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { PAGE_ROWS, pageOf } from '../page-of.ts'
import { paths, within } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { AskExclusionPage } from './ask-page.tsx'
import { exclusionOf } from './exclusion-of.ts'
import { HubExclusionPage } from './hub-page.tsx'
import { exclusionHubRoutes } from './hub-routes.tsx'
import { ExclusionListPage } from './list-page.tsx'
import { PoliceExclusionPage } from './police-page.tsx'
import {
  readPerson,
  type TypedExclusion,
  typedExclusion,
  untypedExclusion,
} from './typed-exclusion.ts'

const section = paths.exclusions
const crumbs = [{ text: 'Exclusions', href: paths.exclusions }]
const either: readonly Permission[] = ['exclusions:ask', 'cases:review']
const types = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const

/** Whether the record rules a named person out: police ask and read, the hub answers. */
export function exclusionRoutes(services: PortalServices): Route[] {
  const { folder, show, now } = services
  const { records } = folder
  return [
    {
      method: 'GET',
      path: paths.exclusions,
      access: either,
      audit: { action: 'consult', what: 'exclusion questions' },
      async handle(context) {
        const before = wholeNumber(context.req.query('before'))
        const page = { before, limit: PAGE_ROWS + 1 }
        const { shown, last } = pageOf(
          await exclusionQuestions(records, accountIdOf(context), page),
        )
        tell(context, { subjects: [], count: shown.length })
        return show(
          context,
          { title: 'Exclusions', section },
          <ExclusionListPage
            forPolice={isPolice(context)}
            questions={shown}
            first={before === undefined ? undefined : paths.exclusions}
            next={last && within(paths.exclusions, { before: last.id })}
          />,
        )
      },
    },
    {
      method: 'GET',
      path: paths.newExclusion,
      access: 'exclusions:ask',
      audit: 'nothing personal',
      handle: (context) => askPage(context, untypedExclusion),
    },
    {
      method: 'POST',
      path: paths.exclusions,
      access: 'exclusions:ask',
      audit: { action: 'alter', what: 'exclusion question' },
      async handle(context) {
        const typed = typedExclusion(await formValues(context))
        const faults: FieldFault[] = []
        const person = readPerson(typed, faults)
        const accountId = accountIdOf(context)
        const [found] =
          typed.reference === '' || typed.reference.length > 100
            ? []
            : await visibleCrimesOf(records, accountId, typed.reference)
        if (!found && typed.reference !== '') {
          const text = 'Your force has sent no crime of this reference: send it in a batch first'
          faults.push({ field: 'reference', text })
        }
        if (!found || faults.length > 0) return askPage(context, typed, faults)
        const { policeForce } = found.crime
        const asked = { policeForce, crimeId: found.id, person, purpose: typed.purpose }
        const at = now()
        const id = await records.transaction(async (transaction) => {
          const question = await addExclusionQuestion(transaction, { accountId, at }, asked)
          await writeAltered(context, transaction, at, {
            action: 'alter',
            outcome: 'done',
            what: 'exclusion question',
            // Whether whom they name is anybody on record is not known yet.
            subjects: [],
            purpose: typed.purpose,
            details: { question, crime: found.id },
          })
          return question
        })
        return context.redirect(doneAt(paths.exclusion(id), 'exclusion-asked'), 303)
      },
    },
    {
      method: 'GET',
      path: paths.exclusion(':id'),
      access: either,
      audit: { action: 'consult', what: 'exclusion question' },
      async handle(context) {
        const { question, viewer } = await exclusionOf(context, services)
        const { answer, state } = question
        const withdrawn = await withdrawnStatements(records, question.id)
        const shell = { title: `Question ${question.id}`, crumbs, section }
        const props = { question, withdrawn, done: context.req.query('done') }
        const details = { question: question.id }
        const known = answer?.deviceWearerId
        if (isPolice(context)) {
          const told = state === 'approved' && known !== undefined ? [known] : []
          await expectNotKeptFrom(records, usernameOf(context), namedTo(question))
          tell(context, { subjects: told, details })
          return show(context, shell, <PoliceExclusionPage {...props} />)
        }
        await expectVisible(records, viewer, known)
        const candidates = answer ? [] : await exclusionCandidates(records, viewer, question.person)
        const subjects = known === undefined ? candidates.map(({ id }) => id) : [known]
        tell(context, { subjects, details })
        const asking = context.get('asking')
        return show(
          context,
          shell,
          <HubExclusionPage
            {...props}
            asking={asking}
            asksPassword={provesByPassword(sessionOf(context))}
            candidates={candidates}
          />,
        )
      },
    },
    ...(['pdf', 'docx'] as const).map(
      (kind): Route => ({
        method: 'GET',
        path: paths.exclusionFile(':id', kind),
        access: either,
        audit: { action: 'disclose', what: 'exclusion statement' },
        async handle(context) {
          const { question, viewer } = await exclusionOf(context, services)
          const known = question.answer?.deviceWearerId
          if (isPolice(context)) {
            await expectNotKeptFrom(records, usernameOf(context), namedTo(question))
          } else await expectVisible(records, viewer, known)
          const file = await statementFile(records, viewer.accountId, question.id, kind)
          const approved = question.answer?.approved
          if (!file || !approved) throw nothingHere()
          tell(context, {
            subjects: known === undefined ? [] : [known],
            purpose: question.purpose,
            details: { question: question.id, report: approved.number },
          })
          return context.body(Uint8Array.from(file).buffer, 200, {
            'Content-Type': types[kind],
            'Content-Disposition': `attachment; filename="${approved.number}.${kind}"`,
          })
        },
      }),
    ),
    ...exclusionHubRoutes(services),
  ]

  function askPage(context: Asked, typed: TypedExclusion, faults: readonly FieldFault[] = []) {
    const asking = context.get('asking')
    return show(
      context,
      {
        title: 'Ask whether a person is ruled out',
        crumbs,
        section,
        status: faults.length > 0 ? 422 : 200,
      },
      <AskExclusionPage asking={asking} typed={typed} faults={faults} />,
    )
  }
}

/** Whom police learn of by an answer: of no data, nobody, so that a restriction says nothing either. */
function namedTo({ answer, state }: ExclusionQuestion): string | undefined {
  const tells = state === 'approved' && answer?.answer !== 'no_data'
  return tells ? answer?.deviceWearerId : undefined
}

function usernameOf(context: Asked): string {
  return context.get('asking').actor.username
}

function isPolice(context: Asked): boolean {
  return !context.get('asking').actor.permissions.has('cases:review')
}
