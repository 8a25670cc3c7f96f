import type { PersonFile } from '../../store/records/visible-person.ts'
import { paths } from '../paths.ts'
import { personFrame } from '../people/person-frame.ts'

/** The frame of a page among a person's notes, by what leads to it. */
export function frameOfNotes(
  person: PersonFile,
  title: string,
  from: 'person' | 'notes' | 'hand-overs',
) {
  const beyond = [
    { text: 'Notes', href: paths.notes(person.id) },
    { text: 'Sent to the case record', href: paths.handOvers(person.id) },
  ]
  const depth = { person: 0, notes: 1, 'hand-overs': 2 }[from]
  return personFrame(person, 'notes', title, ...beyond.slice(0, depth))
}
