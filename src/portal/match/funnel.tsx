import type { FC } from 'hono/jsx'
import { counted, grouped } from '../../domain/count-text.ts'
import { type ForceFigures, verdicts } from '../../domain/force-figures.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { MatchingRun } from '../../store/records/run-records.ts'

/** From crimes sent to people near: what stood once the newest run was done. */
export const Funnel: FC<{ run: MatchingRun; figures: readonly ForceFigures[] }> = ({
  run,
  figures,
}) => {
  const { counts, parameters, finishedAt } = run
  if (!counts) return null
  const sum = (value: (force: ForceFigures) => number) =>
    figures.reduce((total, force) => total + value(force), 0)
  const received = sum(({ rowsReceived }) => rowsReceived)
  const compared = sum(({ crimesCompared }) => crimesCompared)
  const pairs = sum((force) => verdicts.reduce((all, verdict) => all + force.pairs[verdict], 0))
  return (
    <>
      <p class="govuk-body">
        As it stands since {londonTime(finishedAt ?? run.startedAt)}: {counted(compared, 'crime')}{' '}
        compared. In radius: at most {String(parameters['radiusMetres'])} m from the crime, in its
        window. Method {run.algorithmVersion}.
      </p>
      <ol class="app-funnel" aria-label="Funnel">
        {figures.length > 0 && <Step count={received} label="crime rows read" />}
        {figures.length > 0 && (
          <Step count={sum(({ rowsAccepted }) => rowsAccepted)} label="accepted" of={received} />
        )}
        <Step count={compared} label="crimes compared, each in its newest version" />
        <Step
          count={sum(({ crimesInRadius }) => crimesInRadius)}
          label="crimes with someone in radius"
          of={compared}
        />
        <Step count={pairs} label="pairs of crime and wearer" />
      </ol>
    </>
  )
}

const Step: FC<{ count: number; label: string; of?: number }> = ({ count, label, of }) => (
  <li class="app-funnel__step">
    <span class="app-funnel__count">{grouped(count)}</span> {label}
    {of !== undefined && of > 0 && (
      <span class="app-funnel__share">
        {' '}
        ({((count / of) * 100).toFixed(1)} % of {grouped(of)})
      </span>
    )}
  </li>
)
