import type { FC } from 'hono/jsx'
import { grouped } from '../../domain/count-text.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { ListedRowIssue, VisibleBatch } from '../../store/records/visible-batches.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { forceLabel } from '../match/facts.ts'
import { paths } from '../paths.ts'
import { OutcomeTag } from './outcome-tag.tsx'

/** One crime batch, and what was wrong with its rows, a page at a time. */
export const BatchPage: FC<{
  batch: VisibleBatch
  issues: readonly ListedRowIssue[]
  first: string | undefined
  next: string | undefined
}> = ({ batch, issues, first, next }) => (
  <>
    <h1 class="govuk-heading-l">Batch {batch.batchId ?? batch.fileName}</h1>
    <SummaryList
      rows={[
        ['Outcome', <OutcomeTag outcome={batch.outcome} />],
        ['Police force', forceLabel(batch)],
        ['File', batch.fileName],
        ['Received', londonTime(batch.receivedAt)],
        ['Rows', grouped(batch.rows)],
        ['Accepted', grouped(batch.accepted)],
        ['Refused', grouped(batch.refused)],
        ['Repeats', `${grouped(batch.repeats)} (rows that said nothing new)`],
      ]}
    />
    {issues.length === 0 ? (
      <p class="govuk-body">Nothing was wrong with its rows.</p>
    ) : (
      <>
        <Table
          caption="What was wrong"
          columns={[
            { title: 'Row', numeric: true },
            { title: 'Crime reference' },
            { title: 'Field' },
            { title: 'What' },
            { title: 'What to do' },
          ]}
          rows={issues.map((issue) => [
            issue.row === undefined ? 'whole file' : String(issue.row),
            issue.crimeReference || 'none',
            issue.field || 'whole row',
            issue.message,
            issue.requiredAction,
          ])}
        />
        <CursorLinks label="Pages of what was wrong" first={first} next={next} />
        <p class="govuk-body">
          <a href={paths.rowIssues(batch.id)} class="govuk-link">
            Download all of it (CSV)
          </a>
        </p>
      </>
    )}
  </>
)
