import type { FC } from 'hono/jsx'
import { batchIdParts } from '../../domain/batch-id.ts'
import { grouped } from '../../domain/count-text.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { VisibleAttempt } from '../../store/records/visible-attempts.ts'
import { Table } from '../components/table.tsx'
import { paths } from '../paths.ts'
import { StatusTag } from './status-tag.tsx'

/** What came under the same batch id, before and since, and what that means: nothing replaces anything. */
export const SameBatch: FC<{
  attempt: VisibleAttempt
  siblings: readonly VisibleAttempt[]
}> = ({ attempt, siblings }) => {
  const { stem, again } = batchIdParts(attempt.batchId ?? '')
  if (siblings.length === 0 && again === undefined) return null
  return (
    <>
      <h2 class="govuk-heading-m">The same batch</h2>
      <p class="govuk-body">
        {again === 'R' && `Sent again: this adds to batch ${stem} and replaces nothing. `}
        {again === 'A' &&
          `Amended: this adds to batch ${stem} and replaces nothing. What it says otherwise of a crime is that crime’s new version. `}
        {siblings.length === 0
          ? `No file of batch ${stem} has come in.`
          : again === undefined && 'Each of these files adds to the batch. None replaces another.'}
      </p>
      {siblings.length > 0 && (
        <Table
          caption="Other files of this batch"
          captionHidden
          columns={[
            { title: 'Batch' },
            { title: 'Status' },
            { title: 'Accepted', numeric: true },
            { title: 'Refused', numeric: true },
            { title: 'Received' },
          ]}
          rows={siblings.map(({ id, batchId, status, accepted, refused, receivedAt }) => [
            <a href={paths.attempt(id)} class="govuk-link">
              {batchId}
              <span class="govuk-visually-hidden"> received {londonTime(receivedAt)}</span>
            </a>,
            <StatusTag status={status} />,
            status === 'repeated' ? '' : grouped(accepted),
            status === 'repeated' ? '' : grouped(refused),
            `${londonTime(receivedAt)}, ${id < attempt.id ? 'before this' : 'after this'}`,
          ])}
        />
      )}
    </>
  )
}
