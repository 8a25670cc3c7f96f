import type { FC } from 'hono/jsx'
import type { Unacknowledged } from '../../store/records/outcome-records.ts'
import { Table } from '../components/table.tsx'
import { forceLabel } from '../match/facts.ts'
import { paths } from '../paths.ts'

/** Reports of which nothing was heard for a week: somebody may want to ask. Nothing happens by itself. */
export const WaitingReports: FC<{ waiting: readonly Unacknowledged[] }> = ({ waiting }) =>
  waiting.length === 0 ? null : (
    <Table
      caption="Sent more than 7 days ago and not acknowledged"
      columns={[{ title: 'Report' }, { title: 'Police force' }, { title: 'Sent' }]}
      rows={waiting.map(({ reportId, number, policeForce, sentOn }) => [
        <a class="govuk-link" href={paths.outcomes(reportId)}>
          {number}
        </a>,
        forceLabel({ policeForce }),
        sentOn,
      ])}
    />
  )
