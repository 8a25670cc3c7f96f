import type { Role } from '../../src/domain/roles.ts'
import type { Sample } from './route-samples.ts'
import { RESTRICTION, type TownFacts } from './town-facts.ts'

const hub: readonly Role[] = ['hub-caseworker', 'hub-manager']

/** Of a crime's versions and map, and of one wearer's crimes. */
export function crimeRouteSamples(facts: TownFacts): Record<string, Sample> {
  const { crime, otherCrime, matchedCrime } = facts
  return {
    'GET /crimes/:id/versions/:version': {
      who: [...hub, 'police-analyst'],
      as: 'police-analyst',
      good: { at: `/crimes/${crime.id}/versions/1` },
      outOfScope: { at: `/crimes/${otherCrime.id}/versions/1`, subjects: [] },
    },
    'GET /crimes/:id/map': {
      who: hub,
      good: { at: `/crimes/${matchedCrime.id}/map` },
      outOfScope: { at: '/crimes/999999/map', subjects: [] },
      restricted: {
        at: `/crimes/${matchedCrime.id}/map?wearer=${facts.restricted}`,
        subjects: [facts.restricted],
        message: RESTRICTION,
      },
    },
    'GET /people/:id/crimes': {
      who: hub,
      good: { at: `/people/${facts.wearer}/crimes?positions=yes` },
      outOfScope: { at: '/people/W9999/crimes', subjects: ['W9999'] },
      restricted: {
        at: `/people/${facts.restricted}/crimes`,
        subjects: [facts.restricted],
        message: RESTRICTION,
      },
    },
  }
}
