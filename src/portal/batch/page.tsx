import type { FC } from 'hono/jsx'
import type { StoredBatch } from '../../app/stored-run.ts'
import { grouped } from '../../domain/count-text.ts'
import { Layout } from '../components/layout.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { paths } from '../paths.ts'

/** One crime batch and everything that was wrong with its rows. */
export const BatchPage: FC<{ batch: StoredBatch }> = ({ batch }) => {
  const name = batch.batch.batchId ?? batch.fileName
  return (
    <Layout title={`Batch ${name}`} back={{ href: paths.home, text: 'From crimes to people near' }}>
      <h1 class="govuk-heading-l">Batch {name}</h1>
      <SummaryList
        rows={[
          ['File', batch.fileName],
          ['Rows', grouped(batch.rows)],
          ['Accepted', grouped(batch.accepted)],
          ['Refused', grouped(batch.refused)],
          ['Repeats', `${grouped(batch.repeats ?? 0)} (rows that said nothing new)`],
        ]}
      />
      {batch.rowIssues.length === 0 ? (
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
          rows={batch.rowIssues.map((issue) => [
            issue.row === undefined ? 'whole file' : String(issue.row),
            issue.crimeReference || 'none',
            issue.field || 'whole row',
            issue.message,
            issue.requiredAction,
          ])}
        />
      )}
    </Layout>
  )
}
