import type { RecordsQuery } from './records.ts'

/** What a question of place stands on: it is looked at anew when any of it is another. */
export interface QuestionState {
  /** The newest whole run that is done, and what it fitted (`set` and `fitted`). */
  readonly run: { readonly id: number; readonly evidence: unknown } | undefined
  /** Grows with whoever is monitored, and whatever is deleted. */
  readonly peopleThrough: number
  readonly deletionsThrough: number
}

export async function questionState(query: RecordsQuery): Promise<QuestionState> {
  const [row] = await query.query<{
    run_id: bigint | null
    evidence: object | null
    people: bigint
    deletions: bigint
  }>(
    `select whole.id as run_id, whole.evidence,
       (select coalesce(max(id), 0) from imports where kind = 'people' and outcome = 'done') as people,
       (select coalesce(max(id), 0) from deletions) as deletions
     from (select 1) as one
     left join lateral (
       select id, evidence from matching_runs
       where outcome = 'done' and scope = 'whole' and evidence is not null
       order by id desc limit 1
     ) as whole on true`,
  )
  if (!row) throw new Error('Cannot read what questions stand on')
  return {
    run: row.run_id === null ? undefined : { id: Number(row.run_id), evidence: row.evidence },
    peopleThrough: Number(row.people),
    deletionsThrough: Number(row.deletions),
  }
}
