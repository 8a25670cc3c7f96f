import type { Child, FC } from 'hono/jsx'
import type { Companion, TogetherRead } from '../../app/places/read-together.ts'
import { counted } from '../../domain/count-text.ts'
import type { Interval } from '../../domain/interval.ts'
import { lengthInWords, minutesInWords } from '../../domain/length-in-words.ts'
import { londonDayText } from '../../domain/london-day-text.ts'
import { londonWindow } from '../../domain/london-time.ts'
import { certaintyText } from '../../patterns/certainty-text.ts'
import { type MeetingGroup, meetingGroups, type TogetherSettings } from '../../patterns/together.ts'
import { ErrorSummary } from '../components/error-summary.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Table } from '../components/table.tsx'
import { rangeQuery } from '../components/typed-range.ts'
import { paths } from '../paths.ts'
import { personName } from '../people/person-name.ts'
import { PatternLinks } from './pattern-links.tsx'
import { PeriodForm } from './period-form.tsx'
import type { ShownPeriod } from './shown-period.ts'
import { wholeMinutes } from './whole-minutes.ts'

export const togetherDays = [7, 14] as const
export const togetherMinutes = [10, 20, 60] as const

interface TogetherProps {
  readonly id: string
  readonly title: string
  readonly period: ShownPeriod
  readonly earliest: number | undefined
  readonly settings: TogetherSettings
  readonly shown: TogetherRead | undefined
}

/** Who of the people that whoever asks may see was near somebody. */
export const TogetherPage: FC<TogetherProps> = (props) => {
  const { id, title, period, earliest, settings, shown } = props
  return (
    <>
      <ErrorSummary faults={period.faults} />
      <h1 class="govuk-heading-l">{title}</h1>
      <PatternLinks id={id} here="Near others" />
      <p class="govuk-body">
        Only people whom you may see yourself are looked at. Nothing here says whether anybody else
        who wears a tag was near.
      </p>
      <PeriodForm
        path={paths.together(id)}
        period={period}
        days={togetherDays}
        kept={{ least: String(settings.leastMinutes) }}
        earliest={earliest}
        button="Show this period"
      >
        <SelectField
          name="least"
          label="Near for at least"
          value={String(settings.leastMinutes)}
          options={togetherMinutes.map((minutes) => ({
            value: String(minutes),
            text: minutesInWords(minutes),
          }))}
        />
      </PeriodForm>
      {shown && period.within && (
        <Held id={id} shown={shown} settings={settings} within={period.within} />
      )}
    </>
  )
}

const Held: FC<{
  id: string
  shown: TogetherRead
  settings: TogetherSettings
  within: Interval
}> = ({ id, shown, settings, within }) => {
  const { companions, lookedAt, positions } = shown
  return (
    <>
      <p class="govuk-body">
        <strong>
          {companions.length === 0
            ? 'Nobody was found near'
            : `${counted(companions.length, 'person', 'people')} near at some time`}
        </strong>
        {`, ${londonWindow(within.from, within.to)}. ${counted(lookedAt, 'other person was', 'other people were')} looked at, beside ${counted(positions, 'position')} of this person.`}
      </p>
      {companions.map((companion) => (
        <NearOne id={id} companion={companion} />
      ))}
      <h2 class="govuk-heading-m">What this can and cannot tell</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>
          It says that two devices were within about {settings.nearMetres} metres of each other for{' '}
          {minutesInWords(settings.leastMinutes)} or more. It does not say that the people met, or
          knew of each other: they may live or wait in the same building.
        </li>
        <li>
          Positions with a large circle, such as those by cell tower, are not used. Where one of the
          two was not heard, nothing is known.
        </li>
      </ul>
    </>
  )
}

const NearOne: FC<{ id: string; companion: Companion }> = ({ id, companion }) => (
  <>
    <h2 class="govuk-heading-m">
      <a class="govuk-link" href={paths.person(companion.id)}>
        {personName(companion)}
      </a>
    </h2>
    {meetingGroups(companion.meetings).map((group) => (
      <>
        <p class="govuk-body">
          <strong>{groupText(group)}</strong>
          {`: ${counted(group.meetings.length, 'time')}, ${minutesInWords(group.minutes)} in all, the last on ${londonDayText(group.meetings.at(-1)?.from ?? 0)}.`}
          {isOverNight(group) && ' Over several nights: they may live in the same building.'}
        </p>
        <Folded
          summary={group.meetings.length === 1 ? 'When it was' : 'Each time'}
          isOpen={group.meetings.length <= FEW}
        >
          <Table
            caption={`${personName(companion)}: ${groupText(group)}, the newest first`}
            captionHidden
            columns={[
              { title: 'When' },
              { title: 'How long' },
              { title: 'How sure' },
              { title: 'Movements' },
            ]}
            rows={[...group.meetings].reverse().map((meeting) => {
              const whole = wholeMinutes(meeting)
              return [
                <span class="app-when">{londonWindow(whole.from, whole.to)}</span>,
                lengthInWords(meeting.to - meeting.from),
                certaintyText(meeting.certainty),
                <Movements id={id} companion={companion} within={whole} />,
              ]
            })}
          />
        </Folded>
      </>
    ))}
  </>
)

const FEW = 5
const NIGHTS = 3
const SIX_HOURS = 6 * 3_600_000

/** Long ones on several days: nobody visits for so long so often. */
function isOverNight({ meetings }: MeetingGroup): boolean {
  const long = meetings.filter(({ from, to }) => to - from >= SIX_HOURS)
  return new Set(long.map(({ from }) => londonDayText(from))).size >= NIGHTS
}

function groupText({ isMoving, meetings }: MeetingGroup): string {
  // One of them may have come home late: most of the time they may have stayed.
  if (isMoving) return 'On the move for some or all of the time'
  const [first] = meetings
  return `In one place, around ${first?.latitude.toFixed(4)}, ${first?.longitude.toFixed(4)}`
}

const Folded: FC<{ summary: string; isOpen: boolean; children?: Child }> = ({
  summary,
  isOpen,
  children,
}) => (
  <details class="govuk-details" {...(isOpen && { open: true })}>
    <summary class="govuk-details__summary">
      <span class="govuk-details__summary-text">{summary}</span>
    </summary>
    <div class="govuk-details__text">{children}</div>
  </details>
)

const Movements: FC<{ id: string; companion: Companion; within: Interval }> = ({
  id,
  companion,
  within,
}) => (
  <>
    <a class="govuk-link" href={paths.movements(id) + rangeQuery(within)}>
      This person’s
    </a>
    {', '}
    <a class="govuk-link" href={paths.movements(companion.id) + rangeQuery(within)}>
      the other’s
    </a>
  </>
)
