import type { Role } from '../../src/domain/roles.ts'
import type { Sample } from './route-samples.ts'
import { RESTRICTION, type TownFacts } from './town-facts.ts'

/** How the routes of the registry are tried. */
export function registrySamples(facts: TownFacts): Record<string, Sample> {
  const who: readonly Role[] = ['probation-practitioner', 'monitoring-officer']
  const ofPerson = (at: (id: string) => string): Sample => ({
    who,
    good: { at: at(facts.wearer) },
    outOfScope: { at: at(facts.elsewhere), subjects: [facts.elsewhere] },
    restricted: {
      at: at(facts.restricted),
      subjects: [facts.restricted],
      message: RESTRICTION,
    },
  })
  return {
    'GET /api/v1/eligibility': { who: 'signed in' },
    'GET /api/v1/reference-lists': { who: 'signed in' },
    'GET /people/:id/order': ofPerson((id) => `/people/${id}/order`),
    'GET /api/v1/device-wearers/:id': ofPerson((id) => `/api/v1/device-wearers/${id}`),
    'GET /api/v1/device-wearers/:id/orders': ofPerson(
      (id) => `/api/v1/device-wearers/${id}/orders`,
    ),
    'POST /api/v1/people': {
      who: ['service'],
      good: {
        sent: {
          json: {
            deviceWearers: [{ id: 'made-by-a-program' }],
            deviceActivations: [],
            monitoringOrders: [],
          },
        },
      },
    },
  }
}
