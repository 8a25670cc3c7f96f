import type { Sample } from './route-samples.ts'
import type { ServedSurfaces } from './served-surfaces.ts'
import type { TownFacts } from './town-facts.ts'

/** How the routes of "Was it any of ours?" are tried. */
export function placeQuestionSamples(
  { folder: { records } }: ServedSurfaces,
  facts: TownFacts,
): Record<string, Sample> {
  const who = ['hub-caseworker', 'hub-manager'] as const
  const form = {
    reference: facts.matchedCrime.reference,
    place: '',
    radius: '100',
    crimeType: '',
    purpose: 'A call from the force',
  }
  const asked = async (): Promise<string> => {
    const [row] = await records.query<{ id: bigint }>(
      `with question as (
         insert into place_questions (account_id, asked_at, purpose, crime_reference, crime_type, latitude,
           longitude, radius_metres, window_from, window_to, algorithm_version, run_id, compared, silent,
           weighed, unweighed, ruled_out)
         select min(accounts.id), now(), 'A call', 'R/1', 'BIAD', 53.8, -4.4, 100, now(), now(), 'test', $1, 3, 1, 2, 1, 0
         from accounts returning id
       ), named as (
         insert into place_answers
         select id, number, wearer, 'inconclusive', 0, 0, 1, 0, 0, 1, 0, 80, now() from question,
           unnest($2::text[]) with ordinality as sent (wearer, number)
       ) select id from question`,
      [facts.run, [facts.wearer, facts.restricted]],
    )
    return `/whose/${row?.id}`
  }
  return {
    'GET /whose': { who },
    'POST /whose': { who, status: 303, good: { sent: { form } } },
    'GET /whose/:id': {
      who,
      good: async () => ({ at: await asked() }),
      outOfScope: { at: '/whose/999999', subjects: [] },
    },
  }
}
