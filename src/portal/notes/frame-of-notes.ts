import type { PersonFile } from '../../store/records/visible-person.ts'
import { paths } from '../paths.ts'
import { personName } from '../people/person-name.ts'
import { personPlace } from '../people/person-place.ts'

/** The frame of a page among a person's notes, by what leads to it. */
export function frameOfNotes(person: PersonFile, from: 'person' | 'notes' | 'hand-overs') {
  const crumbs = [
    { text: 'My cases', href: paths.people },
    { text: personName(person), href: paths.person(person.id) },
    { text: 'Notes', href: paths.notes(person.id) },
    { text: 'Sent to the case record', href: paths.handOvers(person.id) },
  ]
  const depth = { person: 2, notes: 3, 'hand-overs': 4 }[from]
  return {
    crumbs: crumbs.slice(0, depth),
    section: paths.people,
    person: personPlace(person, 'notes'),
  }
}
