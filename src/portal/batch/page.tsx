import type { FC } from 'hono/jsx'
import type { RunRow } from '../../app/read-run.ts'
import type { RunSummary } from '../../app/run-summary.ts'
import { Layout } from '../components/layout.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { grouped } from '../numbers.ts'
import { paths } from '../paths.ts'

/** One crime batch and everything that was wrong with its rows. */
export const BatchPage: FC<{ batch: RunSummary['batches'][number]; issues: readonly RunRow[] }> = ({
  batch,
  issues,
}) => (
  <Layout
    title={`Batch ${batch.batch_id ?? batch.file}`}
    back={{ href: paths.home, text: 'From crimes to people near' }}
  >
    <h1 class="govuk-heading-l">Batch {batch.batch_id ?? batch.file}</h1>
    <SummaryList
      rows={[
        ['File', batch.file],
        ['Rows', grouped(batch.rows)],
        ['Accepted', grouped(batch.accepted)],
        ['Refused', grouped(batch.refused)],
        ['Repeats', `${grouped(batch.repeats)} (rows that said nothing new)`],
      ]}
    />
    {issues.length === 0 ? (
      <p class="govuk-body">Nothing was wrong with its rows.</p>
    ) : (
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
          issue['row'] || 'whole file',
          issue['crime_reference'] || 'none',
          issue['field'] || 'whole row',
          issue['message'] ?? '',
          issue['required_action'] ?? '',
        ])}
      />
    )}
  </Layout>
)
