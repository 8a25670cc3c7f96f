import {
  type HandOverPlace,
  type PreparedHandOver,
  prepareHandOver,
  sendHandOver,
} from '../../app/hand-over/hand-over.ts'
import { MOST_NOTES_HANDED_OVER } from '../../domain/hand-over.ts'
import type { PersonNote } from '../../domain/person-note.ts'
import { type Asked, type Route, type Told, tell } from '../../server/route.ts'
import { caseRecordTarget } from '../../store/records/case-record-targets.ts'
import { incidentsToNote, noteById, notesOf } from '../../store/records/person-note-records.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { accountWork, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { instantFields } from '../components/typed-instant.ts'
import { rangeAsTyped, typedRange } from '../components/typed-range.ts'
import { doneAt } from '../dones.ts'
import { type FormValues, formOf, formValues } from '../form-values.ts'
import { lookedAgain } from '../looked-again.ts'
import { frameOfNotes } from '../notes/frame-of-notes.ts'
import { paths } from '../paths.ts'
import { conditionText } from '../people/order-text.ts'
import { askedPerson } from '../people/person-frame.ts'
import { personName } from '../people/person-name.ts'
import { accountIdOf, type PortalServices, viewerOf } from '../portal-services.ts'
import { groundOf } from '../reports/ground-of.ts'
import { wholeNumber } from '../whole-number.ts'
import { NewHandOverPage } from './new-hand-over-page.tsx'
import { PreviewPage } from './preview-page.tsx'
import { readHandOver } from './typed-hand-over.ts'

const what = 'hand-overs'
const MOST_INCIDENTS = 50
/** Around the moment of a note. */
const AROUND = 15 * 60_000
/** A description as long as can be, in whatever letters, and what is chosen. */
const MOST_FORM_BYTES = 64 * 1024
const NO_FAULTS: readonly FieldFault[] = []

/** Sending something to the case record: what, as it would leave, and then it leaves. */
export function newHandOverRoutes(services: PortalServices): Route[] {
  const {
    folder: { records, archive },
    show,
    now,
  } = services
  const place: HandOverPlace = { archive, ground: groundOf(services), conditionText }
  const shared = {
    path: paths.newHandOver(':id'),
    access: 'cases:hand-over',
    maxBytes: MOST_FORM_BYTES,
  } as const
  return [
    {
      ...shared,
      method: 'GET',
      audit: { action: 'consult', what },
      async handle(context) {
        const person = await askedPerson(context, services)
        const note = await noteNamed(context, person)
        tell(context, formTold(person))
        return formPage(context, person, linkedValues(context, note), NO_FAULTS)
      },
    },
    {
      ...shared,
      method: 'POST',
      path: paths.previewHandOver(':id'),
      audit: { action: 'consult', what },
      async handle(context) {
        const person = await askedPerson(context, services)
        const form = await formValues(context)
        const prepared =
          form.text('step') === 'change' ? NO_FAULTS : await prepare(context, person, form)
        const isForm = !('contents' in prepared)
        tell(context, isForm ? formTold(person) : previewTold(person, prepared))
        return isForm
          ? formPage(context, person, form, prepared)
          : preview(context, person, prepared, form, NO_FAULTS)
      },
    },
    {
      ...shared,
      method: 'POST',
      audit: { action: 'alter', what },
      async handle(context) {
        const person = await askedPerson(context, services)
        const form = await formValues(context)
        const prepared = await prepare(context, person, form)
        if (!('contents' in prepared)) {
          await lookedAgain(context, services, what, formTold(person))
          return formPage(context, person, form, prepared)
        }
        const of = { accountId: accountIdOf(context), deviceWearerId: person.id }
        const sent = await takeForm(
          () => sendHandOver(accountWork(context, services), of, prepared, form.text('seen')),
          'preview',
        )
        if (!sent.faults) {
          return context.redirect(doneAt(paths.handOver(person.id, sent.done), 'handed-over'), 303)
        }
        await lookedAgain(context, services, what, previewTold(person, prepared))
        return preview(context, person, prepared, form, sent.faults)
      },
    },
  ]

  /** What the form would send, or what is wrong with it. */
  async function prepare(
    context: Asked,
    person: PersonFile,
    form: FormValues,
  ): Promise<PreparedHandOver | readonly FieldFault[]> {
    const read = readHandOver(form)
    if ('faults' in read) return read.faults
    const of = { accountId: accountIdOf(context), deviceWearerId: person.id }
    const work = { records, now: now() }
    const taken = await takeForm(() => prepareHandOver(work, place, of, read.asked), 'description')
    return taken.faults ?? taken.done
  }

  /** The note that an address names. */
  async function noteNamed(context: Asked, person: PersonFile): Promise<PersonNote | undefined> {
    const id = wholeNumber(context.req.query('note'))
    return id === undefined
      ? undefined
      : noteById(records, viewerOf(context, services), person.id, id)
  }

  /** What an address names, and now as the time of the contact. */
  function linkedValues(context: Asked, note: PersonNote | undefined): FormValues {
    const query = (name: string) => context.req.query(name)
    const about = note?.about
    const range =
      typedRange(query) ??
      (about && rangeAsTyped({ from: about.from - AROUND, to: (about.to ?? about.from) + AROUND }))
    return formOf({
      ...instantFields('at', now()),
      ...range,
      notes: note ? [String(note.id)] : [],
      incident: query('incident') ?? (note?.incident ? String(note.incident.id) : ''),
    })
  }

  async function formPage(
    context: Asked,
    person: PersonFile,
    values: FormValues,
    faults: readonly FieldFault[],
  ): Promise<Response> {
    const viewer = viewerOf(context, services)
    const newest = await notesOf(records, viewer, person.id, { limit: MOST_NOTES_HANDED_OVER })
    const ticked = await notesTicked(context, person, values)
    const others = ticked.filter(({ id }) => !newest.some((note) => note.id === id))
    const incidents = await incidentsToNote(records, viewer, person.id, {
      first: wholeNumber(values.text('incident')),
      limit: MOST_INCIDENTS,
    })
    const target = await caseRecordTarget(records)
    const title = `Send to the case record of ${personName(person)}`
    return show(
      context,
      { ...frameOfNotes(person, title, 'hand-overs'), status: faults.length > 0 ? 422 : 200 },
      <NewHandOverPage
        {...{ title, person, incidents, values, faults }}
        asking={context.get('asking')}
        notes={[...newest, ...others]}
        now={now()}
        sendsPicture={target?.sendsPicture ?? true}
        hasTarget={target !== undefined}
      />,
    )
  }

  async function notesTicked(context: Asked, person: PersonFile, values: FormValues) {
    const found: PersonNote[] = []
    for (const text of values.ticked('notes').slice(0, MOST_NOTES_HANDED_OVER)) {
      const id = wholeNumber(text)
      const note = id && (await noteById(records, viewerOf(context, services), person.id, id))
      if (note) found.push(note)
    }
    return found
  }

  function preview(
    context: Asked,
    person: PersonFile,
    prepared: PreparedHandOver,
    values: FormValues,
    faults: readonly FieldFault[],
  ): Response {
    const title = 'Check before you send'
    return show(
      context,
      { ...frameOfNotes(person, title, 'hand-overs'), status: faults.length > 0 ? 422 : 200 },
      <PreviewPage
        {...{ title, prepared, values, faults }}
        asking={context.get('asking')}
        personId={person.id}
      />,
    )
  }
}

function formTold({ id }: PersonFile): Told {
  return { subjects: [id], count: 1 }
}

function previewTold({ id }: PersonFile, { picture }: PreparedHandOver): Told {
  if (!picture) return { subjects: [id], count: 1 }
  return { subjects: [id], interval: picture.within, count: picture.positions }
}
