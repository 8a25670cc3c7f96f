import type { Role } from '../../src/domain/roles.ts'
import type { Sample } from './route-samples.ts'
import type { ServedSurfaces } from './served-surfaces.ts'
import { RESTRICTION, type TownFacts } from './town-facts.ts'

const practitioners: readonly Role[] = ['probation-practitioner', 'monitoring-officer']

/** Samples of the pages of visits, of people near each other and of places. */
export function patternSamples(served: ServedSurfaces, facts: TownFacts): Record<string, Sample> {
  const { records } = served.folder
  const ofPerson = (
    page: string,
    more: Partial<Sample> = {},
    form?: Record<string, string>,
  ): Sample => {
    const to = (id: string) => `/people/${id}/${page}`
    const sent = form && { sent: { form } }
    return {
      who: practitioners,
      good: { at: to(facts.wearer), ...sent },
      outOfScope: { at: to(facts.elsewhere), ...sent, subjects: [facts.elsewhere] },
      restricted: {
        at: to(facts.restricted),
        ...sent,
        subjects: [facts.restricted],
        message: RESTRICTION,
      },
      ...more,
    }
  }
  const place = {
    name: 'A friend’s flat',
    placeBy: 'typed',
    place: '53.8000, -4.4000',
    radius: '50',
    why: 'The licence names it',
  }
  const ownPlace = async (): Promise<string> => {
    const [row] = await records.query<{ id: bigint }>(
      `insert into own_places (device_wearer_id, name, latitude, longitude, radius_metres, why, made_by, made_at)
       values ($1, 'A yard', 53.8, -4.4, 50, 'To be ended', $2, now()) returning id`,
      [facts.wearer, served.client('probation-practitioner').accountId],
    )
    return String(row?.id)
  }
  const ended = { ended: '1', endWhy: 'It was torn down' }
  let sent = 0
  return {
    'GET /people/:id/patterns': ofPerson('patterns'),
    'GET /people/:id/visits': ofPerson('visits'),
    'GET /people/:id/together': ofPerson('together'),
    'GET /people/:id/places': ofPerson('places'),
    'POST /people/:id/places': ofPerson('places', { status: 303 }, place),
    'POST /people/:id/places/end': ofPerson(
      'places/end',
      {
        status: 303,
        good: async () => ({
          at: `/people/${facts.wearer}/places/end`,
          sent: { form: { ...ended, ended: await ownPlace() } },
        }),
      },
      ended,
    ),
    'GET /places-of-interest': { who: practitioners },
    'POST /places-of-interest/upload': {
      who: ['monitoring-officer'],
      status: 303,
      good: async () => {
        sent += 1
        const geometry = { type: 'Point', coordinates: [-4.4, 53.8] }
        const properties = { amenity: 'pub', name: `The Anchor ${sent}` }
        const text = JSON.stringify({ type: 'Feature', properties, geometry })
        return { sent: { file: { name: `places-${sent}.ndjson`, text } } }
      },
    },
  }
}
