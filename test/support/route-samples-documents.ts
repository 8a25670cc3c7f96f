import type { Role } from '../../src/domain/roles.ts'
import {
  addPersonDocument,
  keepDocumentFile,
} from '../../src/store/records/person-document-records.ts'
import { countedStretch, sayIncident } from './incident.ts'
import type { Sample } from './route-samples.ts'
import type { ServedSurfaces } from './served-surfaces.ts'
import { RESTRICTION, type TownFacts } from './town-facts.ts'

const makers: readonly Role[] = ['probation-practitioner']
const AT = Date.parse('2026-01-07T20:00:00Z')
const within = { from: AT, to: AT + 3_600_000 }
const trailForm = {
  start: '2026-01-07',
  startTime: '00:00',
  days: '1',
  hours: '12',
  purpose: 'A review',
}

/** Samples of the routes of trail reports and breach packs. */
export function documentSamples(served: ServedSurfaces, facts: TownFacts): Record<string, Sample> {
  const { records } = served.folder
  const { accountId } = served.client('probation-practitioner')
  /** One that is ready, or waits. */
  const document = async (state: 'ready' | 'waiting', deviceWearerId = facts.wearer) => {
    const id = await addPersonDocument(records, {
      deviceWearerId,
      kind: 'trail-report',
      askedBy: accountId,
      askedAt: AT,
      purpose: 'A review',
      parameters: { hoursPerMap: 12 },
      within,
    })
    if (state === 'waiting') return id
    const bytes = Buffer.from('%PDF-1.7')
    const file = { name: 'report.pdf', type: 'application/pdf', bytes, sha256: '00' }
    await keepDocumentFile(records, id, 0, file)
    await records.query(
      `update person_documents set state = 'ready', ended_at = now(), positions = 1, covers = '[]'
       where id = $1`,
      [id],
    )
    return id
  }
  const incident = (deviceWearerId = facts.wearer) =>
    sayIncident(records, {
      deviceWearerId,
      kind: 'curfew-left-during',
      ...within,
      counted: [countedStretch(within)],
    })
  const ofPerson = (page: string, form?: Record<string, string>): Sample => {
    const sent = form && { sent: { form } }
    return {
      who: makers,
      good: { at: `/people/${facts.wearer}/${page}`, ...sent },
      outOfScope: {
        at: `/people/${facts.elsewhere}/${page}`,
        ...sent,
        subjects: [facts.elsewhere],
      },
      restricted: {
        at: `/people/${facts.restricted}/${page}`,
        ...sent,
        subjects: [facts.restricted],
        message: RESTRICTION,
      },
    }
  }
  const ofDocument = (
    state: 'ready' | 'waiting',
    deed: string,
    form?: Record<string, string>,
  ): Sample => {
    const sent = form && { sent: { form } }
    return {
      who: makers,
      good: async () => ({
        at: `/people/${facts.wearer}/reports/${await document(state)}${deed}`,
        ...sent,
      }),
      // Somebody else's, and one of this person that there is not, are told alike.
      outOfScope: {
        at: `/people/${facts.elsewhere}/reports/999999${deed}`,
        ...sent,
        subjects: [facts.elsewhere],
      },
      restricted: async () => ({
        at: `/people/${facts.restricted}/reports/${await document(state, facts.restricted)}${deed}`,
        ...sent,
        subjects: [facts.restricted],
        message: RESTRICTION,
      }),
    }
  }
  return {
    'GET /my-reports': {
      who: makers,
      good: async () => {
        await document('ready')
        await document('ready', facts.restricted)
        return {}
      },
    },
    'GET /people/:id/reports': ofPerson('reports'),
    'GET /people/:id/reports/trail': ofPerson('reports/trail'),
    'POST /people/:id/reports/trail': { ...ofPerson('reports/trail', trailForm), status: 303 },
    'GET /people/:id/reports/breach-pack': ofPerson('reports/breach-pack'),
    'POST /people/:id/reports/breach-pack': {
      ...ofPerson('reports/breach-pack', { incidents: '1', purpose: 'A hearing' }),
      good: async () => ({
        at: `/people/${facts.wearer}/reports/breach-pack`,
        sent: { form: { incidents: String(await incident()), purpose: 'A hearing' } },
      }),
      status: 303,
    },
    'GET /people/:id/reports/:document': ofDocument('ready', ''),
    'POST /people/:id/reports/:document/download': {
      ...ofDocument('ready', '/download', { file: '0', purpose: 'A hearing' }),
      packed: true,
    },
    'POST /people/:id/reports/:document/cancel': {
      ...ofDocument('waiting', '/cancel', {}),
      status: 303,
    },
  }
}
