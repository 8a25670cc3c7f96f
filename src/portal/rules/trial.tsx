import type { FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import { londonDate, londonTime, londonWindow } from '../../domain/london-time.ts'
import type { TriedFinding } from '../../domain/tried-rules.ts'
import type { FindingKind } from '../../monitoring/finding.ts'
import { kindFacts } from '../../monitoring/kind-facts.ts'
import type { RuleTrial } from '../../store/records/rule-drafts.ts'
import { Table } from '../components/table.tsx'
import { rangeQuery } from '../components/typed-range.ts'
import { paths } from '../paths.ts'

const MINUTE = 60_000
const DAY = 86_400_000
/** A trial that takes longer was cut off with its server. */
const CUT_OFF_MS = 10 * MINUTE
/** Around an incident, where its movements are looked at. */
const AROUND = 15 * MINUTE
/** The longest that a page of movements shows. */
const MOST_SHOWN = 14 * DAY

/** Whether a trial still works, so that its page is loaded again. */
export function isTrying({ result, begunAt }: RuleTrial, now: number): boolean {
  return result === undefined && now < begunAt + CUT_OFF_MS
}

/** What a trial said: incidents that would have been raised, beside those of the rule as it stands. */
export const Trial: FC<{ trial: RuleTrial; person: string; now: number; isNew: boolean }> = ({
  trial,
  person,
  now,
  isNew,
}) => {
  const { result, within } = trial
  const period = londonWindow(within.from, within.to)
  if (!result) {
    return isTrying(trial, now) ? (
      <p class="govuk-inset-text" role="status">
        {`It is being tried on ${period}. This page looks again by itself.`}
      </p>
    ) : (
      <p class="govuk-inset-text">The trial was cut off before its end. Try again.</p>
    )
  }
  if (result.fault) return <p class="govuk-inset-text">{result.fault}</p>
  const after = result.after.filter(({ stage }) => stage === 'actual')
  const before = result.before.filter(({ stage }) => stage === 'actual')
  const cancelled = result.after.length - after.length
  return (
    <>
      <p class="govuk-body">
        {`Tried by ${trial.begunBy} on ${londonTime(trial.begunAt)}, as if it had held from ${londonTime(within.from)} to ${londonTime(within.to)}. Nothing of it is kept as an incident.`}
      </p>
      <p class="govuk-body">
        <strong>{`It would have raised ${counted(after.length, 'incident')}.`}</strong>
        {isNew
          ? ''
          : ` The rule as it stands raises ${counted(before.length, 'incident')} of the same time.`}
        {cancelled > 0 &&
          ` ${counted(cancelled, 'other')} began and ended too soon, or had not lasted long enough, to be raised.`}
      </p>
      {within.to < trial.begunAt && (
        <p class="govuk-inset-text">
          {`The last position held is of ${londonTime(within.to)}: that is where the trial ends.`}
        </p>
      )}
      <SilentDays days={result.silentDays} watched={result.watched.length > 0} />
      {after.length > 0 && (
        <Findings caption="What the draft would have raised" findings={after} person={person} />
      )}
      {!isNew && before.length > 0 && (
        <Findings caption="What the rule as it stands raises" findings={before} person={person} />
      )}
    </>
  )
}

const SilentDays: FC<{ days: readonly string[]; watched: boolean }> = ({ days, watched }) => {
  if (!watched) {
    return (
      <p class="govuk-inset-text">
        No device was worn under the order in this time, so nothing could be tried. That does not
        say that nothing will be raised.
      </p>
    )
  }
  if (days.length === 0) return <p class="govuk-body">Positions are held of every day of it.</p>
  return (
    <p class="govuk-inset-text">
      {`No position is held of ${counted(days.length, 'day')}: ${daySpans(days).join('; ')}. What would have been raised then is not known.`}
    </p>
  )
}

/** Days in a row said by their ends. */
function daySpans(days: readonly string[]): string[] {
  const spans: [first: number, last: number][] = []
  for (const day of days) {
    const at = Date.parse(`${day}T12:00:00Z`)
    const open = spans.at(-1)
    if (open && at - open[1] === DAY) open[1] = at
    else spans.push([at, at])
  }
  return spans.map(([first, last]) =>
    first === last ? londonDate(first) : `${londonDate(first)} to ${londonDate(last)}`,
  )
}

const Findings: FC<{ caption: string; findings: readonly TriedFinding[]; person: string }> = ({
  caption,
  findings,
  person,
}) => (
  <Table
    caption={caption}
    columns={[
      { title: 'What' },
      { title: 'When' },
      { title: 'Violation minutes', numeric: true },
      { title: 'Positions', numeric: true },
      { title: 'How sure' },
      { title: 'Movements' },
    ]}
    rows={findings.map(({ kind, from, to, minutes, positions, certainty }) => [
      kindFacts[kind as FindingKind]?.words ?? kind,
      to === undefined
        ? `${londonTime(from)}, still going on at the end of the trial`
        : londonWindow(from, to),
      String(minutes),
      String(positions),
      certainty === undefined ? 'Not known' : `${Math.min(99, Math.floor(certainty * 100))} %`,
      <a
        class="govuk-link"
        href={
          paths.movements(person) +
          rangeQuery({
            from: from - AROUND,
            to: Math.min((to ?? from) + AROUND, from - AROUND + MOST_SHOWN - DAY),
          })
        }
      >
        Show<span class="govuk-visually-hidden">{` ${londonTime(from)}`}</span>
      </a>,
    ])}
  />
)
