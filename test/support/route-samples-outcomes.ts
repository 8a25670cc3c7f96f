import type { Role } from '../../src/domain/roles.ts'
import { addOutcome } from '../../src/store/records/outcome-records.ts'
import type { Sample } from './route-samples.ts'
import type { ServedSurfaces } from './served-surfaces.ts'
import { RESTRICTION, type TownFacts } from './town-facts.ts'

const recorders: readonly Role[] = ['hub-caseworker', 'hub-manager', 'police-analyst']
const readers: readonly Role[] = ['evaluator', 'hub-manager']

/** Samples of the routes by which outcomes are recorded and counted. */
export function outcomeSamples(served: ServedSurfaces, facts: TownFacts): Record<string, Sample> {
  const { records } = served.folder
  const { accountId } = served.client('hub-caseworker')
  let made = 0
  /** An alert about one wearer that was given to the force. */
  const report = async (wearer = facts.wearer): Promise<number> => {
    made += 1
    const [row] = await records.query<{ id: bigint }>(
      `insert into reports (kind, number, crime_id, crime_version_id, police_force, state, drafted_by,
         drafted_at, approved_by, approved_at, docx)
       select 'proximity_alert', $1, crimes.id, crime_versions.id, police_force, 'approved', $2, now(),
         $2, now(), '\\x00'
       from crimes join crime_versions on crime_id = crimes.id where crimes.id = $3 limit 1
       returning id`,
      [`PA-0000-${made}`, accountId, facts.matchedCrime.id],
    )
    const id = Number(row?.id)
    await records.query(
      'insert into report_wearers (report_id, device_wearer_id) values ($1, $2)',
      [id, wearer],
    )
    return id
  }
  const sent = async (reportId: number): Promise<string> => {
    await addOutcome(records, {
      reportId,
      deviceWearerId: facts.wearer,
      kind: 'sent',
      happenedOn: '2026-02-01',
      remark: '',
      recordedAt: Date.now(),
      accountId,
    })
    const [row] = await records.query<{ id: bigint }>(
      'select id from outcomes where report_id = $1',
      [reportId],
    )
    return String(row?.id)
  }
  const of = (path: (id: number) => string, more: Partial<Sample>): Sample => ({
    who: recorders,
    outOfScope: { at: path(999999), subjects: [] },
    restricted: async () => ({
      at: path(await report(facts.restricted)),
      subjects: [facts.restricted],
      message: RESTRICTION,
    }),
    ...more,
  })
  return {
    'GET /reports/:id/outcomes': of((id) => `/reports/${id}/outcomes`, {
      good: async () => ({ at: `/reports/${await report()}/outcomes` }),
    }),
    'POST /reports/:id/outcomes': of((id) => `/reports/${id}/outcomes`, {
      status: 303,
      good: async () => ({
        at: `/reports/${await report()}/outcomes`,
        sent: { form: { wearer: '', kind: 'sent', happenedOn: '2026-02-01', remark: '' } },
      }),
    }),
    'POST /reports/:id/outcomes/revoke': of((id) => `/reports/${id}/outcomes/revoke`, {
      status: 303,
      good: async () => {
        const id = await report()
        return {
          at: `/reports/${id}/outcomes/revoke`,
          sent: { form: { outcome: await sent(id), reason: 'It was another alert' } },
        }
      },
    }),
    'GET /funnel': { who: readers },
    'POST /funnel/download': {
      who: readers,
      good: { sent: { form: { month: '', purpose: 'The yearly report' } } },
    },
  }
}
