import type { Child, FC } from 'hono/jsx'
import { counted, grouped } from '../../domain/count-text.ts'
import type { Instant } from '../../domain/interval.ts'
import { londonDate } from '../../domain/london-time.ts'
import { type CasePhase, openPhases } from '../../domain/match-case.ts'
import { policeForces } from '../../domain/police-forces.ts'
import type { Asking } from '../../server/route.ts'
import type { VisibleMatchCase } from '../../store/records/visible-match-cases.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { Form } from '../components/form.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Table } from '../components/table.tsx'
import { coverageText, strengthText } from '../match/evidence-text.ts'
import { crimeType, forceLabel, windowText } from '../match/facts.ts'
import { VerdictTag } from '../match/verdict-tag.tsx'
import { paths, within } from '../paths.ts'
import { ageText, claimText, phaseText } from './case-text.ts'
import { PhaseTag } from './phase-tag.tsx'

/** Which cases a queue shows: those that wait for whoever asks, or those in one phase. */
export const shows = [
  'mine',
  'second',
  ...openPhases,
  'qualified',
  'rejected',
  'fallen_away',
] as const
type Show = (typeof shows)[number]

export interface QueueFilter {
  readonly show: Show
  readonly force: string | undefined
  /** Only what has waited for so many days. */
  readonly days: number | undefined
}

/** Matches that wait for somebody, strongest evidence of presence first. */
export const QueuePage: FC<{
  asking: Asking
  now: Instant
  cases: readonly VisibleMatchCase[]
  /** On the first page. */
  counts: ReadonlyMap<CasePhase, number> | undefined
  filter: QueueFilter
  next: number | undefined
  done: string | undefined
  children?: Child
}> = ({ asking, now, cases, counts, filter, next, done, children }) => (
  <>
    <DoneNotice done={done} />
    <h1 class="govuk-heading-l">Review matches</h1>
    <p class="govuk-body">
      A match is told to police only after people have looked at it and decided. Nothing is decided
      by waiting.
    </p>
    <Form asking={asking} action={paths.nextReview} button="Take the next match" />
    {counts && <Counts counts={counts} />}
    <Filters filter={filter} />
    {cases.length === 0 ? (
      <p class="govuk-body">No match that you may see, with these filters.</p>
    ) : (
      <CaseTable cases={cases} now={now} />
    )}
    <CursorLinks
      label="Pages of matches to review"
      first={counts ? undefined : within(paths.reviews, { ...filter })}
      next={next === undefined ? undefined : within(paths.reviews, { ...filter, after: next })}
    />
    {children}
  </>
)

const Counts: FC<{ counts: ReadonlyMap<CasePhase, number> }> = ({ counts }) => (
  <ul class="govuk-list" aria-label="How many matches are where">
    {([...openPhases, 'qualified', 'rejected', 'fallen_away'] as const).map((phase) => (
      <li>
        <a class="govuk-link" href={within(paths.reviews, { show: phase })}>
          {phaseText(phase)[0]}
        </a>
        : {grouped(counts.get(phase) ?? 0)}
      </li>
    ))}
  </ul>
)

const Filters: FC<{ filter: QueueFilter }> = ({ filter }) => (
  <form method="get" action={paths.reviews} class="app-filter" aria-label="Filter">
    <SelectField
      name="show"
      label="Show"
      value={filter.show}
      options={[
        { value: 'mine', text: 'Everything that waits for me' },
        { value: 'second', text: 'What waits for my second view' },
        ...shows.slice(2).map((phase) => ({
          value: phase,
          text: phaseText(phase as CasePhase)[0],
        })),
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
    <SelectField
      name="days"
      label="There for"
      value={filter.days === undefined ? '' : String(filter.days)}
      options={[
        { value: '', text: 'Any time' },
        { value: '1', text: 'More than a day' },
        { value: '3', text: 'More than 3 days' },
        { value: '7', text: 'More than 7 days' },
      ]}
    />
    <button type="submit" class="govuk-button govuk-button--secondary">
      Filter
    </button>
  </form>
)

const CaseTable: FC<{ cases: readonly VisibleMatchCase[]; now: Instant }> = ({ cases, now }) => (
  <Table
    caption={`Strongest evidence of presence first (${counted(cases.length, 'match', 'matches')} on this page)`}
    columns={[
      { title: 'Crime' },
      { title: 'Window' },
      { title: 'Wearer' },
      { title: 'Evidence' },
      { title: 'Whereabouts known', numeric: true },
      { title: 'Where it is' },
      { title: 'Since' },
    ]}
    rows={cases.map((found) => {
      const { crime, standing, claim } = found
      const evidence = standing?.evidence
      return [
        <>
          <a class="govuk-link" href={paths.review(found.id)}>
            {crime.crimeReference}
            <span class="govuk-visually-hidden"> and wearer {found.deviceWearerId}</span>
          </a>
          <br />
          {crimeType(crime)}, {forceLabel(crime)}
        </>,
        windowText(crime),
        found.deviceWearerId,
        evidence ? (
          <>
            <VerdictTag evidence={evidence} />
            <br />
            {strengthText(evidence)}
          </>
        ) : standing ? (
          'Not weighed'
        ) : (
          'Nothing stands any more'
        ),
        evidence ? coverageText(evidence) : '',
        <>
          <PhaseTag phase={found.phase} />
          {claim && (
            <>
              <br />
              {claimText(claim)}
            </>
          )}
        </>,
        <span class="app-when">
          {londonDate(found.openedAt)}
          <span class="app-aside">{ageText(found.openedAt, now)}</span>
        </span>,
      ]
    })}
  />
)
