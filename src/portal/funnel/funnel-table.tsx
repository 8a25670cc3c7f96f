import type { FC } from 'hono/jsx'
import type { Figure, FunnelUnit, ToldFunnel } from '../../domain/funnel.ts'
import { type CountRange, isExact, rangeText } from '../../domain/publishable-figures.ts'
import { Table } from '../components/table.tsx'
import { forceLabel } from '../match/facts.ts'

const captions: Readonly<Record<FunnelUnit, string>> = {
  rows: 'Rows of batches',
  crimes: 'Crimes, each counted once',
  pairs: 'Matches: pairs of a crime and a wearer',
}

/** A funnel in three tables, because rows, crimes and matches are never shares of one another. */
export const FunnelTables: FC<{ of: string; figures: readonly Figure<CountRange>[] }> = ({
  of,
  figures,
}) => (
  <>
    {(['rows', 'crimes', 'pairs'] as const).map((unit) => (
      <Table
        caption={`${captions[unit]}: ${of}`}
        columns={[
          { title: 'Figure' },
          { title: 'How many', numeric: true },
          { title: 'Of' },
          { title: 'Share', numeric: true },
          { title: 'What is counted' },
        ]}
        rows={figures
          .filter((figure) => figure.unit === unit)
          .map(({ name, numerator, of: whole, counts }) => [
            name,
            rangeText(numerator),
            whole ? `${rangeText(whole.denominator)} ${whole.name}` : '',
            whole ? shareText(numerator, whole.denominator) : '',
            counts,
          ])}
      />
    ))}
  </>
)

/** The forces beside one another; all figures of one are shown where it is chosen, and in the download. */
export const ForceTable: FC<{
  forces: readonly { readonly policeForce: string; readonly told: ToldFunnel<CountRange> }[]
}> = ({ forces }) => (
  <Table
    caption="By police force"
    columns={[
      { title: 'Police force' },
      { title: 'Crimes received', numeric: true },
      { title: 'Crimes with a match to look at', numeric: true },
      { title: 'Matches to look at', numeric: true },
      { title: 'Matches reviewed', numeric: true },
      { title: 'Matches qualified', numeric: true },
      { title: 'Matches referred', numeric: true },
    ]}
    rows={forces.map(({ policeForce, told: { crimes, pairs } }) => [
      forceLabel({ policeForce }),
      ...[
        crimes.received,
        crimes.near,
        pairs.opened,
        pairs.reviewed,
        pairs.qualified,
        pairs.sent,
      ].map(rangeText),
    ])}
  />
)

/** `7.5 %`; nothing where either is not said exactly, or there is nothing to be a share of. */
function shareText(numerator: CountRange, denominator: CountRange): string {
  if (!isExact(numerator) || !isExact(denominator) || denominator.low === 0) return ''
  return `${((numerator.low / denominator.low) * 100).toFixed(1)} %`
}
