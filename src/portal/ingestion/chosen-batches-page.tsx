import type { FC } from 'hono/jsx'
import { londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type { VisibleAttempt } from '../../store/records/visible-attempts.ts'
import { CheckBoxes } from '../components/check-boxes.tsx'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { paths } from '../paths.ts'
import { attemptName } from './attempt-words.ts'
import { PurposeField } from './purpose-field.tsx'

/** The form for matches once more, where it could not be taken. */
export const ChosenBatchesPage: FC<{
  asking: Asking
  chosen: readonly VisibleAttempt[]
  purpose: string
  faults: readonly FieldFault[]
}> = ({ asking, chosen, purpose, faults }) => (
  <>
    <ErrorSummary faults={faults} />
    <h1 class="govuk-heading-l">Download matches</h1>
    {chosen.length === 0 ? (
      <p class="govuk-body" id="attempt" tabindex={-1}>
        <a href={paths.attempts} class="govuk-link">
          Choose batches in the list
        </a>
        , among those with wearers near.
      </p>
    ) : (
      <Form asking={asking} action={paths.batchMatches} button="Download (CSV)">
        <CheckBoxes
          name="attempt"
          label="Batches"
          faults={faults}
          options={chosen.map((attempt) => ({
            value: String(attempt.id),
            text: `${attemptName(attempt)}, received ${londonTime(attempt.receivedAt)}`,
          }))}
          ticked={chosen.map(({ id }) => String(id))}
        />
        <PurposeField value={purpose} faults={faults} />
      </Form>
    )}
  </>
)
