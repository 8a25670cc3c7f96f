import type { Role } from '../../src/domain/roles.ts'
import { insertNote } from '../../src/store/records/person-note-records.ts'
import type { Sample } from './route-samples.ts'
import type { ServedSurfaces } from './served-surfaces.ts'
import { RESTRICTION, type TownFacts } from './town-facts.ts'

const writers: readonly Role[] = ['probation-practitioner', 'monitoring-officer']

/** Samples of the routes of notes and hand-overs. */
export function noteSamples(served: ServedSurfaces, facts: TownFacts): Record<string, Sample> {
  const { records } = served.folder
  const { accountId } = served.client('probation-practitioner')
  const note = (deviceWearerId: string) =>
    insertNote(records, {
      ...{ deviceWearerId, text: 'Spoke to them', about: undefined, corrects: undefined },
      ...{ incidentId: undefined, position: undefined },
      writtenBy: accountId,
      writtenAt: Date.now(),
    })
  const ofPerson = (page: string, more: Partial<Sample>, form?: Record<string, string>): Sample => {
    const sent = form && { sent: { form } }
    const at = (id: string) => ({ at: `/people/${id}/${page}`, ...sent })
    return {
      who: writers,
      good: at(facts.wearer),
      outOfScope: { ...at(facts.elsewhere), subjects: [facts.elsewhere] },
      restricted: { ...at(facts.restricted), subjects: [facts.restricted], message: RESTRICTION },
      ...more,
    }
  }
  return {
    'GET /people/:id/notes': ofPerson('notes', {}),
    'POST /people/:id/notes': ofPerson('notes', { status: 303 }, { text: 'They came on time' }),
    'POST /people/:id/notes/search': ofPerson('notes/search', {}, { words: 'time' }),
    'GET /people/:id/notes/:note': {
      who: writers,
      good: async () => ({ at: `/people/${facts.wearer}/notes/${await note(facts.wearer)}` }),
      outOfScope: { at: `/people/${facts.elsewhere}/notes/1`, subjects: [facts.elsewhere] },
      restricted: async () => ({
        at: `/people/${facts.restricted}/notes/${await note(facts.restricted)}`,
        subjects: [facts.restricted],
        message: RESTRICTION,
      }),
    },
  }
}
