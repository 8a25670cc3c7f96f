import type { FC } from 'hono/jsx'
import type { Compliance } from '../../app/compliance/read-compliance.ts'
import type { Ledgers } from '../../app/incidents/read-ledgers.ts'
import { incidentOutcomeText } from '../../domain/incident-outcomes.ts'
import { absenceReasonText } from '../../domain/incident-reasons.ts'
import type { Instant } from '../../domain/interval.ts'
import { londonWindow } from '../../domain/london-time.ts'
import type { SoberDays } from '../../domain/sober-days.ts'
import type { Asking } from '../../server/route.ts'
import type { AuthorisedAbsence } from '../../store/records/authorised-absences.ts'
import type { BatteryReading } from '../../store/records/battery-readings.ts'
import type { RecordedOutcome } from '../../store/records/incident-outcome-records.ts'
import type { VisibleIncident } from '../../store/records/visible-incidents.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { Table } from '../components/table.tsx'
import { rangeAsTyped } from '../components/typed-range.ts'
import { soberDaysText } from '../order/sober-days-text.ts'
import { paths, within } from '../paths.ts'
import { AttendanceSection } from './attendance-section.tsx'
import { CurfewSection } from './curfew-section.tsx'
import { DeviceSection } from './device-section.tsx'
import { feedbackSentences } from './feedback-text.ts'
import { MinutesSection } from './minutes-section.tsx'
import type { NextCurfew } from './next-curfew.ts'
import { dayText } from './night-text.ts'
import { NoticedTable } from './noticed-table.tsx'
import { FillPatterns } from './patterns.tsx'
import { PeriodLinks } from './period-links.tsx'
import { StandingSection } from './standing-section.tsx'
import type { ShownCompliance } from './typed-compliance.ts'
import { WaitingSection } from './waiting-section.tsx'

export interface CompliancePageProps {
  readonly asking: Asking
  readonly person: PersonFile
  readonly title: string
  readonly shown: ShownCompliance
  readonly compliance: Compliance
  readonly ledgers: Ledgers
  /** Of the period, the newest first. */
  readonly incidents: readonly VisibleIncident[]
  /** Whether older ones of the period are left out. */
  readonly isCut: boolean
  readonly next: NextCurfew | undefined
  readonly absences: readonly AuthorisedAbsence[]
  readonly outcomes: readonly RecordedOutcome[]
  readonly battery: readonly BatteryReading[]
  /** Of the period; absent where alcohol is not monitored. */
  readonly sober: SoberDays | undefined
  readonly escalateAfterDays: number
  readonly now: Instant
}

/** What was required of somebody beside what happened: what stands first, then night by night. */
export const CompliancePage: FC<CompliancePageProps> = (props) => {
  const { asking, person, title, shown, compliance, ledgers, escalateAfterDays } = props
  const { now, next, absences, outcomes, battery, sober, isCut } = props
  const waiting = ledgers.incidents.filter(({ waits }) => waits).toReversed()
  const lines = ledgers.ledgers.flatMap(({ ledger }) => ledger.lines)
  // Of nights that begin on the last day some comes on the next, which is another page's.
  const incidents = props.incidents.filter(({ startsAt }) => startsAt < shown.period.within.to)
  const zones = incidents.filter(({ family }) => family === 'zone')
  const dates = shown.period.dates
  const [first = '', last = ''] = [dates.at(0), dates.at(-1)]
  const zoneName = ({ finding }: VisibleIncident) =>
    person.zones.find(({ id }) => id === finding.zoneId)?.name ?? finding.zoneId ?? ''
  const inPeriod = absences.filter(
    ({ from, to }) => from < shown.period.within.to && to > shown.period.within.from,
  )
  return (
    <>
      <FillPatterns />
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        {first === last ? dayText(first) : `${dayText(first)} to ${dayText(last)}`}
      </p>
      <PeriodLinks person={person} shown={shown} now={now} />
      <StandingSection
        days={compliance.days}
        within={shown.period.within}
        ledgers={ledgers.ledgers}
        waiting={waiting}
        next={next}
        escalateAfterDays={escalateAfterDays}
        isNewest={shown.period.within.to > now}
        now={now}
      />
      <FurtherLinks asking={asking} person={person} />
      <WaitingSection
        asking={asking}
        waiting={waiting}
        lines={lines}
        escalateAfterDays={escalateAfterDays}
        now={now}
      />
      <Feedback {...props} />
      {isCut && (
        <p class="govuk-body">
          More was noticed in this period than one page shows: choose fewer days.
        </p>
      )}
      <CurfewSection person={person} nights={compliance.nights} />
      <MinutesSection
        person={person}
        shown={shown}
        nights={compliance.nights.map(({ night }) => night)}
        lines={lines}
        now={now}
      />
      <AttendanceSection appointments={compliance.appointments} />
      {zones.length > 0 && (
        <>
          <h2 class="govuk-heading-m" id="zones">
            Zones
          </h2>
          <NoticedTable
            caption="What was noticed of zones, the newest first"
            incidents={zones}
            where={zoneName}
            now={now}
          />
        </>
      )}
      {sober && (
        <>
          <h2 class="govuk-heading-m" id="alcohol">
            Alcohol
          </h2>
          <p class="govuk-body">{soberDaysText(sober)}</p>
        </>
      )}
      <DeviceSection
        person={person}
        within={shown.period.within}
        incidents={incidents}
        battery={battery}
        now={now}
      />
      <h2 class="govuk-heading-m" id="absences">
        Authorised absences
      </h2>
      {inPeriod.length === 0 ? (
        <p class="govuk-body">None in this period.</p>
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {inPeriod.map(({ from, to, reason, revoked }) => (
            <li>
              {`${londonWindow(from, to)}: ${absenceReasonText(reason)}${revoked ? ' (ended)' : ''}`}
            </li>
          ))}
        </ul>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={paths.absences(person.id)}>
          All authorised absences
        </a>
      </p>
      <h2 class="govuk-heading-m" id="outcomes">
        What followed
      </h2>
      <Outcomes outcomes={outcomes} />
    </>
  )
}

/** What went well, to be sent on; nothing of what is not known. */
const Feedback: FC<CompliancePageProps> = ({ asking, person, shown, compliance }) => {
  const sentences = feedbackSentences(compliance)
  if (sentences.length === 0) return null
  const { from, to } = rangeAsTyped(shown.period.within)
  return (
    <>
      <h2 class="govuk-heading-m" id="feedback">
        What went well
      </h2>
      <p class="govuk-body">Words that you can copy and send to them:</p>
      <blockquote class="govuk-inset-text">{sentences.join(' ')}</blockquote>
      {asking.actor.permissions.has('notes:write') && (
        <p class="govuk-body">
          <a class="govuk-link" href={within(paths.notes(person.id), { from, to })}>
            Write a note about this period
          </a>
        </p>
      )}
    </>
  )
}

const FurtherLinks: FC<Pick<CompliancePageProps, 'asking' | 'person'>> = ({
  asking: {
    actor: { permissions },
  },
  person: { id },
}) => {
  const links: (readonly [string, string])[] = [
    ['Violation minutes, line by line', paths.violations(id)],
    ...(permissions.has('cases:hand-over')
      ? [['Hand over to the case record', paths.newHandOver(id)] as const]
      : []),
    ...(permissions.has('documents:make')
      ? [['Make a breach pack', paths.newBreachPack(id)] as const]
      : []),
  ]
  return (
    <ul class="app-row">
      {links.map(([text, href]) => (
        <li>
          <a class="govuk-link" href={href}>
            {text}
          </a>
        </li>
      ))}
    </ul>
  )
}

const Outcomes: FC<{ outcomes: readonly RecordedOutcome[] }> = ({ outcomes }) =>
  outcomes.length === 0 ? (
    <p class="govuk-body">Nothing is recorded. That does not say that nothing followed.</p>
  ) : (
    <Table
      caption="What followed, the newest first"
      captionHidden
      columns={[{ title: 'Day' }, { title: 'What' }, { title: 'Remark' }, { title: 'Of' }]}
      rows={outcomes.map(({ onDate, outcome, text, incidentId, revoked }) => [
        dayText(onDate),
        <>
          {incidentOutcomeText(outcome)}
          {revoked && <span class="app-aside">Taken back: {revoked.why}</span>}
        </>,
        text,
        <a class="govuk-link" href={`${paths.incident(incidentId)}#outcomes`}>
          Incident {incidentId}
        </a>,
      ])}
    />
  )
