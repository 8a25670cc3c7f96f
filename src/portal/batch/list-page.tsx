import type { FC } from 'hono/jsx'
import { grouped } from '../../domain/count-text.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { VisibleBatch } from '../../store/records/visible-batches.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { Table } from '../components/table.tsx'
import { forceLabel } from '../match/facts.ts'
import { paths } from '../paths.ts'
import { OutcomeTag } from './outcome-tag.tsx'

/** Crime batches, the newest first, a page at a time. */
export const BatchListPage: FC<{
  batches: readonly VisibleBatch[]
  first: string | undefined
  next: string | undefined
}> = ({ batches, first, next }) => (
  <>
    <h1 class="govuk-heading-l">Batches</h1>
    {batches.length === 0 ? (
      <p class="govuk-body">No crime batch that you may see has come in.</p>
    ) : (
      <Table
        caption="Crime batches, the newest first"
        columns={[
          { title: 'Batch' },
          { title: 'Police force' },
          { title: 'Received' },
          { title: 'Outcome' },
          { title: 'Rows', numeric: true },
          { title: 'Accepted', numeric: true },
          { title: 'Refused', numeric: true },
          { title: 'Repeats', numeric: true },
        ]}
        rows={batches.map((batch) => [
          <a href={paths.batch(batch.id)} class="govuk-link">
            {batch.batchId ?? batch.fileName}
          </a>,
          forceLabel(batch),
          londonTime(batch.receivedAt),
          <OutcomeTag outcome={batch.outcome} />,
          grouped(batch.rows),
          grouped(batch.accepted),
          grouped(batch.refused),
          grouped(batch.repeats),
        ])}
      />
    )}
    <CursorLinks label="Pages of batches" first={first} next={next} />
  </>
)
