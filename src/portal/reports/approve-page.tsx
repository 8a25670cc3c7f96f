import type { FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import type { Asking } from '../../server/route.ts'
import type { Report } from '../../store/records/visible-reports.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { TextField } from '../components/text-field.tsx'
import { forceLabel } from '../match/facts.ts'
import { paths } from '../paths.ts'

/** Asks a manager to sign with their own sign-in, and says what they sign. */
export const ApprovePage: FC<{
  asking: Asking
  report: Report
  /** Of an account whose password is ours. */
  asksPassword: boolean
  faults?: readonly FieldFault[]
}> = ({ asking, report, asksPassword, faults = [] }) => (
  <div class="govuk-grid-row">
    <div class="govuk-grid-column-two-thirds">
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-l">Sign this report?</h1>
      <p class="govuk-body">
        It is about crime {report.crime.crimeReference} and names{' '}
        {counted(report.deviceWearerIds.length, 'person', 'people')} (
        {report.deviceWearerIds.join(', ')}
        ). Once you sign, {forceLabel(report.crime)} police can read it, and it gets a number and
        never changes.
      </p>
      <p class="govuk-body">
        It is your witness statement: it has your name, {asking.account?.name}, and declares that it
        is true to the best of your knowledge and belief.{' '}
        <a class="govuk-link" href={paths.previewReport(report.id)}>
          Read the draft (PDF)
        </a>{' '}
        first.
      </p>
      <Form asking={asking} action={paths.approveReport(report.id)} button="Sign" kind="warning">
        {asksPassword && (
          <TextField
            name="password"
            label="Your password"
            type="password"
            autocomplete="current-password"
            faults={faults}
            width={20}
          />
        )}
      </Form>
      <p class="govuk-body">
        <a class="govuk-link" href={paths.report(report.id)}>
          Do not sign
        </a>
      </p>
    </div>
  </div>
)
