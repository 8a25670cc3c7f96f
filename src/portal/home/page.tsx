import type { FC } from 'hono/jsx'
import type { RunSummary } from '../../app/run-summary.ts'
import { londonTime } from '../../domain/london-time.ts'
import { policeForce } from '../../domain/police-forces.ts'
import { Layout } from '../components/layout.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { counted, grouped } from '../numbers.ts'
import { paths } from '../paths.ts'

const outcomes = {
  SUCCESSFUL: ['All accepted', 'green'],
  PARTIAL: ['Partly accepted', 'yellow'],
  ERROR: ['No valid row', 'red'],
  FAILED: ['Not accepted', 'red'],
} as const

/** The funnel from crimes sent to people near, and what became of each batch. */
export const HomePage: FC<{ summary: RunSummary }> = ({ summary }) => {
  const { funnel, positions, crimes, parameters } = summary
  return (
    <Layout title="From crimes to people near">
      <h1 class="govuk-heading-l">From crimes to people near</h1>
      <p class="govuk-body">
        Compared on {londonTime(Date.parse(summary.made_at))}:{' '}
        {counted(funnel.crimes_compared, 'crime')} with{' '}
        {counted(funnel.positions_lawful, 'position')} of tags.
      </p>
      <ol class="app-funnel" aria-label="Funnel">
        <Step count={funnel.crimes_read} label="crime rows read" />
        <Step count={funnel.crimes_accepted} label="accepted" of={funnel.crimes_read} />
        <Step count={funnel.crimes_compared} label="crimes compared, each in its newest version" />
        <Step
          count={funnel.crimes_in_radius}
          label="crimes with someone in radius"
          of={funnel.crimes_compared}
        />
        <Step count={funnel.pairs} label="pairs of crime and wearer" />
      </ol>
      <p class="govuk-body">
        <a href={paths.matches()} class="govuk-link">
          See {counted(funnel.pairs, 'match', 'matches')}
        </a>
      </p>
      <h2 class="govuk-heading-m">How they were compared</h2>
      <SummaryList
        rows={[
          [
            'In radius',
            `a position at most ${String(parameters['radius_metres'])} m from the crime, in its window`,
          ],
          [
            'Window',
            Number(parameters['pad_minutes']) > 0
              ? `widened by ${parameters['pad_minutes']} minutes at both ends`
              : 'as police gave it',
          ],
          [
            'Positions',
            `${grouped(positions.rows)} read, ${grouped(positions.refused)} refused, ${grouped(positions.repeats)} repeats, ${counted(positions.conflicts, 'conflict')}; ${grouped(funnel.positions_lawful)} inside a lawful interval`,
          ],
          [
            'Crimes',
            `${grouped(crimes.refused)} refused, ${counted(crimes.repeats, 'repeat')}; only the newest version of a crime is compared`,
          ],
          ['Method', summary.algorithm_version],
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
        rows={summary.batches.map((batch, index) => [
          <a href={paths.batch(index + 1)} class="govuk-link">
            {batch.batch_id ?? batch.file}
          </a>,
          policeForce(batch.police_force ?? '')?.label ?? 'Not known',
          <strong class={`govuk-tag govuk-tag--${outcomes[batch.outcome][1]}`}>
            {outcomes[batch.outcome][0]}
          </strong>,
          grouped(batch.rows),
          grouped(batch.accepted),
          grouped(batch.refused),
          grouped(batch.repeats),
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
