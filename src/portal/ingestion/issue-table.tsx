import type { FC } from 'hono/jsx'
import type { RowIssue } from '../../domain/row-issue.ts'
import type { ListedRowIssue } from '../../store/records/attempt-rows.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { Table } from '../components/table.tsx'
import { paths } from '../paths.ts'

type Shown = RowIssue & Partial<Pick<ListedRowIssue, 'corrected'>>

/** What was wrong with rows, and what to do about each. */
export const IssueTable: FC<{
  issues: readonly Shown[]
  first: string | undefined
  next: string | undefined
}> = ({ issues, first, next }) => {
  if (issues.length === 0 && first === undefined) {
    return <p class="govuk-body">Nothing was wrong with its rows.</p>
  }
  return (
    <>
      <Table
        caption="What was wrong"
        columns={[
          { title: 'Row', numeric: true },
          { title: 'Crime reference' },
          { title: 'Field' },
          { title: 'Value' },
          { title: 'What' },
          { title: 'What to do' },
        ]}
        rows={issues.map((issue) => [
          issue.row === undefined ? 'whole file' : String(issue.row),
          issue.crimeReference || 'none',
          issue.field || 'whole row',
          <span class="app-file">{issue.value}</span>,
          issue.message,
          issue.corrected ? (
            <>
              Corrected in{' '}
              <a href={paths.attempt(issue.corrected.attemptId)} class="govuk-link">
                {issue.corrected.batchId}
              </a>
            </>
          ) : (
            issue.requiredAction
          ),
        ])}
      />
      <CursorLinks label="Pages of what was wrong" first={first} next={next} />
    </>
  )
}
