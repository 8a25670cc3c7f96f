import { demoPassword } from './demo-password.ts'
import { qualifiedCase } from './qualified-case.ts'
import type { Request, Sample } from './route-samples.ts'
import type { ServedSurfaces } from './served-surfaces.ts'
import { RESTRICTION, type TownFacts } from './town-facts.ts'

const READERS = ['hub-caseworker', 'hub-manager', 'police-analyst'] as const
const DRAFTERS = ['hub-caseworker', 'hub-manager'] as const

/** Alerts and statements: each request makes the report that it is about. */
export function reportSamples(served: ServedSurfaces, facts: TownFacts): Record<string, Sample> {
  const caseworker = () => served.client('hub-caseworker')
  const qualified = () =>
    qualifiedCase(served.folder.records, { run: facts.run, ordinal: facts.match }, [
      caseworker().accountId,
    ])
  const draft = async (): Promise<number> => {
    const { crimeId, caseId } = await qualified()
    const sent = { form: { cases: String(caseId) } }
    const answer = await served.ask(caseworker(), 'POST', `/crimes/${crimeId}/alert`, sent)
    const id = /\/reports\/(\d+)/.exec(answer.headers.get('Location') ?? '')?.[1]
    if (id === undefined) throw new Error(`No alert was drafted: ${answer.text}`)
    return Number(id)
  }
  const signed = async (): Promise<number> => {
    const id = await draft()
    const sent = { form: { password: demoPassword } }
    await served.ask(served.client('hub-manager'), 'POST', `/reports/${id}/approve`, sent)
    return id
  }
  /** As the one that is read: what becomes of a signed report later is not of its files. */
  const alike = async (number: string): Promise<number> => {
    const [row] = await served.folder.records.query<{ id: bigint }>(
      `with report as (
         insert into reports (kind, number, crime_id, crime_version_id, police_force, state, drafted_by, drafted_at,
           approved_by, approved_at, evidence, evidence_sha256, docx, docx_sha256, pdf, pdf_sha256)
         select kind, $2, crime_id, crime_version_id, police_force, state, drafted_by, drafted_at,
           approved_by, approved_at, evidence, evidence_sha256, docx, docx_sha256, pdf, pdf_sha256
         from reports where id = $1 returning id
       ) insert into report_wearers (report_id, device_wearer_id, case_id, run_id, ordinal)
       select report.id, device_wearer_id, case_id, run_id, ordinal from report, report_wearers where report_id = $1
       returning report_id as id`,
      [await signedToRead(), number],
    )
    return Number(row?.id)
  }
  // Drafting weighs, and signing writes two documents: what a route leaves as it was is made once. A report to be
  // withdrawn, or to stand, is tried where the audit cannot be written, which leaves it, and then done.
  const toRead = once(draft)
  const signedToRead = once(signed)
  const toWithdraw = once(() => alike('PA-1998-000001'))
  const toStand = once(async () => {
    const id = await alike('PA-1998-000002')
    await served.folder.records.query(
      'update reports set evidence_changed_at = now() where id = $1',
      [id],
    )
    return id
  })
  let kept = 0
  /** Of a signed alert about somebody whom everybody here is kept from. */
  const restricted = (deed: string, form?: Record<string, string>) => async () => {
    kept += 1
    const [row] = await served.folder.records.query<{ id: bigint }>(
      `with report as (
         insert into reports (kind, crime_id, crime_version_id, police_force, state, number,
           drafted_by, drafted_at, evidence, docx, pdf)
         select 'proximity_alert', crimes.id, crime_versions.id, police_force, 'approved', $3, $2,
           now(), '', '', ''
         from crimes join crime_versions on crime_versions.crime_id = crimes.id
         where crimes.id = $1 order by version desc limit 1 returning id
       ) insert into report_wearers (report_id, device_wearer_id) select id, $4 from report
       returning report_id as id`,
      [
        facts.crime.id,
        caseworker().accountId,
        `PA-1999-${String(kept).padStart(6, '0')}`,
        facts.restricted,
      ],
    )
    return {
      at: `/reports/${row?.id}${deed}`,
      ...(form && { sent: { form } }),
      subjects: [facts.restricted],
      message: RESTRICTION,
    }
  }
  const nowhere = (deed: string, form?: Record<string, string>) => ({
    at: `/reports/999999${deed}`,
    ...(form && { sent: { form } }),
    subjects: [],
  })
  const of =
    (make: () => Promise<number>, deed: string, form?: Record<string, string>) =>
    async (): Promise<Request> => ({
      at: `/reports/${await make()}${deed}`,
      ...(form && { sent: { form } }),
    })
  const purpose = { format: 'pdf', purpose: 'An investigation' }
  const why = { withdrawReason: 'It was about somebody else.' }
  const stands = { standReason: 'It only confirms what was said.' }
  return {
    'GET /reports': { who: READERS },
    'GET /reports/:id': {
      who: READERS,
      good: of(toRead, ''),
      outOfScope: nowhere(''),
      restricted: restricted(''),
    },
    'POST /reports/:id/download': {
      who: READERS,
      packed: true,
      good: of(signedToRead, '/download', purpose),
      outOfScope: nowhere('/download', purpose),
      restricted: restricted('/download', purpose),
    },
    'GET /crimes/:id/alert': {
      who: DRAFTERS,
      good: async () => ({ at: `/crimes/${(await qualified()).crimeId}/alert` }),
      outOfScope: { at: '/crimes/999999/alert', subjects: [] },
    },
    'POST /crimes/:id/alert': {
      who: DRAFTERS,
      status: 303,
      good: async () => {
        const { crimeId, caseId } = await qualified()
        return { at: `/crimes/${crimeId}/alert`, sent: { form: { cases: String(caseId) } } }
      },
      outOfScope: { at: '/crimes/999999/alert', sent: { form: { cases: '1' } }, subjects: [] },
    },
    'GET /reports/:id/draft.pdf': {
      who: DRAFTERS,
      packed: true,
      good: of(toRead, '/draft.pdf'),
      outOfScope: nowhere('/draft.pdf'),
      restricted: restricted('/draft.pdf'),
    },
    'GET /reports/:id/approve': {
      who: ['hub-manager'],
      good: of(toRead, '/approve'),
      outOfScope: nowhere('/approve'),
      restricted: restricted('/approve'),
    },
    'POST /reports/:id/approve': {
      who: ['hub-manager'],
      status: 303,
      good: of(draft, '/approve', { password: demoPassword }),
      outOfScope: nowhere('/approve', { password: demoPassword }),
      restricted: restricted('/approve', { password: demoPassword }),
    },
    'POST /reports/:id/withdraw': {
      who: ['hub-manager'],
      status: 303,
      good: of(toWithdraw, '/withdraw', why),
      outOfScope: nowhere('/withdraw', why),
      restricted: restricted('/withdraw', why),
    },
    'POST /reports/:id/stands': {
      who: ['hub-manager'],
      status: 303,
      good: of(toStand, '/stands', stands),
      outOfScope: nowhere('/stands', stands),
      restricted: restricted('/stands', stands),
    },
    'POST /reports/:id/discard': {
      who: DRAFTERS,
      status: 303,
      good: of(draft, '/discard', {}),
      outOfScope: nowhere('/discard', {}),
      restricted: restricted('/discard', {}),
    },
  }
}

function once(make: () => Promise<number>): () => Promise<number> {
  let made: Promise<number> | undefined
  return () => {
    made ??= make()
    return made
  }
}
