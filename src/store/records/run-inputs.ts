import { createHash } from 'node:crypto'
import type { RecordsQuery } from './records.ts'

/** What a run could see: the newest of each, and a hash of all of their contents in order. */
export interface RunInputs {
  readonly positionsThrough: number | undefined
  readonly peopleThrough: number | undefined
  readonly crimesThrough: number | undefined
  readonly deletionsThrough: number | undefined
  /** Equal wherever the same files were imported, and the same deleted, in the same order. */
  readonly sha256: string
}

/** Names what a run that starts now would see. */
export async function identifyInputs(query: RecordsQuery): Promise<RunInputs> {
  const imports = await query.query<{ id: bigint; kind: string; sha256: string }>(
    "select id, kind, sha256 from imports where outcome = 'done' order by id",
  )
  const deletions = await query.query<{ id: bigint; what: unknown[] }>(
    `select id, json_build_array(kind, device_wearer_id, device_id, starts_at, ends_at) as what
     from deletions
     where subject in ('positions', 'crimes') and (kind = 'erasure' or deleted is distinct from 0)
     order by id`,
  )
  const through = (kind: string) => {
    const newest = imports.findLast((row) => row.kind === kind)
    return newest && Number(newest.id)
  }
  const hash = createHash('sha256')
  for (const { kind, sha256 } of imports) hash.update(`${kind} ${sha256}\n`)
  for (const { what } of deletions) hash.update(`${JSON.stringify(what)}\n`)
  const lastDeletion = deletions.at(-1)
  return {
    positionsThrough: through('positions'),
    peopleThrough: through('people'),
    crimesThrough: through('crimes'),
    deletionsThrough: lastDeletion && Number(lastDeletion.id),
    sha256: hash.digest('hex'),
  }
}
