import type { FC } from 'hono/jsx'
import type { Asking } from '../../server/route.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { FindingFields } from '../components/finding-fields.tsx'
import { Form } from '../components/form.tsx'
import { paths } from '../paths.ts'

export interface TypedReview {
  readonly finding: string
  readonly note: string
}

/** Says what one found who looked at an event. */
export const ReviewForm: FC<{
  asking: Asking
  eventId: number
  /** Where to go on afterwards. */
  sample: number | undefined
  typed?: TypedReview
  faults?: readonly FieldFault[]
}> = ({ asking, eventId, sample, typed, faults = [] }) => (
  <>
    <p class="govuk-body">A review is kept for good. If you change your mind, add another.</p>
    <Form
      asking={asking}
      action={paths.auditReview(eventId)}
      button="Keep the review"
      hidden={sample === undefined ? {} : { sample: String(sample) }}
    >
      <FindingFields typed={typed} faults={faults} />
    </Form>
  </>
)
