import type { Role } from '../../src/domain/roles.ts'
import type { Sample } from './route-samples.ts'
import type { ServedSurfaces } from './served-surfaces.ts'
import type { TownFacts } from './town-facts.ts'

const readers: readonly Role[] = ['hub-caseworker', 'hub-manager', 'police-analyst']
const hub: readonly Role[] = ['hub-caseworker', 'hub-manager']

/** Samples of the pages of what came in. */
export function ingestionSamples(served: ServedSurfaces, facts: TownFacts): Record<string, Sample> {
  const { records } = served.folder
  const ofAttempt = (rest = ''): Sample => ({
    who: readers,
    as: 'police-analyst',
    good: { at: `/ingestion/${facts.attempt}${rest}` },
    outOfScope: { at: `/ingestion/${facts.otherAttempt}${rest}`, subjects: [] },
  })
  let sent = 0
  /** One that nobody sent before. */
  const file = (text: string) => {
    sent += 1
    return { name: `sent-${sent}.csv`, text: text.replace('Every/route/1', `Every/page/${sent}`) }
  }
  const attempts = async (): Promise<string> => {
    const rows = await records.query<{ id: bigint }>(
      `select attempts.id from ingestion_attempts as attempts
       join crime_versions using (import_id)
       join matches on matches.crime_version_id = crime_versions.id
       order by attempts.id limit 1`,
    )
    return String(rows[0]?.id)
  }
  return {
    'GET /ingestion': { who: readers },
    'POST /ingestion': { who: readers, good: { sent: { form: { batch: 'A' } } } },
    'GET /ingestion/upload': { who: readers },
    'GET /ingestion/example.csv': { who: readers },
    'POST /ingestion/check': {
      who: readers,
      as: 'police-analyst',
      good: async () => ({ sent: { file: file(facts.batchText) } }),
      outOfScope: { sent: { file: file(facts.otherBatchText) }, subjects: [], status: 403 },
    },
    'POST /ingestion/upload': {
      who: readers,
      as: 'police-analyst',
      status: 303,
      good: async () => ({ sent: { file: file(facts.batchText) } }),
    },
    'POST /ingestion/matches.csv': {
      who: hub,
      good: async () => ({
        sent: { form: { attempt: await attempts(), purpose: 'To look at them together' } },
      }),
    },
    'GET /ingestion/:id': ofAttempt(),
    'GET /ingestion/:id/row-issues.csv': ofAttempt('/row-issues.csv'),
    'GET /ingestion/:id/refused-rows.csv': ofAttempt('/refused-rows.csv'),
    'GET /ingestion/:id/crimes': ofAttempt('/crimes'),
    'GET /ingestion/:id/crimes.csv': ofAttempt('/crimes.csv'),
    'POST /ingestion/:id/replies': {
      who: readers,
      as: 'police-analyst',
      status: 303,
      async good() {
        sent += 1
        await records.query(
          `insert into mail_replies (attempt_id, recipient, own_file, state)
           values ($1, $2, true, 'given_up')`,
          [facts.attempt, `sent-${sent}@cheshire.example`],
        )
        return { at: `/ingestion/${facts.attempt}/replies` }
      },
      outOfScope: { at: `/ingestion/${facts.otherAttempt}/replies`, subjects: [] },
    },
    'GET /batches/:id': {
      who: readers,
      as: 'police-analyst',
      status: 303,
      good: { at: `/batches/${facts.batch}` },
      outOfScope: { at: `/batches/${facts.otherBatch}`, subjects: [] },
    },
  }
}
