import type { FC } from 'hono/jsx'
import type { Companion, TogetherRead } from '../../app/places/read-together.ts'
import { counted } from '../../domain/count-text.ts'
import type { Interval } from '../../domain/interval.ts'
import { londonWindow } from '../../domain/london-time.ts'
import { certaintyText } from '../../patterns/certainty-text.ts'
import { minutesText } from '../../patterns/sign-text.ts'
import { type Meeting, type TogetherSettings, wasMoving } from '../../patterns/together.ts'
import { ErrorSummary } from '../components/error-summary.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Table } from '../components/table.tsx'
import { rangeQuery } from '../components/typed-range.ts'
import { paths } from '../paths.ts'
import { personName } from '../people/person-name.ts'
import { PatternLinks } from './pattern-links.tsx'
import { PeriodForm } from './period-form.tsx'
import type { ShownPeriod } from './shown-period.ts'

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
            text: minutesText(minutes),
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
  const rows = companions
    .flatMap((companion) => companion.meetings.map((meeting) => ({ companion, meeting })))
    .sort((a, b) => b.meeting.from - a.meeting.from)
  return (
    <>
      <p class="govuk-body">
        <strong>
          {rows.length === 0
            ? 'Nobody was found near.'
            : `${counted(companions.length, 'person', 'people')}, ${counted(rows.length, 'time')}`}
        </strong>
        {` ${londonWindow(within.from, within.to)}. ${counted(lookedAt, 'other person', 'other people')} looked at, beside ${counted(positions, 'position')} of this person.`}
      </p>
      {rows.length > 0 && (
        <Table
          caption="Times near each other, the newest first"
          captionHidden
          columns={[
            { title: 'When' },
            { title: 'Who' },
            { title: 'How long', numeric: true },
            { title: 'What' },
            { title: 'How sure' },
            { title: 'Movements' },
          ]}
          rows={rows.map(({ companion, meeting }) => [
            <span class="app-when">{londonWindow(meeting.from, meeting.to)}</span>,
            <a class="govuk-link" href={paths.person(companion.id)}>
              {personName(companion)}
            </a>,
            minutesText((meeting.to - meeting.from) / 60_000),
            whatText(meeting),
            certaintyText(meeting.certainty),
            <Movements id={id} companion={companion} meeting={meeting} />,
          ])}
        />
      )}
      <h2 class="govuk-heading-m">What this can and cannot tell</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>
          It says that two devices were within about {settings.nearMetres} metres of each other for{' '}
          {minutesText(settings.leastMinutes)} or more. It does not say that the people met, or knew
          of each other: they may live or wait in the same building.
        </li>
        <li>
          Positions with a large circle, such as those by cell tower, are not used. Where one of the
          two was not heard, nothing is known.
        </li>
      </ul>
    </>
  )
}

const Movements: FC<{ id: string; companion: Companion; meeting: Meeting }> = ({
  id,
  companion,
  meeting,
}) => {
  const minute = 60_000
  const whole = {
    from: Math.floor(meeting.from / minute) * minute,
    to: (Math.floor(meeting.to / minute) + 1) * minute,
  }
  return (
    <>
      <a class="govuk-link" href={paths.movements(id) + rangeQuery(whole)}>
        This person’s
      </a>
      {', '}
      <a class="govuk-link" href={paths.movements(companion.id) + rangeQuery(whole)}>
        the other’s
      </a>
    </>
  )
}

function whatText(meeting: Meeting): string {
  return wasMoving(meeting)
    ? `On the move, ${(meeting.metres / 1000).toFixed(1)} km`
    : 'In one place'
}
