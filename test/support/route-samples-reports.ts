import { demoPassword } from './demo-password.ts'
import { qualifiedCase } from './qualified-case.ts'
import type { Request, Sample } from './route-samples.ts'
import type { ServedSurfaces } from './served-surfaces.ts'
import type { TownFacts } from './town-facts.ts'

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
    'GET /reports/:id': { who: READERS, good: of(draft, ''), outOfScope: nowhere('') },
    'POST /reports/:id/download': {
      who: READERS,
      packed: true,
      good: of(signed, '/download', purpose),
      outOfScope: nowhere('/download', purpose),
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
      good: of(draft, '/draft.pdf'),
      outOfScope: nowhere('/draft.pdf'),
    },
    'GET /reports/:id/approve': {
      who: ['hub-manager'],
      good: of(draft, '/approve'),
      outOfScope: nowhere('/approve'),
    },
    'POST /reports/:id/approve': {
      who: ['hub-manager'],
      status: 303,
      good: of(draft, '/approve', { password: demoPassword }),
      outOfScope: nowhere('/approve', { password: demoPassword }),
    },
    'POST /reports/:id/withdraw': {
      who: ['hub-manager'],
      status: 303,
      good: of(signed, '/withdraw', why),
      outOfScope: nowhere('/withdraw', why),
    },
    'POST /reports/:id/stands': {
      who: ['hub-manager'],
      status: 303,
      good: async () => {
        const id = await signed()
        await served.folder.records.query(
          'update reports set evidence_changed_at = now() where id = $1',
          [id],
        )
        return { at: `/reports/${id}/stands`, sent: { form: stands } }
      },
      outOfScope: nowhere('/stands', stands),
    },
    'POST /reports/:id/discard': {
      who: DRAFTERS,
      status: 303,
      good: of(draft, '/discard', {}),
      outOfScope: nowhere('/discard', {}),
    },
  }
}
