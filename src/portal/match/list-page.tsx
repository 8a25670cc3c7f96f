import type { FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import type { Verdict } from '../../domain/evidence-summary.ts'
import { type ForceFigures, verdicts } from '../../domain/force-figures.ts'
import { policeForces } from '../../domain/police-forces.ts'
import type { Asking } from '../../server/route.ts'
import type { MatchSummary } from '../../store/records/match-records.ts'
import type { MatchingRun } from '../../store/records/run-records.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { SelectField } from '../components/select-field.tsx'
import { paths, within } from '../paths.ts'
import { verdictText } from './evidence-text.ts'
import { Funnel } from './funnel.tsx'
import { MatchSearch } from './match-search.tsx'
import { MatchTable } from './match-table.tsx'

export interface MatchFilter {
  readonly verdict?: Verdict | undefined
  readonly force?: string | undefined
}

/** The matches that stand, by crime, strongest first, a page at a time. */
export const MatchListPage: FC<{
  asking: Asking
  /** The newest, and what stands since it was done: on the first page. */
  newest: { run: MatchingRun; figures: readonly ForceFigures[] } | undefined
  matches: readonly MatchSummary[]
  filter: MatchFilter
  /** Behind which the next page begins. */
  next: string | undefined
}> = ({ asking, newest, matches, filter, next }) => (
  <>
    <h1 class="govuk-heading-l">Matches</h1>
    {newest && <Funnel {...newest} />}
    <MatchSearch asking={asking} />
    <Filters filter={filter} />
    {matches.length === 0 ? (
      <p class="govuk-body">
        No match that you may see{filter.verdict || filter.force ? ' with these filters' : ''}.
      </p>
    ) : (
      <MatchTable
        caption={`Crimes and wearers compared, each crime’s strongest evidence of presence first (${counted(matches.length, 'row')} on this page)`}
        matches={matches}
      />
    )}
    <CursorLinks
      label="Pages of matches"
      first={newest ? undefined : within(paths.matches, { ...filter })}
      next={next === undefined ? undefined : within(paths.matches, { after: next, ...filter })}
    />
  </>
)

const Filters: FC<{ filter: MatchFilter }> = ({ filter }) => (
  <form method="get" action={paths.matches} class="app-filter" aria-label="Filter">
    <SelectField
      name="verdict"
      label="Evidence"
      value={filter.verdict}
      options={[
        { value: '', text: 'Any' },
        ...verdicts.map((verdict) => ({ value: verdict, text: verdictText({ verdict })[0] })),
      ]}
    />
    <SelectField
      name="force"
      label="Police force"
      value={filter.force}
      options={[
        { value: '', text: 'All' },
        ...policeForces.map(({ identifier, label }) => ({ value: identifier, text: label })),
      ]}
    />
    <button type="submit" class="govuk-button govuk-button--secondary">
      Filter
    </button>
  </form>
)
