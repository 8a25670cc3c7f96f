import { writePdf } from '../../src/report/write-pdf.ts'
import { demoPassword } from './demo-password.ts'
import type { Sample } from './route-samples.ts'
import type { ServedSurfaces } from './served-surfaces.ts'
import type { TownFacts } from './town-facts.ts'

/** How the routes of exclusion statements are tried. */
export function exclusionSamples(served: ServedSurfaces, facts: TownFacts): Record<string, Sample> {
  const { records } = served.folder
  const hub = ['hub-caseworker', 'hub-manager'] as const
  const either = ['hub-caseworker', 'hub-manager', 'police-analyst'] as const
  const form = (values: Record<string, string>) => ({ sent: { form: values } })
  const nobody = { person: 'Nobody Whatsoever', wearer: undefined, state: undefined } as const
  type Asked = {
    person: string
    wearer?: string | undefined
    state?: 'draft' | 'approved' | undefined
  }
  /** @returns a question about a crime, with its answer by the caseworker. */
  const question = async (
    { person, wearer, state }: Asked,
    crime = facts.crime,
  ): Promise<number> => {
    const [row] = await records.query<{ id: bigint }>(
      `insert into exclusion_questions (police_force, crime_id, asked_by, asked_at, person_name, date_of_birth, purpose)
       values ($1, $2, $3, now(), $4, null, 'A description fits') returning id`,
      [crime.force, crime.id, served.client('police-analyst').accountId, person],
    )
    const id = Number(row?.id)
    if (!state) return id
    const file = await writePdf({ title: 'A', author: 'B', madeAt: 0, footer: 'C', sections: [] })
    await records.query(
      `with version as (
         select max(id) as id from crime_versions where crime_id = $2
       ), report as (
         insert into reports (kind, crime_id, crime_version_id, police_force, drafted_by, drafted_at, state, number,
           docx, pdf, approved_at)
         select 'exclusion_statement', $2, version.id, $3, $4, now(), $5,
           case $5 when 'approved' then 'ES-1999-' || lpad($1::bigint::text, 6, '0') end,
           case $5 when 'approved' then $7::bytea end, case $5 when 'approved' then $7::bytea end,
           case $5 when 'approved' then now() end
         from version returning id
       )
       insert into exclusion_answers (question_id, device_wearer_id, answer, crime_version_id, answered_by,
         answered_at, report_id)
       select $1::bigint, $6, case when $6::text is null then 'no_data' else 'not_ruled_out' end, version.id, $4, now(),
         report.id
       from version, report`,
      [id, crime.id, crime.force, served.client('hub-caseworker').accountId, state, wearer, file],
    )
    return id
  }
  const reportOf = async (id: number): Promise<string> => {
    const [row] = await records.query<{ report_id: bigint }>(
      'select report_id from exclusion_answers where question_id = $1',
      [id],
    )
    return String(row?.report_id)
  }
  const elsewhere = { at: '/exclusions/999999', subjects: [] }
  const file = (kind: 'pdf' | 'docx'): Sample => ({
    who: either,
    as: 'police-analyst',
    good: async () => ({
      at: `/exclusions/${await question({ ...nobody, state: 'approved' })}/statement.${kind}`,
    }),
    outOfScope: { at: `/exclusions/999999/statement.${kind}`, subjects: [] },
  })
  return {
    'GET /exclusions': { who: either },
    'GET /exclusions/new': { who: ['police-analyst'] },
    'POST /exclusions': {
      who: ['police-analyst'],
      status: 303,
      good: form({
        reference: facts.crime.reference,
        name: 'Nobody Whatsoever',
        dateOfBirth: '1990-01-31',
        identifier: '',
        purpose: 'A description fits',
      }),
    },
    'GET /exclusions/:id': {
      who: either,
      as: 'hub-manager',
      good: async () => ({
        at: `/exclusions/${await question({ person: facts.wearer, wearer: facts.wearer, state: 'draft' })}`,
      }),
      outOfScope: elsewhere,
    },
    'POST /exclusions/:id/answer': {
      who: hub,
      status: 303,
      good: async () => ({
        at: `/exclusions/${await question(nobody)}/answer`,
        ...form({ wearer: 'nobody' }),
      }),
      outOfScope: { ...elsewhere, at: '/exclusions/999999/answer' },
    },
    'POST /exclusions/:id/approve': {
      who: ['hub-manager'],
      status: 303,
      good: async () => {
        const id = await question({ ...nobody, state: 'draft' })
        const typed = { report: await reportOf(id), password: demoPassword }
        return { at: `/exclusions/${id}/approve`, ...form(typed) }
      },
      outOfScope: { ...elsewhere, at: '/exclusions/999999/approve' },
    },
    'POST /exclusions/:id/set-aside': {
      who: hub,
      status: 303,
      good: async () => ({
        at: `/exclusions/${await question({ ...nobody, state: 'draft' })}/set-aside`,
        ...form({ reason: 'Another person was meant' }),
      }),
      outOfScope: { ...elsewhere, at: '/exclusions/999999/set-aside' },
    },
    'GET /exclusions/:id/statement.pdf': file('pdf'),
    'GET /exclusions/:id/statement.docx': file('docx'),
  }
}
