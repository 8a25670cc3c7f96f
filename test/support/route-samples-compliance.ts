import type { Sample } from './route-samples.ts'
import { RESTRICTION, type TownFacts } from './town-facts.ts'

/** Samples of the routes of compliance. */
export function complianceSamples(facts: TownFacts): Record<string, Sample> {
  const page = (id: string) => `/people/${id}/compliance`
  return {
    'GET /people/:id/compliance': {
      who: ['probation-practitioner', 'monitoring-officer'],
      good: { at: page(facts.wearer) },
      outOfScope: { at: page(facts.elsewhere), subjects: [facts.elsewhere] },
      restricted: {
        at: page(facts.restricted),
        subjects: [facts.restricted],
        message: RESTRICTION,
      },
    },
  }
}
