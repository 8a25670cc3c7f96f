import type { FC } from 'hono/jsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { HandOverForm, type HandOverFormProps } from './hand-over-form.tsx'
import { NoTarget } from './preview-page.tsx'

/** The form of what to send to the case record. */
export const NewHandOverPage: FC<HandOverFormProps & { title: string; hasTarget: boolean }> = ({
  title,
  hasTarget,
  ...form
}) => (
  <>
    <ErrorSummary faults={form.faults} />
    <h1 class="govuk-heading-l">{title}</h1>
    {!hasTarget && <NoTarget />}
    <HandOverForm {...form} />
  </>
)
