import type { FC } from 'hono/jsx'
import type { ComplianceAppointment } from '../../app/compliance/read-compliance.ts'
import { counted } from '../../domain/count-text.ts'
import { londonTime, londonWindow } from '../../domain/london-time.ts'
import type { Appointment } from '../../monitoring/finding.ts'
import type { Kept } from '../../monitoring/required-kept.ts'
import { Table } from '../components/table.tsx'
import { paths } from '../paths.ts'

const outcomes: Readonly<Record<Appointment['outcome'], string>> = {
  'to-come': 'Not over yet',
  'on-time': 'On time',
  late: 'Late',
  'left-early': 'Left early',
  missed: 'Missed',
  unknown: 'Not known',
}

const decisions: Readonly<Record<Kept, string>> = {
  kept: '',
  broken: 'Not excused',
  undecided: 'None yet',
  excused: 'Excused or authorised',
  unknown: '',
  open: '',
}

/** Every appointment of the period, and how many of those of which it is known were kept. */
export const AttendanceSection: FC<{ appointments: readonly ComplianceAppointment[] }> = ({
  appointments,
}) => {
  if (appointments.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m" id="attendance">
        Appointments
      </h2>
      <p class="govuk-body">{shareText(appointments)}</p>
      <Table
        caption="Appointments, the newest first"
        captionHidden
        columns={[
          { title: 'When' },
          { title: 'What for' },
          { title: 'What happened' },
          { title: 'Device there from' },
          { title: 'Decision' },
        ]}
        rows={appointments.toReversed().map(({ rule, from, to, outcome, arrivedAt, ...more }) => [
          <span class="app-when">{londonWindow(from, to)}</span>,
          `${rule.terms.purpose} at ${rule.place.name ?? rule.place.zoneId}`,
          outcomes[outcome],
          arrivedAt === undefined ? 'Not seen there' : londonTime(arrivedAt),
          <>
            {decisions[more.kept]}
            {more.incidents.map(({ id }) => (
              <span class="app-aside">
                <a class="govuk-link" href={paths.incident(id)}>
                  Incident {id}
                </a>
              </span>
            ))}
          </>,
        ])}
      />
    </>
  )
}

/** `On time for 3 of 4 appointments of which it is known. 1 is not known.` */
export function shareText(appointments: readonly Pick<Appointment, 'outcome'>[]): string {
  const over = appointments.filter(({ outcome }) => outcome !== 'to-come')
  const known = over.filter(({ outcome }) => outcome !== 'unknown')
  const onTime = known.filter(({ outcome }) => outcome === 'on-time').length
  const unknown = over.length - known.length
  const share =
    known.length === 0
      ? 'Of no appointment is it known whether it was kept.'
      : `On time for ${onTime} of ${counted(known.length, 'appointment')} of which it is known.`
  return unknown === 0 ? share : `${share} Of ${unknown} it is not known.`
}
