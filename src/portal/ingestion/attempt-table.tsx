import type { FC } from 'hono/jsx'
import { grouped } from '../../domain/count-text.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { Comparison, NewestRun } from '../../store/records/attempt-comparisons.ts'
import type { VisibleAttempt } from '../../store/records/visible-attempts.ts'
import { Table } from '../components/table.tsx'
import { forceLabel } from '../match/facts.ts'
import { paths } from '../paths.ts'
import { ageText, channelTexts, comparisonText } from './attempt-words.ts'
import { StatusTag } from './status-tag.tsx'

/** Attempts with how far the comparing of their crimes is, as one account may know it. */
export interface ListedAttempts {
  readonly attempts: readonly VisibleAttempt[]
  /** By import. */
  readonly comparisons: ReadonlyMap<number, Comparison>
  readonly run: NewestRun | undefined
  readonly seesMatches: boolean
  readonly now: number
}

/** Attempts, a row each; where `choosable`, those with matches can be ticked. */
export const AttemptTable: FC<ListedAttempts & { caption: string; choosable: boolean }> = ({
  attempts,
  comparisons,
  run,
  seesMatches,
  now,
  caption,
  choosable,
}) => (
  <Table
    caption={caption}
    columns={[
      ...(choosable ? [{ title: 'Choose' }] : []),
      { title: 'Batch' },
      { title: 'Received' },
      { title: 'Status' },
      { title: 'Police force' },
      { title: 'Rows', numeric: true },
      { title: 'Accepted', numeric: true },
      { title: 'Refused', numeric: true },
      { title: 'Crimes compared' },
    ]}
    rows={attempts.map((attempt) => {
      const { id, batchId, fileName, status, channel, receivedAt, importId } = attempt
      const comparison = importId === undefined ? undefined : comparisons.get(importId)
      const counts = [attempt.rows, attempt.accepted, attempt.refused]
      return [
        ...(choosable ? [hasMatches(attempt, comparisons) && <Choice attempt={attempt} />] : []),
        <>
          <a href={paths.attempt(id)} class="govuk-link">
            {batchId || 'No batch id'}
            <span class="govuk-visually-hidden"> received {londonTime(receivedAt)}</span>
          </a>
          {fileName !== `${batchId}.csv` && <span class="app-aside app-file">{fileName}</span>}
        </>,
        <span class="app-when">
          {londonTime(receivedAt)}
          <span class="app-aside">
            {ageText(receivedAt, now)}, by {channelTexts[channel].toLowerCase()}
          </span>
        </span>,
        <StatusTag status={status} />,
        forceLabel(attempt),
        ...counts.map((count) => (hasRows(attempt) ? grouped(count) : '')),
        comparisonText(attempt, comparison, run, seesMatches),
      ]
    })}
  />
)

/** Whether there is anything of an attempt in matches.csv. */
export function hasMatches(
  { importId, status }: VisibleAttempt,
  comparisons: ReadonlyMap<number, Comparison>,
): boolean {
  if (importId === undefined || status === 'repeated') return false
  return (comparisons.get(importId)?.wearers ?? 0) > 0
}

/** What came before has the rows of when it did. */
function hasRows({ importId, status }: VisibleAttempt): boolean {
  return importId !== undefined && status !== 'repeated'
}

const Choice: FC<{ attempt: VisibleAttempt }> = ({ attempt: { id, batchId, receivedAt } }) => (
  <div class="govuk-checkboxes govuk-checkboxes--small">
    <div class="govuk-checkboxes__item">
      <input
        class="govuk-checkboxes__input"
        type="checkbox"
        id={`attempt-${id}`}
        name="attempt"
        value={String(id)}
      />
      <label class="govuk-label govuk-checkboxes__label" for={`attempt-${id}`}>
        <span class="govuk-visually-hidden">
          Choose {batchId}, received {londonTime(receivedAt)}
        </span>
      </label>
    </div>
  </div>
)
