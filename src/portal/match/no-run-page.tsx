import type { FC } from 'hono/jsx'

/** Before anything was compared, or after what was found had been kept for as long as allowed. */
export const NoRunPage: FC = () => (
  <>
    <h1 class="govuk-heading-l">Matches</h1>
    <p class="govuk-body">Nothing was compared yet.</p>
  </>
)
