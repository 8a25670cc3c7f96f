import type { FC } from 'hono/jsx'
import { counted, grouped } from '../../domain/count-text.ts'
import type { ForceFigures } from '../../domain/force-figures.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { MatchingRun } from '../../store/records/run-records.ts'

/** From crimes sent to people near, as a run counted when it ended. */
export const Funnel: FC<{ run: MatchingRun; figures: readonly ForceFigures[] }> = ({
  run,
  figures,
}) => {
  const { counts, parameters, finishedAt } = run
  if (!counts) return null
  const received = figures.reduce((sum, { rowsReceived }) => sum + rowsReceived, 0)
  const accepted = figures.reduce((sum, { rowsAccepted }) => sum + rowsAccepted, 0)
  return (
    <>
      <p class="govuk-body">
        Compared on {londonTime(finishedAt ?? run.startedAt)}:{' '}
        {counted(counts.crimesCompared, 'crime')} with {counted(counts.positionsLawful, 'position')}{' '}
        of tags. In radius: at most {String(parameters['radiusMetres'])} m from the crime, in its
        window. Method {run.algorithmVersion}.
      </p>
      <ol class="app-funnel" aria-label="Funnel">
        {figures.length > 0 && <Step count={received} label="crime rows read" />}
        {figures.length > 0 && <Step count={accepted} label="accepted" of={received} />}
        <Step count={counts.crimesCompared} label="crimes compared, each in its newest version" />
        <Step
          count={counts.crimesInRadius}
          label="crimes with someone in radius"
          of={counts.crimesCompared}
        />
        <Step count={counts.pairsFound} label="pairs of crime and wearer" />
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
