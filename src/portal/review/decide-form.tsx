import type { FC } from 'hono/jsx'
import type { TypedView } from '../../app/review/decide-case.ts'
import { decisions } from '../../domain/match-case.ts'
import { MOST_REMARK, reasonIsFor, reasonText, reviewReasons } from '../../domain/review-reasons.ts'
import type { Asking } from '../../server/route.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { Radios } from '../components/radios.tsx'
import { SelectField } from '../components/select-field.tsx'
import { TextArea } from '../components/text-area.tsx'
import { paths } from '../paths.ts'
import { decisionText } from './case-text.ts'

/** Where a person gives their view of a match. */
export const DecideForm: FC<{
  asking: Asking
  caseId: number
  /** When and what they opened. */
  opened: string
  /** Whether anything stands that could be qualified. */
  stands: boolean
  typed?: TypedView | undefined
  faults?: readonly FieldFault[]
}> = ({ asking, caseId, opened, stands, typed, faults = [] }) => (
  <Form asking={asking} action={paths.decide(caseId)} button="Keep my view" hidden={{ opened }}>
    <Radios
      name="decision"
      label="Your view"
      value={typed?.decision}
      faults={faults}
      options={decisions
        .filter((decision) => stands || decision === 'reject')
        .map((decision) => ({
          value: decision,
          text: `${decisionText(decision)}: ${
            decision === 'qualify'
              ? 'police should be told of this wearer'
              : 'police are not told of this wearer'
          }`,
        }))}
    />
    <SelectField
      name="reason"
      label="Main reason"
      value={typed?.reason}
      faults={faults}
      options={[
        { value: '', text: 'Choose one' },
        ...reviewReasons.map((reason) => {
          const decision = reasonIsFor(reason)
          const text = reasonText(reason)
          return { value: reason, text: decision ? `${decisionText(decision)}: ${text}` : text }
        }),
      ]}
    />
    <TextArea
      name="remark"
      label="In your own words"
      hint={`Needed where the reason is another. At most ${MOST_REMARK.toLocaleString('en-GB')} characters. It may be disclosed.`}
      value={typed?.remark}
      faults={faults}
    />
  </Form>
)
