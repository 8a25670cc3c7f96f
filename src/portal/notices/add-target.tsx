import type { FC } from 'hono/jsx'
import type { TypedTarget } from '../../app/notices/notice-targets.ts'
import { families } from '../../monitoring/finding.ts'
import type { Asking } from '../../server/route.ts'
import { CheckBoxes } from '../components/check-boxes.tsx'
import type { FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { Radios } from '../components/radios.tsx'
import { SelectField } from '../components/select-field.tsx'
import { TextField } from '../components/text-field.tsx'
import { familyText } from '../incidents/incident-text.ts'
import { paths } from '../paths.ts'
import { urgencies } from './notice-text.ts'

export interface AddTargetProps {
  readonly asking: Asking
  readonly typed: TypedTarget
  readonly teams: readonly string[]
  readonly sendsMail: boolean
  readonly faults: readonly FieldFault[]
}

/** Has somebody else told of incidents. */
export const AddTarget: FC<AddTargetProps> = ({ asking, typed, teams, sendsMail, faults }) => (
  <>
    <h2 class="govuk-heading-m">Tell somebody else</h2>
    {!sendsMail && (
      <p class="govuk-body">
        This server is not set up to send e-mail, so only a webhook can be told.
      </p>
    )}
    <Form asking={asking} action={paths.addNoticeTarget} button="Add">
      <Radios
        name="kind"
        label="How"
        value={typed.kind}
        faults={faults}
        options={[
          ...(sendsMail ? [{ value: 'email', text: 'E-mail' }] : []),
          { value: 'webhook', text: 'Webhook, to a program' },
        ]}
      />
      <TextField
        name="address"
        label="Address"
        hint={
          sendsMail
            ? 'An e-mail address, or where a program listens: https://…'
            : 'Where a program listens: https://…'
        }
        maxlength={1000}
        autocomplete="off"
        value={typed.address}
        faults={faults}
      />
      <SelectField
        name="mildest"
        label="How urgent"
        value={typed.mildest}
        faults={faults}
        options={urgencies}
      />
      <CheckBoxes
        name="families"
        label="Of what"
        hint="None ticked is all of them."
        ticked={typed.families}
        faults={faults}
        options={families.map((family) => ({ value: family, text: familyText(family) }))}
      />
      <SelectField
        name="team"
        label="Whose"
        value={typed.team}
        faults={faults}
        options={[
          { value: '', text: 'Everybody’s' },
          ...teams.map((team) => ({ value: team, text: `Of team ${team}` })),
        ]}
      />
    </Form>
  </>
)
