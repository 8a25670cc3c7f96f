import type { Role } from '../../src/domain/roles.ts'
import type { Sample } from './route-samples.ts'
import type { TownFacts } from './town-facts.ts'
import { RESTRICTION } from './town-facts.ts'

const supervisors: readonly Role[] = ['probation-practitioner', 'monitoring-officer']

/** Movements of a person: looking, comparing and taking away. */
export function movementSamples(facts: TownFacts): Record<string, Sample> {
  const kept = (of: string) => ({
    good: { at: `/people/${facts.wearer}/movements${of}` },
    outOfScope: { at: `/people/${facts.elsewhere}/movements${of}`, subjects: [facts.elsewhere] },
    restricted: {
      at: `/people/${facts.restricted}/movements${of}`,
      subjects: [facts.restricted],
      message: RESTRICTION,
    },
  })
  const sent = {
    form: {
      from: '2026-01-06',
      fromTime: '00:00',
      to: '2026-01-07',
      toTime: '00:00',
      format: 'csv',
      purpose: 'Supervision meeting',
    },
  }
  const { good, outOfScope, restricted } = kept('/export')
  return {
    'GET /people/:id/movements': { who: supervisors, ...kept('') },
    'GET /people/:id/movements/compare': { who: supervisors, ...kept('/compare') },
    'POST /people/:id/movements/export': {
      who: supervisors,
      good: { ...good, sent },
      outOfScope: { ...outOfScope, sent },
      restricted: { ...restricted, sent },
    },
  }
}
