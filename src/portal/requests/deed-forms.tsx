import type { FC } from 'hono/jsx'
import { requesterChecks } from '../../domain/data-request.ts'
import type { Asking } from '../../server/route.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import type { DataRequest } from '../../store/records/visible-requests.ts'
import { CheckBoxes } from '../components/check-boxes.tsx'
import { DateTimeRange } from '../components/date-time-range.tsx'
import type { FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { SelectField } from '../components/select-field.tsx'
import { TextArea } from '../components/text-area.tsx'
import { TextField } from '../components/text-field.tsx'
import { NO_RANGE, rangeAsTyped, typedRange } from '../components/typed-range.ts'
import { paths } from '../paths.ts'
import { personName } from '../people/person-name.ts'
import { checkTexts } from './request-text.ts'

export interface DeedFormProps {
  readonly asking: Asking
  readonly request: DataRequest
  /** What was typed, where the form could not be taken. */
  readonly typed?: ((name: string) => string) | undefined
  readonly faults?: readonly FieldFault[]
  /** Who may be meant, where people are shown at all. */
  readonly candidates?: readonly PersonFile[]
}

export const AnswerForm: FC<DeedFormProps> = ({ asking, request, typed, faults = [] }) => (
  <Form asking={asking} action={paths.requestDeed(request.id, 'answer')} button="Send the answer">
    <TextArea name="answer" label="Your answer" value={typed?.('answer')} faults={faults} />
  </Form>
)

export const WithdrawForm: FC<DeedFormProps> = ({ asking, request }) => (
  <Form
    asking={asking}
    action={paths.requestDeed(request.id, 'withdraw')}
    button="Withdraw the request"
    kind="warning"
  />
)

export const CheckForm: FC<DeedFormProps> = ({ asking, request, typed, faults = [] }) => (
  <Form asking={asking} action={paths.requestDeed(request.id, 'check')} button="Keep the check">
    <SelectField
      name="how"
      label="How did you make sure that the request is from whom it says?"
      hint="Nothing can be granted before"
      value={typed?.('how')}
      faults={faults}
      options={[
        { value: '', text: 'Choose one' },
        ...requesterChecks.map((value) => ({ value, text: checkTexts[value] })),
      ]}
    />
    <TextField
      name="checkNote"
      label="Note"
      hint="Whom you spoke to, for example"
      value={typed?.('checkNote')}
      faults={faults}
      maxlength={500}
    />
  </Form>
)

export const AskForm: FC<DeedFormProps> = ({ asking, request, typed, faults = [] }) => (
  <Form
    asking={asking}
    action={paths.requestDeed(request.id, 'ask')}
    button="Ask the requester"
    kind="secondary"
  >
    <TextArea
      name="question"
      label="What do you need to know?"
      value={typed?.('question')}
      faults={faults}
    />
  </Form>
)

export const GrantForm: FC<DeedFormProps> = (props) => {
  const { asking, request, typed, faults = [], candidates = [] } = props
  const range = typed ? typedRange(typed) : request.within && rangeAsTyped(request.within)
  return (
    <Form asking={asking} action={paths.requestDeed(request.id, 'grant')} button="Grant">
      <p class="govuk-body">
        Grant only what is needed. Less than was asked is a grant in part, and needs a reason.
      </p>
      {request.about === 'person' && candidates.length > 0 && (
        <CheckBoxes
          name="wearers"
          label="Who is meant?"
          hint="Found by what the requester wrote. Compare dates of birth and numbers"
          faults={faults}
          ticked={[]}
          options={candidates.map((person) => ({ value: person.id, text: candidateText(person) }))}
        />
      )}
      {request.about === 'person' && (
        <TextField
          name={candidates.length > 0 ? 'otherWearers' : 'wearers'}
          label="Device wearers’ ids"
          hint="Whoever is not in a list above; several with spaces between"
          value={typed?.('wearers')}
          faults={faults}
          autocomplete="off"
        />
      )}
      <DateTimeRange typed={range ?? NO_RANGE} faults={faults} />
      {request.about === 'place' && (
        <TextField
          name="grantedRadius"
          label="Radius in metres"
          value={typed?.('grantedRadius') ?? String(request.place?.radiusMetres ?? '')}
          faults={faults}
          width={5}
        />
      )}
      <TextArea
        name="grantReason"
        label="Why only a part, if so"
        value={typed?.('grantReason')}
        faults={faults}
        rows={3}
      />
    </Form>
  )
}

export const ConfirmForm: FC<DeedFormProps> = ({ asking, request }) => (
  <Form
    asking={asking}
    action={paths.requestDeed(request.id, 'confirm')}
    button="Confirm the grant"
  >
    <p class="govuk-body">
      The first approver would grant this. The period is so long that a second approver has to
      agree.
    </p>
  </Form>
)

export const RefuseForm: FC<DeedFormProps> = ({ asking, request, typed, faults = [] }) => (
  <Form
    asking={asking}
    action={paths.requestDeed(request.id, 'refuse')}
    button="Refuse the request"
    kind="warning"
  >
    <TextArea
      name="reason"
      label="Why it is refused"
      hint="The requester reads it"
      value={typed?.('reason')}
      faults={faults}
    />
  </Form>
)

export const EndForm: FC<DeedFormProps> = ({ asking, request, typed, faults = [] }) => (
  <Form
    asking={asking}
    action={paths.requestDeed(request.id, 'end')}
    button="End the grant now"
    kind="warning"
  >
    <TextArea
      name="endReason"
      label="Why it is ended"
      value={typed?.('endReason')}
      faults={faults}
      rows={3}
    />
  </Form>
)

function candidateText(person: PersonFile): string {
  const numbers = [
    person.dateOfBirth && `born ${person.dateOfBirth}`,
    person.crn && `CRN ${person.crn}`,
    person.nomis && `NOMIS ${person.nomis}`,
    person.pnc && `PNC ${person.pnc}`,
  ].filter(Boolean)
  return `${personName(person)} (${[person.id, ...numbers].join(', ')})`
}
