import { askTrailReport, cancelDocument } from '../../app/documents/ask-document.ts'
import { lastCapturedAt } from '../../app/read-movements.ts'
import { supervisionIntervals } from '../../domain/lawful-intervals.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { visibleDocuments } from '../../store/records/visible-documents.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { accountWork, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { readRange, typedRange } from '../components/typed-range.ts'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { lookedAgain } from '../looked-again.ts'
import { paths, within } from '../paths.ts'
import { askedPerson, personFrame } from '../people/person-frame.ts'
import { personName } from '../people/person-name.ts'
import { type PortalServices, viewerOf } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { DocumentsPage, MyDocumentsPage } from './documents-page.tsx'
import { documentFileRoutes } from './file-routes.tsx'
import { packRoutes } from './pack-routes.tsx'
import { TrailFormPage } from './trail-form-page.tsx'
import { lastWeek, readTrail, type TypedTrail, trailFrom, typedTrail } from './typed-trail.ts'

/** On one page. */
const MOST = 100
/** A period that a link names, however long: as much of it as a report may hold is asked for. */
const MOST_LINKED_DAYS = 400
const what = 'documents'
const access = 'documents:make'

/** Trail reports and breach packs: asking for them, how far they are, and taking them away. */
export function documentRoutes(services: PortalServices): Route[] {
  const {
    folder: { records, archive },
    show,
    now,
  } = services
  return [
    {
      method: 'GET',
      path: paths.myDocuments,
      access,
      audit: { action: 'consult', what },
      async handle(context) {
        const documents = await visibleDocuments(
          records,
          viewerOf(context, services),
          { ownOnly: true },
          MOST + 1,
        )
        const shown = documents.slice(0, MOST)
        const subjects = [...new Set(shown.map(({ deviceWearerId }) => deviceWearerId))]
        tell(context, { subjects, count: shown.length })
        const title = 'My reports'
        return show(
          context,
          { title, crumbs: [{ text: 'My cases', href: paths.people }], section: paths.people },
          <MyDocumentsPage title={title} documents={shown} isCut={documents.length > MOST} />,
        )
      },
    },
    {
      method: 'GET',
      path: paths.documents(':id'),
      access,
      audit: { action: 'consult', what },
      async handle(context) {
        const person = await askedPerson(context, services)
        const of = { deviceWearerId: person.id }
        const documents = await visibleDocuments(records, viewerOf(context, services), of, MOST + 1)
        tell(context, { subjects: [person.id], count: documents.length })
        const title = `Reports on ${personName(person)}`
        return show(
          context,
          personFrame(person, 'documents', title),
          <DocumentsPage
            title={title}
            deviceWearerId={person.id}
            documents={documents.slice(0, MOST)}
            isCut={documents.length > MOST}
            done={context.req.query('done')}
          />,
        )
      },
    },
    {
      method: 'GET',
      path: paths.newTrailReport(':id'),
      access,
      audit: { action: 'consult', what },
      async handle(context) {
        const person = await askedPerson(context, services)
        tell(context, { subjects: [person.id], count: 1 })
        return trailForm(context, person, await firstTyped(context, person), [])
      },
    },
    {
      method: 'POST',
      path: paths.newTrailReport(':id'),
      access,
      audit: { action: 'alter', what },
      async handle(context) {
        const person = await askedPerson(context, services)
        const typed = typedTrail(await formValues(context))
        const read = readTrail(typed, lawfulOf(person))
        if ('faults' in read) return again(context, person, typed, read.faults)
        const asked = { ...read.asked, deviceWearerId: person.id }
        const work = accountWork(context, services)
        const taken = await takeForm(() => askTrailReport(work, asked), 'purpose')
        if (taken.faults) return again(context, person, typed, taken.faults)
        const at = within(paths.document(person.id, taken.done), { watch: 'on' })
        return context.redirect(doneAt(at, 'document-asked'), 303)
      },
    },
    {
      method: 'POST',
      path: paths.cancelDocument(':id', ':document'),
      access,
      audit: { action: 'alter', what },
      async handle(context) {
        const id = context.req.param('id') ?? ''
        const document = wholeNumber(context.req.param('document'))
        await cancelDocument(accountWork(context, services), id, document)
        return context.redirect(doneAt(paths.documents(id), 'document-cancelled'), 303)
      },
    },
    ...packRoutes(services),
    ...documentFileRoutes(services),
  ]

  /** What a link named, or the week up to the last day of data; nothing where nothing may be looked at. */
  async function firstTyped(context: Asked, person: PersonFile): Promise<TypedTrail | undefined> {
    if (lawfulOf(person).length === 0) return undefined
    const range = typedRange((name) => context.req.query(name))
    const read = range && readRange(range, MOST_LINKED_DAYS)
    if (read && 'within' in read) return trailFrom(read.within)
    return lastWeek((await lastCapturedAt(archive, person)) ?? now())
  }

  async function again(
    context: Asked,
    person: PersonFile,
    typed: TypedTrail,
    faults: readonly FieldFault[],
  ): Promise<Response> {
    await lookedAgain(context, services, what, { subjects: [person.id], count: 1 })
    return trailForm(context, person, typed, faults)
  }

  function trailForm(
    context: Asked,
    person: PersonFile,
    typed: TypedTrail | undefined,
    faults: readonly FieldFault[],
  ): Response {
    const title = `Trail report on ${personName(person)}`
    return show(
      context,
      {
        ...personFrame(person, 'documents', title, {
          text: 'Reports',
          href: paths.documents(person.id),
        }),
        status: faults.length > 0 ? 422 : 200,
      },
      <TrailFormPage
        asking={context.get('asking')}
        title={title}
        deviceWearerId={person.id}
        typed={typed}
        faults={faults}
      />,
    )
  }
}

function lawfulOf(person: PersonFile) {
  return supervisionIntervals(person).ofWearer(person.id)
}
