import { authoriseAbsence, endAbsence } from '../../app/incidents/authorise-absence.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { absencesOf } from '../../store/records/authorised-absences.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { accountWork, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { NO_RANGE, readRange, typedRange } from '../components/typed-range.ts'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { NOTHING_SENT, type SentForm } from '../incidents/sent-form.ts'
import { lookedAgain } from '../looked-again.ts'
import { paths } from '../paths.ts'
import { askedPerson, personFrame } from '../people/person-frame.ts'
import { personName } from '../people/person-name.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { AbsencesPage } from './absences-page.tsx'

/** An absence is for a time: a change that is meant to last is a change of the order. */
const MOST_DAYS = 92
const what = 'absences'

/** Times in which somebody may be away though their order asks them to be there. */
export function absenceRoutes(services: PortalServices): Route[] {
  const {
    folder: { records },
    show,
    now,
    monitoring,
  } = services
  return [
    {
      method: 'GET',
      path: paths.absences(':id'),
      access: 'incidents:read',
      audit: { action: 'consult', what },
      async handle(context) {
        const person = await askedPerson(context, services)
        tell(context, { subjects: [person.id], count: 1 })
        return page(context, person, NOTHING_SENT)
      },
    },
    {
      method: 'POST',
      path: paths.absences(':id'),
      access: 'violations:decide',
      audit: { action: 'alter', what },
      async handle(context) {
        const person = await askedPerson(context, services)
        const form = await formValues(context)
        const read = readRange(typedRange(form.text) ?? NO_RANGE, MOST_DAYS)
        if ('faults' in read) return again(context, person, form.typed, read.faults)
        const typed = {
          within: read.within,
          conditionId: form.text('conditionId'),
          reason: form.text('reason'),
          text: form.text('text').replaceAll('\r\n', '\n'),
        }
        const of = { accountId: accountIdOf(context), deviceWearerId: person.id }
        const work = accountWork(context, services)
        const { faults } = await takeForm(() => authoriseAbsence(work, of, typed), 'reason')
        if (faults) return again(context, person, form.typed, faults)
        await monitoring?.rulesChanged([person.id])
        return context.redirect(doneAt(paths.absences(person.id), 'absence-authorised'), 303)
      },
    },
    {
      method: 'POST',
      path: paths.endAbsence(':id'),
      access: 'violations:decide',
      audit: { action: 'alter', what },
      async handle(context) {
        const person = await askedPerson(context, services)
        const form = await formValues(context)
        const ended = { absenceId: wholeNumber(form.text('absence')), why: form.text('why') }
        const of = { accountId: accountIdOf(context), deviceWearerId: person.id }
        const work = accountWork(context, services)
        const { faults } = await takeForm(() => endAbsence(work, of, ended), 'absence')
        if (faults) return again(context, person, form.typed, faults)
        await monitoring?.rulesChanged([person.id])
        return context.redirect(doneAt(paths.absences(person.id), 'absence-ended'), 303)
      },
    },
  ]

  async function again(
    context: Asked,
    person: PersonFile,
    typed: SentForm['typed'],
    faults: readonly FieldFault[],
  ): Promise<Response> {
    await lookedAgain(context, services, what, { subjects: [person.id], count: 1 })
    return page(context, person, { typed, faults })
  }

  async function page(context: Asked, person: PersonFile, sent: SentForm): Promise<Response> {
    const title = `Authorised absences of ${personName(person)}`
    return show(
      context,
      {
        ...personFrame(
          person,
          'compliance',
          title,
          { text: 'Compliance', href: paths.compliance(person.id) },
          { text: 'Violation minutes', href: paths.violations(person.id) },
        ),
        status: sent.faults.length > 0 ? 422 : 200,
      },
      <AbsencesPage
        asking={context.get('asking')}
        person={person}
        title={title}
        absences={await absencesOf(records, person.id)}
        now={now()}
        sent={sent}
        done={context.req.query('done')}
      />,
    )
  }
}
