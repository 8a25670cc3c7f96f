import type { FC } from 'hono/jsx'
import { type ForceFigures, verdicts } from '../../domain/force-figures.ts'
import { londonTime } from '../../domain/london-time.ts'
import {
  type PublishableFigures,
  publishable,
  publishableTotal,
  rangeText,
} from '../../domain/publishable-figures.ts'
import type { MatchingRun } from '../../store/records/run-records.ts'
import { Table } from '../components/table.tsx'
import { verdictText } from '../match/evidence-text.ts'
import { forceLabel } from '../match/facts.ts'

/** Counts of the day's run by police force, small ones suppressed. */
export const FiguresPage: FC<{
  run: MatchingRun | undefined
  figures: readonly ForceFigures[]
}> = ({ run, figures }) => (
  <>
    <h1 class="govuk-heading-l">Figures</h1>
    {!run || figures.length === 0 ? (
      <p class="govuk-body">
        No figures are kept. Whoever runs this server makes them with “whereabouts match”.
      </p>
    ) : (
      <>
        <p class="govuk-body">
          From crimes received to people near, as counted on{' '}
          {londonTime(run.finishedAt ?? run.startedAt)} by method {run.algorithmVersion}. In radius:
          at most {String(run.parameters['radiusMetres'])} m from the crime, in its window. Figures
          change at most once a day.
        </p>
        <p class="govuk-body">
          Counts from 1 to 4 are shown as “fewer than 5”, so that nobody can be told from them. A
          sum over one of them is shown as the range that it must lie in, and nothing narrows that
          range.
        </p>
        <FiguresTable figures={figures} />
      </>
    )}
  </>
)

const FiguresTable: FC<{ figures: readonly ForceFigures[] }> = ({ figures }) => {
  const forces = figures.map((force) => ({ label: forceLabel(force), said: publishable(force) }))
  const total = publishableTotal(forces.map(({ said }) => said))
  return (
    <Table
      caption="By police force"
      columns={[
        { title: 'Police force' },
        { title: 'Crime rows received', numeric: true },
        { title: 'Crimes compared', numeric: true },
        { title: 'With someone in radius', numeric: true },
        { title: 'Pairs of crime and wearer', numeric: true },
        ...verdicts.map((verdict) => ({ title: verdictText({ verdict })[0], numeric: true })),
      ]}
      rows={[
        ...forces.map(({ label, said }) => [label, ...texts(said)]),
        ['All forces', ...texts(total)].map((text) => <strong>{text}</strong>),
      ]}
    />
  )
}

function texts(said: PublishableFigures): string[] {
  return [
    said.crimesReceived,
    said.crimesCompared,
    said.crimesInRadius,
    said.pairs,
    ...verdicts.map((verdict) => said.verdicts[verdict]),
  ].map(rangeText)
}
