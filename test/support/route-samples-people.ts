import type { Role } from '../../src/domain/roles.ts'
import type { Sample } from './route-samples.ts'
import type { Sent, ServedSurfaces } from './served-surfaces.ts'
import { RESTRICTION, type TownFacts } from './town-facts.ts'

const who: readonly Role[] = ['probation-practitioner', 'monitoring-officer']

/** How lists of people, their pages and the ways to them are tried. */
export function peopleSamples(served: ServedSurfaces, facts: TownFacts): Record<string, Sample> {
  const ofPerson = (page: string, sent: { sent?: Sent } = {}): Sample => ({
    who,
    good: { at: `/people/${facts.wearer}${page}`, ...sent },
    outOfScope: {
      at: `/people/${facts.elsewhere}${page}`,
      subjects: [facts.elsewhere],
      ...sent,
    },
    restricted: {
      at: `/people/${facts.restricted}${page}`,
      subjects: [facts.restricted],
      message: RESTRICTION,
      ...sent,
    },
  })
  const crnOf = async (id: string) => {
    const [row] = await served.folder.records.query<{ crn: string }>(
      'select crn from device_wearers where id = $1',
      [id],
    )
    return row?.crn ?? ''
  }
  return {
    'GET /people': { who },
    'POST /people': { who, good: { sent: { form: { text: 'W00' } } } },
    'GET /people/:id': ofPerson(''),
    'POST /people/:id/attention': {
      ...ofPerson('/attention', { sent: { form: { note: 'Spoke to them' } } }),
      status: 303,
    },
    'GET /crn/:crn': {
      who,
      good: async () => ({ at: `/crn/${await crnOf(facts.wearer)}` }),
      status: 303,
      outOfScope: { at: '/crn/X9999999', subjects: [] },
      restricted: async () => ({
        at: `/crn/${await crnOf(facts.restricted)}`,
        subjects: [facts.restricted],
        message: RESTRICTION,
      }),
    },
    'GET /api/v1/people/exists': { who, good: { at: '/api/v1/people/exists?crn=X9999999' } },
  }
}
