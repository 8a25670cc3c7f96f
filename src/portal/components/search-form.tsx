import type { Child, FC } from 'hono/jsx'
import type { Asking } from '../../server/route.ts'
import { FormToken } from './form-token.tsx'

/** A form that looks for somebody or something: sent as a form, so that what was sought stays out of addresses. */
export const SearchForm: FC<{
  action: string
  asking: Asking
  label: string
  children?: Child
}> = ({ action, asking, label, children }) => (
  <search aria-label={label}>
    <form method="post" action={action} class="app-filter">
      <FormToken asking={asking} />
      {children}
      <button type="submit" class="govuk-button">
        Search
      </button>
    </form>
  </search>
)

/** The next page of what a search found: the same search, sent again. */
export const SearchAgain: FC<{
  action: string
  asking: Asking
  fields: Readonly<Record<string, string | number | undefined>>
}> = ({ action, asking, fields }) => (
  <form method="post" action={action}>
    <FormToken asking={asking} />
    {Object.entries(fields).map(
      ([name, value]) =>
        value !== undefined && <input type="hidden" name={name} value={String(value)} />,
    )}
    <button type="submit" class="govuk-button govuk-button--secondary">
      Next page
    </button>
  </form>
)
