import { z } from '@hono/zod-openapi'
import { AppError } from '../domain/errors.ts'
import type { RowIssue } from '../domain/row-issue.ts'
import { type Asked, tell } from '../server/route.ts'
import type { WriteEnd } from '../store/records/idempotency-records.ts'
import { findImport, type Import } from '../store/records/imports.ts'
import type { RecordsQuery } from '../store/records/records.ts'
import { rowIssues } from '../store/records/refused-records.ts'
import { rowIssue } from './row-issue.ts'

/** Issues in one answer; every one is kept, and `export refused` gives the rows. */
const MOST_ISSUES = 1000

/** What became of the rows of one write. rows = accepted + refusedRows. */
export const importCounts = {
  importId: z.number().int().openapi({ description: 'Names what was kept of it' }),
  rows: z.number().int(),
  accepted: z.number().int(),
  repeats: z.number().int().openapi({ description: 'Accepted rows that added nothing' }),
  refusedRows: z.number().int().openapi({ description: 'They are kept as they came' }),
  refused: z
    .array(rowIssue)
    .openapi({ description: `What is wrong with them, the first ${MOST_ISSUES}` }),
}

/** An import as the records tell it now. */
export interface ToldImport {
  readonly stored: Import
  readonly issues: readonly RowIssue[]
  readonly counts: z.input<z.ZodObject<typeof importCounts>>
}

/**
 * Reads what a write ended in, and sees to its one audit event: the import wrote it in its own transaction, unless it
 * was done before.
 */
export async function toldImport(
  context: Asked,
  records: RecordsQuery,
  { importId, again, replayed }: WriteEnd & { readonly replayed: boolean },
): Promise<ToldImport> {
  if (again || replayed) {
    tell(context, { subjects: [], count: 0, details: { import: importId, again: true } })
  } else context.set('written', true)
  const stored = await findImport(records, importId)
  if (!stored) throw new Error(`Cannot tell of import ${importId}: it is not there`)
  const issues: RowIssue[] = []
  for await (const issue of rowIssues(records, importId)) {
    if (issues.push(issue) === MOST_ISSUES) break
  }
  const { rows, accepted, refused, repeats = 0 } = stored
  return {
    stored,
    issues,
    counts: {
      importId,
      rows,
      accepted,
      repeats: again ? accepted : repeats,
      refusedRows: refused,
      refused: [...issues],
    },
  }
}

/** Why nothing of an import was taken, where it failed. */
export function importFailure({ outcome, message }: Import): AppError | undefined {
  if (outcome !== 'failed') return undefined
  return new AppError('FILE_MALFORMED', message ?? 'Cannot use the file')
}
