import { findPerson } from '../../app/find-person.ts'
import {
  type HandOverPlace,
  type PreparedHandOver,
  prepareHandOver,
  sendHandOver,
} from '../../app/hand-over/hand-over.ts'
import { MOST_NOTES_HANDED_OVER } from '../../domain/hand-over.ts'
import type { PersonNote } from '../../domain/person-note.ts'
import { writeAltered } from '../../server/gate.ts'
import { type Asked, type Route, type Told, tell } from '../../server/route.ts'
import { caseRecordTarget } from '../../store/records/case-record-targets.ts'
import { incidentsToNote, noteById, notesOf } from '../../store/records/person-note-records.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { accountWork, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { rangeAsTyped, typedRange } from '../components/typed-range.ts'
import { type FormValues, formOf, formValues } from '../form-values.ts'
import { frameOfNotes } from '../notes/frame-of-notes.ts'
import { doneAt, paths } from '../paths.ts'
import { conditionText } from '../people/order-text.ts'
import { personName } from '../people/person-name.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { groundOf } from '../reports/ground-of.ts'
import { instantFields } from '../rules/typed-instant.ts'
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
  const viewerOf = (context: Asked) => ({ accountId: accountIdOf(context), at: now() })
  const personOf = (context: Asked) =>
    findPerson(records, viewerOf(context), context.req.param('id') ?? '')
  const shared = { path: paths.newHandOver(':id'), access: 'cases:hand-over' } as const
  return [
    {
      ...shared,
      method: 'GET',
      audit: { action: 'consult', what },
      async handle(context) {
        const person = await personOf(context)
        const note = await noteNamed(context, person)
        tell(context, { subjects: [person.id], count: 1 })
        return formPage(context, person, linkedValues(context, note), NO_FAULTS, note)
      },
    },
    {
      ...shared,
      method: 'POST',
      audit: { action: 'alter', what },
      maxBytes: MOST_FORM_BYTES,
      async handle(context) {
        const person = await personOf(context)
        const form = await formValues(context)
        if (form.text('step') === 'change') return lookAt(context, person, form, NO_FAULTS)
        const read = readHandOver(form)
        if ('faults' in read) return lookAt(context, person, form, read.faults)
        const work = accountWork(context, services)
        const of = { accountId: accountIdOf(context), deviceWearerId: person.id }
        const taken = await takeForm(
          () => prepareHandOver(work, place, of, read.asked),
          'description',
        )
        if (taken.faults) return lookAt(context, person, form, taken.faults)
        const prepared = taken.done
        const seen = form.text('seen')
        if (seen === '') return preview(context, person, prepared, form, NO_FAULTS)
        const sent = await takeForm(() => sendHandOver(work, of, prepared, seen), 'preview')
        if (sent.faults) return preview(context, person, prepared, form, sent.faults)
        return context.redirect(doneAt(paths.handOver(person.id, sent.done), 'handed-over'), 303)
      },
    },
  ]

  /** The note that an address names. */
  async function noteNamed(context: Asked, person: PersonFile): Promise<PersonNote | undefined> {
    const id = wholeNumber(context.req.query('note'))
    return id === undefined ? undefined : noteById(records, viewerOf(context), person.id, id)
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

  /** The form again: nothing is altered, and that is a look. */
  async function lookAt(
    context: Asked,
    person: PersonFile,
    form: FormValues,
    faults: readonly FieldFault[],
  ): Promise<Response> {
    await looked(context, { subjects: [person.id], count: 1 })
    return formPage(context, person, form, faults, undefined)
  }

  async function formPage(
    context: Asked,
    person: PersonFile,
    values: FormValues,
    faults: readonly FieldFault[],
    named: PersonNote | undefined,
  ): Promise<Response> {
    const viewer = viewerOf(context)
    const newest = await notesOf(records, viewer, person.id, { limit: MOST_NOTES_HANDED_OVER })
    const ticked = named ? [named] : await notesTicked(context, person, values)
    const others = ticked.filter(({ id }) => !newest.some((note) => note.id === id))
    const incidents = await incidentsToNote(records, viewer, person.id, {
      first: wholeNumber(values.text('incident')),
      limit: MOST_INCIDENTS,
    })
    const target = await caseRecordTarget(records)
    const title = `Send to the case record of ${personName(person)}`
    return show(
      context,
      { title, ...frameOfNotes(person, 'hand-overs'), status: faults.length > 0 ? 422 : 200 },
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
      const note = id && (await noteById(records, viewerOf(context), person.id, id))
      if (note) found.push(note)
    }
    return found
  }

  async function preview(
    context: Asked,
    person: PersonFile,
    prepared: PreparedHandOver,
    values: FormValues,
    faults: readonly FieldFault[],
  ): Promise<Response> {
    const { picture } = prepared
    await looked(context, {
      subjects: [person.id],
      ...(picture && { interval: picture.within }),
      count: picture?.positions ?? 1,
    })
    const title = 'Check before you send'
    return show(
      context,
      { title, ...frameOfNotes(person, 'hand-overs'), status: faults.length > 0 ? 422 : 200 },
      <PreviewPage
        {...{ title, prepared, values, faults }}
        asking={context.get('asking')}
        personId={person.id}
      />,
    )
  }

  async function looked(context: Asked, told: Told): Promise<void> {
    const facts = { action: 'consult', what, outcome: 'done' } as const
    await writeAltered(context, records, now(), { ...facts, ...told })
  }
}
