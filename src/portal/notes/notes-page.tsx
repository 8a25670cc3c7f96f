import type { Child, FC } from 'hono/jsx'
import { noteKinds, type PersonNote } from '../../domain/person-note.ts'
import type { Asking } from '../../server/route.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { SearchAgain, SearchForm } from '../components/search-form.tsx'
import { SelectField } from '../components/select-field.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths, within } from '../paths.ts'
import { NoteEntry } from './note-entry.tsx'
import { NoteForm, type NoteFormProps } from './note-form.tsx'
import { noteKindText } from './note-text.ts'

export interface NoteAuthor {
  readonly accountId: number
  readonly name: string
}

/** What notes were looked for by, as it was typed. */
export interface SoughtNotes {
  readonly words: string
  readonly author: string
  readonly kind: string
}

const ALL_NOTES: SoughtNotes = { words: '', author: '', kind: '' }

/** Everything that was written of a person, the newest first, and writing more. */
export const NotesPage: FC<
  NoteFormProps & {
    title: string
    notes: readonly PersonNote[]
    authors: readonly NoteAuthor[]
    isFirst: boolean
    /** The last one shown, where others follow. */
    last: number | undefined
    notice: Child
  }
> = ({ title, notes, authors, isFirst, last, notice, ...form }) => {
  const { asking, personId } = form
  return (
    <>
      {notice}
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        <a class="govuk-link" href={paths.handOvers(personId)}>
          Sent to the case record
        </a>
      </p>
      <NoteForm {...form} />
      <h2 class="govuk-heading-m">Notes, the newest first</h2>
      {notes.length === 0 && isFirst ? (
        <p class="govuk-body">Nobody has written a note of this person yet.</p>
      ) : (
        <>
          <FindNotes asking={asking} personId={personId} authors={authors} sought={ALL_NOTES} />
          <NoteList asking={asking} notes={notes} />
          <CursorLinks
            label="Pages of notes"
            first={isFirst ? undefined : paths.notes(personId)}
            next={last === undefined ? undefined : within(paths.notes(personId), { before: last })}
          />
        </>
      )}
    </>
  )
}

/** What was found among the notes of a person. */
export const FoundNotesPage: FC<{
  asking: Asking
  personId: string
  title: string
  notes: readonly PersonNote[]
  authors: readonly NoteAuthor[]
  sought: SoughtNotes
  last: number | undefined
}> = ({ asking, personId, title, notes, authors, sought, last }) => (
  <>
    <h1 class="govuk-heading-l">{title}</h1>
    <FindNotes asking={asking} personId={personId} authors={authors} sought={sought} />
    {notes.length === 0 ? (
      <p class="govuk-body">No note of this person is like that.</p>
    ) : (
      <>
        <h2 class="govuk-heading-m">What was found, the newest first</h2>
        <NoteList asking={asking} notes={notes} />
      </>
    )}
    {last !== undefined && (
      <SearchAgain
        asking={asking}
        action={paths.searchNotes(personId)}
        fields={{ ...sought, before: last }}
      />
    )}
    <p class="govuk-body">
      <a class="govuk-link" href={paths.notes(personId)}>
        All notes
      </a>
    </p>
  </>
)

const NoteList: FC<{ asking: Asking; notes: readonly PersonNote[] }> = ({ asking, notes }) => (
  <>
    {notes.map((note) => (
      <NoteEntry asking={asking} note={note} />
    ))}
  </>
)

const FindNotes: FC<{
  asking: Asking
  personId: string
  authors: readonly NoteAuthor[]
  sought: SoughtNotes
}> = ({ asking, personId, authors, sought }) => (
  <SearchForm action={paths.searchNotes(personId)} asking={asking} label="Notes of this person">
    <TextField name="words" label="Words in the note" type="search" value={sought.words} />
    <SelectField
      name="author"
      label="Written by"
      value={sought.author}
      options={[
        { value: '', text: 'Anybody' },
        ...authors.map(({ accountId, name }) => ({ value: String(accountId), text: name })),
      ]}
    />
    <SelectField
      name="kind"
      label="Which"
      value={sought.kind}
      options={[
        { value: '', text: 'All' },
        ...noteKinds.map((kind) => ({ value: kind, text: noteKindText(kind) })),
      ]}
    />
  </SearchForm>
)
