import type { FC } from 'hono/jsx'
import type { ComplianceNight } from '../../app/compliance/read-compliance.ts'
import { type Interval, intersect } from '../../domain/interval.ts'
import { supervisionIntervals } from '../../domain/lawful-intervals.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { Table } from '../components/table.tsx'
import { rangeQuery } from '../components/typed-range.ts'
import { kindText } from '../incidents/incident-text.ts'
import { paths } from '../paths.ts'
import { NightStrip } from './night-strip.tsx'
import { dayText, happenedLines, keptText, minutesLines, requiredLines } from './night-text.ts'
import { FillKey, stateFills } from './patterns.tsx'

const AROUND = 30 * 60_000

/** The curfew's hours beside what is known of them, a row a night. */
export const CurfewSection: FC<{
  person: PersonFile
  nights: readonly ComplianceNight[]
}> = ({ person, nights }) => {
  if (nights.length === 0) return null
  const trail = supervisionIntervals(person).ofWearer(person.id)
  return (
    <>
      <h2 class="govuk-heading-m" id="curfew">
        Curfew, night by night
      </h2>
      <p class="govuk-body">
        The hours are London’s. “Not known” means that no position says where the device was: it
        never counts as being away.
      </p>
      <FillKey
        fills={[
          [stateFills.inside, 'At home'],
          [stateFills.outside, 'Away'],
          [stateFills.unknown, 'Not known'],
          ['#fff', 'In the black frame: required hours'],
        ]}
      />
      <Table
        caption="Curfew hours and what is known of them, the newest first"
        stacks
        captionHidden
        columns={[
          { title: 'Night from' },
          { title: 'Required' },
          { title: 'What happened' },
          { title: 'Outcome' },
        ]}
        rows={nights.toReversed().map((one) => {
          const { night, incidents, kept } = one
          const happened = happenedLines(one)
          return [
            <>
              <strong class="app-when">{dayText(night.date)}</strong>
              {trail.some((each) => intersect(each, night)) && (
                <MovementsLink person={person} night={night} date={night.date} />
              )}
            </>,
            <Lines of={requiredLines(one)} />,
            <>
              <NightStrip of={one} label={happened.join('. ')} />
              <Lines of={happened} />
            </>,
            <>
              <strong>{keptText(kept)}</strong>
              <Lines of={minutesLines(one.minutes)} />
              {incidents.map(({ id, kind }) => (
                <span class="app-aside">
                  <a class="govuk-link" href={paths.incident(id)}>
                    {kindText(kind)}
                    <span class="govuk-visually-hidden">, incident {id}</span>
                  </a>
                </span>
              ))}
            </>,
          ]
        })}
      />
    </>
  )
}

const Lines: FC<{ of: readonly string[] }> = ({ of }) => (
  <>
    {of.map((line) => (
      <span class="app-line">{line}</span>
    ))}
  </>
)

const MovementsLink: FC<{ person: PersonFile; night: Interval; date: string }> = ({
  person,
  night,
  date,
}) => (
  <span class="app-aside">
    <a
      class="govuk-link"
      href={
        paths.movements(person.id) +
        rangeQuery({ from: night.from - AROUND, to: night.to + AROUND })
      }
    >
      Movements<span class="govuk-visually-hidden"> of the night from {dayText(date)}</span>
    </a>
  </span>
)
