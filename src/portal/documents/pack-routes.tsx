import { askBreachPack, MOST_PACK_NOTES } from '../../app/documents/ask-pack.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { notesOf } from '../../store/records/person-note-records.ts'
import {
  openIncidentsOf,
  type VisibleIncident,
  violationsOf,
} from '../../store/records/visible-incidents.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { accountWork, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { lookedAgain } from '../looked-again.ts'
import { paths, within } from '../paths.ts'
import { askedPerson, personFrame } from '../people/person-frame.ts'
import { personName } from '../people/person-name.ts'
import { type PortalServices, viewerOf } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { PackFormPage, type TypedPack } from './pack-form-page.tsx'

/** To choose from. */
const MOST_INCIDENTS = 100
const access = 'documents:make'
const what = 'documents'

/** Asking for a breach pack. */
export function packRoutes(services: PortalServices): Route[] {
  const {
    folder: { records },
    show,
  } = services
  return [
    {
      method: 'GET',
      path: paths.newBreachPack(':id'),
      access,
      audit: { action: 'consult', what },
      async handle(context) {
        const person = await askedPerson(context, services)
        tell(context, { subjects: [person.id], count: 1 })
        const incident = context.req.query('incident')
        const typed = { incidents: incident ? [incident] : [], notes: [], purpose: '' }
        return page(context, person, typed, [])
      },
    },
    {
      method: 'POST',
      path: paths.newBreachPack(':id'),
      access,
      audit: { action: 'alter', what },
      async handle(context) {
        const person = await askedPerson(context, services)
        const form = await formValues(context)
        const typed: TypedPack = {
          incidents: form.ticked('incidents'),
          notes: form.ticked('notes'),
          purpose: form.text('purpose'),
        }
        const asked = {
          deviceWearerId: person.id,
          incidentIds: numbers(typed.incidents),
          noteIds: numbers(typed.notes),
          purpose: typed.purpose,
        }
        const work = accountWork(context, services)
        const taken = await takeForm(() => askBreachPack(work, asked), 'incidents')
        if (!taken.faults) {
          const at = within(paths.document(person.id, taken.done), { watch: 'on' })
          return context.redirect(doneAt(at, 'document-asked'), 303)
        }
        await lookedAgain(context, services, what, { subjects: [person.id], count: 1 })
        return page(context, person, typed, taken.faults)
      },
    },
  ]

  /** What counted minutes or was decided, and what is open; the newest first. */
  async function incidentsOf(context: Asked, { id }: PersonFile): Promise<VisibleIncident[]> {
    const viewer = viewerOf(context, services)
    const violations = await violationsOf(records, viewer, id, MOST_INCIDENTS)
    const open = await openIncidentsOf(records, viewer, id, { limit: MOST_INCIDENTS })
    const known = new Set(violations.map((each) => each.id))
    return [...violations, ...open.filter((each) => !known.has(each.id))].sort(
      (a, b) => b.startsAt - a.startsAt,
    )
  }

  async function page(
    context: Asked,
    person: PersonFile,
    typed: TypedPack,
    faults: readonly FieldFault[],
  ): Promise<Response> {
    const title = `Breach pack on ${personName(person)}`
    return show(
      context,
      {
        ...personFrame(person, 'documents', title, {
          text: 'Reports',
          href: paths.documents(person.id),
        }),
        status: faults.length > 0 ? 422 : 200,
      },
      <PackFormPage
        asking={context.get('asking')}
        title={title}
        deviceWearerId={person.id}
        incidents={await incidentsOf(context, person)}
        notes={
          await notesOf(records, viewerOf(context, services), person.id, {
            limit: MOST_PACK_NOTES,
          })
        }
        typed={typed}
        faults={faults}
      />,
    )
  }
}

function numbers(texts: readonly string[]): number[] {
  return texts.flatMap((text) => wholeNumber(text) ?? [])
}
