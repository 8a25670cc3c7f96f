import type { FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import type { FoundCrime } from '../../store/records/visible-crime-search.ts'
import type { StandingPair } from '../../store/records/visible-standing.ts'
import { Table } from '../components/table.tsx'
import { crimeType, forceLabel, windowText } from '../match/facts.ts'
import { paths } from '../paths.ts'
import { isNear } from './split-by-verdict.ts'

/** Crimes, a row each; who was near for those alone who may know. */
export const CrimeTable: FC<{
  caption: string
  crimes: readonly FoundCrime[]
  /** That stand of these crimes; `undefined` where whoever asks may see no match. */
  pairs: readonly StandingPair[] | undefined
}> = ({ caption, crimes, pairs }) => (
  <Table
    caption={caption}
    columns={[
      { title: 'Reference' },
      { title: 'Police force' },
      { title: 'Type' },
      { title: 'Window' },
      { title: 'Version', numeric: true },
      { title: pairs ? 'Who was near' : 'State' },
    ]}
    rows={crimes.map((found) => [
      <a href={paths.crime(found.id)} class="govuk-link">
        {found.crime.crimeReference}
      </a>,
      forceLabel(found.crime),
      crimeType(found.crime),
      windowText(found.crime),
      String(found.crime.version),
      pairs ? nearText(found, pairs) : found.withdrawn ? 'Withdrawn' : 'Recorded',
    ])}
  />
)

/** Never that something matched where nobody was near. */
export function nearText(
  { id, withdrawn, compared }: Pick<FoundCrime, 'id' | 'withdrawn' | 'compared'>,
  pairs: readonly StandingPair[],
): string {
  if (withdrawn) return 'Withdrawn'
  if (!compared) return 'Not compared yet'
  const near = pairs.filter((pair) => pair.crimeId === id && isNear(pair))
  if (near.length === 0) return 'No match'
  const strong = near.filter(({ verdict }) => verdict === 'supports_presence').length
  const of = strong === 0 ? '' : `, evidence supports presence of ${strong}`
  return `${counted(near.length, 'wearer')} near${of}`
}
