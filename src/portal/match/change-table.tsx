import type { FC } from 'hono/jsx'
import { londonTime } from '../../domain/london-time.ts'
import type { VisibleChange } from '../../store/records/visible-changes.ts'
import { Table } from '../components/table.tsx'
import { paths } from '../paths.ts'
import { causeTexts, changeTexts, factsText } from './change-text.ts'

/** What appeared, changed or fell away: of one pair with its runs, or of one run with its pairs. */
export const ChangeTable: FC<{
  caption: string
  changes: readonly VisibleChange[]
  of: 'pair' | 'run'
}> = ({ caption, changes, of }) => (
  <Table
    caption={caption}
    columns={[
      ...(of === 'pair' ? [{ title: 'When' }] : [{ title: 'Crime and wearer' }]),
      { title: 'What' },
      { title: 'Before' },
      { title: 'Now' },
      { title: 'Because' },
    ]}
    rows={changes.map((change) => [
      of === 'pair' ? <When change={change} /> : <Pair change={change} />,
      changeTexts[change.kind],
      <Said facts={factsText(change.before)} at={change.matchBefore} which="before" />,
      <Said facts={factsText(change.after)} at={change.match} which="now" />,
      causeTexts[change.cause],
    ])}
  />
)

const When: FC<{ change: VisibleChange }> = ({ change: { changedAt, runId } }) => (
  <>
    {londonTime(changedAt)}
    {runId !== undefined && (
      <>
        <br />
        <a class="govuk-link" href={paths.run(runId)}>
          Run {runId}
        </a>
      </>
    )}
  </>
)

const Pair: FC<{ change: VisibleChange }> = ({ change }) => (
  <>
    <a class="govuk-link" href={paths.crime(change.crimeId)}>
      {change.crimeReference}
    </a>
    <br />
    {change.deviceWearerId}
  </>
)

/** With a link to the answer itself where it is kept. */
const Said: FC<{
  facts: string
  at: { runId: number; ordinal: number } | undefined
  which: string
}> = ({ facts, at, which }) => (
  <>
    {facts}
    {at && (
      <>
        <br />
        <a class="govuk-link" href={paths.match(at.runId, at.ordinal)}>
          Open
          <span class="govuk-visually-hidden">
            {' '}
            what was said {which}, run {at.runId}, place {at.ordinal + 1}
          </span>
        </a>
      </>
    )}
  </>
)
