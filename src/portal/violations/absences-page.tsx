import type { FC } from 'hono/jsx'
import { absenceReasonCodes, absenceReasonText } from '../../domain/incident-reasons.ts'
import type { Instant } from '../../domain/interval.ts'
import { londonTime, londonWindow } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type { AuthorisedAbsence } from '../../store/records/authorised-absences.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { DateTimeRange } from '../components/date-time-range.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Table } from '../components/table.tsx'
import { TextArea } from '../components/text-area.tsx'
import { NO_RANGE, typedRange } from '../components/typed-range.ts'
import { type SentForm, sentField } from '../incidents/sent-form.ts'
import { paths } from '../paths.ts'
import { conditionText, spellText } from '../people/order-text.ts'

interface AbsencesProps {
  readonly asking: Asking
  readonly person: PersonFile
  readonly title: string
  readonly absences: readonly AuthorisedAbsence[]
  readonly now: Instant
  readonly sent: SentForm
  readonly done: string | undefined
}

/** Absences that were authorised, and authorising another or ending one. */
export const AbsencesPage: FC<AbsencesProps> = (props) => {
  const { asking, person, title, absences, sent, done } = props
  const may = asking.actor.permissions.has('violations:decide')
  return (
    <>
      {sent.faults.length > 0 ? <ErrorSummary faults={sent.faults} /> : <DoneNotice done={done} />}
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        Time that was authorised before it came is not noticed as a violation. Of what was noticed
        already, somebody decides:{' '}
        <a class="govuk-link" href={paths.violations(person.id)}>
          violations
        </a>
        .
      </p>
      {absences.length === 0 ? (
        <p class="govuk-body">No absence was authorised.</p>
      ) : (
        <Table
          caption="Absences, the newest first"
          captionHidden
          columns={[
            { title: 'When' },
            { title: 'From' },
            { title: 'Why' },
            { title: 'Authorised' },
            { title: 'Ended' },
          ]}
          rows={absences.map((absence) => [
            <span class="app-when">{londonWindow(absence.from, absence.to)}</span>,
            conditionName(absence.conditionId, person),
            <>
              {absenceReasonText(absence.reason)}
              {absence.text !== '' && <span class="app-written">{absence.text}</span>}
            </>,
            `${absence.authorisedBy}, ${londonTime(absence.authorisedAt)}${absence.authorisedAt > absence.from ? ', after it began' : ''}`,
            absence.revoked
              ? `${absence.revoked.by}, ${londonTime(absence.revoked.at)}: ${absence.revoked.why}`
              : '',
          ])}
        />
      )}
      {may && <AuthoriseForm {...props} />}
      {may && <EndForm {...props} />}
    </>
  )
}

const AuthoriseForm: FC<AbsencesProps> = ({ asking, person, now, sent }) => {
  const conditions = person.monitoringOrders.flatMap((order) =>
    order.conditions.filter(
      ({ kind, to }) => to > now && (kind === 'curfew' || kind === 'attendance' || kind === 'zone'),
    ),
  )
  return (
    <>
      <h2 class="govuk-heading-m">Authorise an absence</h2>
      <Form asking={asking} action={paths.absences(person.id)} button="Authorise the absence">
        <DateTimeRange typed={typedRange(sent.typed) ?? NO_RANGE} faults={sent.faults} />
        <SelectField
          {...sentField(sent, 'conditionId')}
          label="From what"
          options={[
            { value: '', text: 'Everything their orders ask' },
            ...conditions.map((condition) => ({
              value: condition.id,
              text: `${conditionText(condition, person.zones)}, ${spellText(condition)}`,
            })),
          ]}
        />
        <SelectField
          {...sentField(sent, 'reason')}
          label="Why"
          options={[
            { value: '', text: 'Choose one' },
            ...absenceReasonCodes.map((code) => ({ value: code, text: absenceReasonText(code) })),
          ]}
        />
        <TextArea {...sentField(sent, 'text')} label="Anything to add" rows={2} />
      </Form>
    </>
  )
}

const EndForm: FC<AbsencesProps> = ({ asking, person, absences, sent }) => {
  const standing = absences.filter(({ revoked }) => !revoked)
  if (standing.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">End an absence</h2>
      <Form
        asking={asking}
        action={paths.endAbsence(person.id)}
        button="End the absence"
        kind="secondary"
      >
        <SelectField
          {...sentField(sent, 'absence')}
          label="Absence"
          options={[
            { value: '', text: 'Choose one' },
            ...standing.map(({ id, from, to, reason }) => ({
              value: String(id),
              text: `${londonWindow(from, to)}: ${absenceReasonText(reason)}`,
            })),
          ]}
        />
        <TextArea {...sentField(sent, 'why')} label="Why it is not authorised any more" rows={2} />
      </Form>
    </>
  )
}

function conditionName(id: string | undefined, { monitoringOrders, zones }: PersonFile): string {
  if (id === undefined) return 'Everything'
  const conditions = monitoringOrders.flatMap((order) => order.conditions)
  const condition = conditions.find((one) => one.id === id)
  return condition ? conditionText(condition, zones) : id
}
