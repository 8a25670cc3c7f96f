import { writeNote } from '../../app/notes/write-note.ts'
import { nothingHere } from '../../domain/errors.ts'
import { noteKinds, type PersonNote } from '../../domain/person-note.ts'
import { type Asked, type Route, type Told, tell } from '../../server/route.ts'
import {
  incidentsToNote,
  noteAuthorsOf,
  noteById,
  notesOf,
} from '../../store/records/person-note-records.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { accountWork, takeForm } from '../account-work.ts'
import { ErrorSummary } from '../components/error-summary.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { doneAt } from '../dones.ts'
import { type FormValues, formValues } from '../form-values.ts'
import type { SentForm } from '../incidents/sent-form.ts'
import { lookedAgain } from '../looked-again.ts'
import { PAGE_ROWS, pageOf } from '../page-of.ts'
import { paths } from '../paths.ts'
import { askedPerson } from '../people/person-frame.ts'
import { personName } from '../people/person-name.ts'
import { accountIdOf, type PortalServices, viewerOf } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { frameOfNotes } from './frame-of-notes.ts'
import { NotePage } from './note-page.tsx'
import { FoundNotesPage, NotesPage } from './notes-page.tsx'
import { readAbout } from './typed-note.ts'

/** A note as long as can be, in whatever letters. */
const MOST_FORM_BYTES = 64 * 1024
/** In one list to choose from. */
const MOST_INCIDENTS = 50
const access = 'notes:write'
const what = 'notes'

/** What is written of one person by those who supervise them. */
export function noteRoutes(services: PortalServices): Route[] {
  const {
    folder: { records, archive },
    show,
  } = services
  return [
    {
      method: 'GET',
      path: paths.notes(':id'),
      access,
      audit: { action: 'consult', what },
      async handle(context) {
        const person = await askedPerson(context, services)
        const notes = await pageOfNotes(context, person)
        tell(context, toldOf(person, notes.shown))
        return listPage(context, person, notes, {
          typed: (field) => context.req.query(field),
          faults: [],
        })
      },
    },
    {
      method: 'POST',
      path: paths.notes(':id'),
      access,
      audit: { action: 'alter', what },
      maxBytes: MOST_FORM_BYTES,
      async handle(context) {
        const person = await askedPerson(context, services)
        const form = await formValues(context)
        const { faults } = await write(context, person.id, form)
        if (!faults) return context.redirect(doneAt(paths.notes(person.id), 'note-written'), 303)
        const notes = await pageOfNotes(context, person)
        await lookedAgain(context, services, what, toldOf(person, notes.shown))
        return listPage(context, person, notes, { typed: form.typed, faults })
      },
    },
    {
      method: 'POST',
      path: paths.searchNotes(':id'),
      access,
      audit: { action: 'search', what },
      async handle(context) {
        const person = await askedPerson(context, services)
        const { text } = await formValues(context)
        const sought = {
          words: text('words').slice(0, 200),
          author: text('author'),
          kind: text('kind'),
        }
        const rows = await notesOf(records, viewerOf(context, services), person.id, {
          words: sought.words || undefined,
          author: wholeNumber(sought.author),
          kind: noteKinds.find((kind) => kind === sought.kind),
          before: wholeNumber(text('before')),
          limit: PAGE_ROWS + 1,
        })
        const { shown, last } = pageOf(rows)
        tell(context, toldOf(person, shown))
        const title = `Notes of ${personName(person)}: what was found`
        return show(
          context,
          frameOfNotes(person, title, 'notes'),
          <FoundNotesPage
            {...{ title, sought }}
            asking={context.get('asking')}
            personId={person.id}
            notes={shown}
            authors={await noteAuthorsOf(records, person.id)}
            last={last?.id}
          />,
        )
      },
    },
    {
      method: 'GET',
      path: paths.note(':id', ':note'),
      access,
      audit: { action: 'consult', what },
      async handle(context) {
        const person = await askedPerson(context, services)
        const id = wholeNumber(context.req.param('note'))
        const note =
          id === undefined
            ? undefined
            : await noteById(records, viewerOf(context, services), person.id, id)
        if (!note) throw nothingHere()
        tell(context, toldOf(person, [note]))
        const title = `Note ${note.id} of ${personName(person)}`
        return show(
          context,
          frameOfNotes(person, title, 'notes'),
          <NotePage asking={context.get('asking')} note={note} title={title} />,
        )
      },
    },
  ]

  function write(context: Asked, deviceWearerId: string, form: FormValues) {
    const read = readAbout(form.text)
    if ('faults' in read) return read
    const work = accountWork(context, services)
    const of = { accountId: accountIdOf(context), deviceWearerId }
    const note = {
      text: form.text('text').replaceAll('\r\n', '\n'),
      about: read.about,
      withPosition: form.text('position') !== '',
      incidentId: wholeNumber(form.text('incident')),
      corrects: wholeNumber(form.text('corrects')),
    }
    return takeForm(() => writeNote(work, archive, of, note), 'text')
  }

  async function pageOfNotes(context: Asked, person: PersonFile) {
    const before = wholeNumber(context.req.query('before'))
    const limit = PAGE_ROWS + 1
    return pageOf(await notesOf(records, viewerOf(context, services), person.id, { before, limit }))
  }

  async function listPage(
    context: Asked,
    person: PersonFile,
    { shown, last }: Awaited<ReturnType<typeof pageOfNotes>>,
    sent: SentForm,
  ): Promise<Response> {
    const title = `Notes of ${personName(person)}`
    const hasFaults = sent.faults.length > 0
    return show(
      context,
      { ...frameOfNotes(person, title, 'person'), status: hasFaults ? 422 : 200 },
      <NotesPage
        title={title}
        asking={context.get('asking')}
        personId={person.id}
        incidents={
          await incidentsToNote(records, viewerOf(context, services), person.id, {
            first: wholeNumber(sent.typed('incident')),
            limit: MOST_INCIDENTS,
          })
        }
        sent={sent}
        notes={shown}
        authors={await noteAuthorsOf(records, person.id)}
        isFirst={wholeNumber(context.req.query('before')) === undefined}
        last={last?.id}
        notice={
          hasFaults ? (
            <ErrorSummary faults={sent.faults} />
          ) : (
            <DoneNotice done={context.req.query('done')} />
          )
        }
      />,
    )
  }
}

/** Notes hold positions: of which time is said. */
function toldOf(person: PersonFile, notes: readonly PersonNote[]): Told {
  const captured = notes.flatMap(({ position }) =>
    position && position !== 'erased' ? [position.capturedAt] : [],
  )
  return {
    subjects: [person.id],
    count: notes.length,
    ...(captured.length > 0 && {
      interval: { from: Math.min(...captured), to: Math.max(...captured) + 1 },
    }),
  }
}
