import type { FC } from 'hono/jsx'
import type { StoredRun } from '../../app/stored-run.ts'
import { counted, grouped } from '../../domain/count-text.ts'
import { londonTime } from '../../domain/london-time.ts'
import { policeForce } from '../../domain/police-forces.ts'
import { Layout } from '../components/layout.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { paths } from '../paths.ts'

const outcomes = {
  SUCCESSFUL: ['All accepted', 'green'],
  PARTIAL: ['Partly accepted', 'yellow'],
  ERROR: ['No valid row', 'red'],
  FAILED: ['Not accepted', 'red'],
} as const

/** The funnel from crimes sent to people near, and what became of each batch. */
export const HomePage: FC<{ stored: StoredRun }> = ({ stored }) => {
  const { run, positions, crimes, batches } = stored
  const { counts, parameters } = run
  return (
    <Layout title="From crimes to people near">
      <h1 class="govuk-heading-l">From crimes to people near</h1>
      <p class="govuk-body">
        Compared on {londonTime(run.finishedAt ?? run.startedAt)}:{' '}
        {counted(counts.crimesCompared, 'crime')} with {counted(counts.positionsLawful, 'position')}{' '}
        of tags.
      </p>
      <ol class="app-funnel" aria-label="Funnel">
        <Step count={crimes.rows} label="crime rows read" />
        <Step count={crimes.accepted} label="accepted" of={crimes.rows} />
        <Step count={counts.crimesCompared} label="crimes compared, each in its newest version" />
        <Step
          count={counts.crimesInRadius}
          label="crimes with someone in radius"
          of={counts.crimesCompared}
        />
        <Step count={counts.pairsFound} label="pairs of crime and wearer" />
      </ol>
      <p class="govuk-body">
        <a href={paths.matches()} class="govuk-link">
          See {counted(counts.pairsFound, 'match', 'matches')}
        </a>
      </p>
      <h2 class="govuk-heading-m">How they were compared</h2>
      <SummaryList
        rows={[
          [
            'In radius',
            `a position at most ${parameters['radiusMetres']} m from the crime, in its window`,
          ],
          [
            'Window',
            Number(parameters['padMinutes']) > 0
              ? `widened by ${parameters['padMinutes']} minutes at both ends`
              : 'as police gave it',
          ],
          [
            'Positions',
            `${grouped(positions.rows)} read, ${grouped(positions.refused)} refused, ${counted(positions.repeats, 'repeat')}; ${grouped(counts.positionsLawful)} inside a lawful interval`,
          ],
          [
            'Crimes',
            `${grouped(crimes.refused)} refused, ${counted(crimes.repeats, 'repeat')}; only the newest version of a crime is compared`,
          ],
          [
            'Evidence',
            run.evidence === undefined
              ? 'not weighed in this run'
              : "every pair's trail is weighed against the wearer's own other days and everybody's",
          ],
          ['Method', run.algorithmVersion],
        ]}
      />
      <Table
        caption="Batches"
        columns={[
          { title: 'Batch' },
          { title: 'Police force' },
          { title: 'Outcome' },
          { title: 'Rows', numeric: true },
          { title: 'Accepted', numeric: true },
          { title: 'Refused', numeric: true },
          { title: 'Repeats', numeric: true },
        ]}
        rows={batches.map(({ batch, ...imported }, index) => [
          <a href={paths.batch(index + 1)} class="govuk-link">
            {batch.batchId ?? imported.fileName}
          </a>,
          policeForce(batch.policeForce ?? '')?.label ?? 'Not known',
          <strong class={`govuk-tag govuk-tag--${outcomes[batch.outcome][1]}`}>
            {outcomes[batch.outcome][0]}
          </strong>,
          grouped(imported.rows),
          grouped(imported.accepted),
          grouped(imported.refused),
          grouped(imported.repeats ?? 0),
        ])}
      />
    </Layout>
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
