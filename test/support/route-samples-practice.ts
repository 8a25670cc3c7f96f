import { insertNote } from '../../src/store/records/person-note-records.ts'
import { beginPractice } from '../../src/store/records/practice-records.ts'
import { sayIncident } from './incident.ts'
import type { Sample } from './route-samples.ts'
import type { ServedSurfaces } from './served-surfaces.ts'
import type { TownFacts } from './town-facts.ts'

const who = ['probation-practitioner'] as const

/** Samples of the routes of practice, in the order in which they are tried. */
export function practiceSamples(served: ServedSurfaces, facts: TownFacts): Record<string, Sample> {
  const { records } = served.folder
  const form = { sent: { form: {} } }
  const checked = { at: '/practice/note/check', ...form }
  /** The task is begun and done, and not looked at. */
  const noteWritten = async () => {
    const { accountId } = served.client('probation-practitioner')
    const deviceWearerId = facts.wearer
    const at = Date.now()
    const of = { deviceWearerId, kind: 'curfew-left-during', from: at } as const
    const incidentId = await sayIncident(records, of)
    await beginPractice(records, accountId, 'note', { about: { deviceWearerId }, at })
    await insertNote(records, {
      ...{ deviceWearerId, text: 'Rang', about: undefined, corrects: undefined },
      ...{ incidentId, position: undefined, writtenBy: accountId, writtenAt: at },
    })
    return checked
  }
  return {
    'GET /practice': { who },
    'GET /practice/:task': { who, good: { at: '/practice/attention' } },
    'POST /practice/:task': { who, status: 303, good: { at: '/practice/attention', ...form } },
    'POST /practice/:task/check': { who, status: 303, good: noteWritten },
    'POST /practice': { who, status: 303, good: form },
  }
}
