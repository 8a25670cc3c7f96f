import type { RecordsQuery } from '../store/records/records.ts'
import { type VisibleBatch, visibleRowIssues } from '../store/records/visible-batches.ts'
import { rowIssueColumns } from './match-columns.ts'

const PAGE = 2000

/** row-issues.csv of one batch that an account may see: what `export row-issues` writes of it. */
export async function rowIssuesCsv(
  query: RecordsQuery,
  accountId: number,
  { id, fileName }: Pick<VisibleBatch, 'id' | 'fileName'>,
): Promise<{ csv: string; rows: number }> {
  const lines = [rowIssueColumns.map(({ name }) => name).join(',')]
  let after = -1
  while (true) {
    const issues = await visibleRowIssues(query, accountId, id, { after, limit: PAGE })
    for (const issue of issues) {
      lines.push(rowIssueColumns.map(({ cell }) => cell({ ...issue, file: fileName })).join(','))
      after = issue.ordinal
    }
    if (issues.length < PAGE) return { csv: `${lines.join('\n')}\n`, rows: lines.length - 1 }
  }
}
