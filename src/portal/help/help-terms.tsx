import type { FC } from 'hono/jsx'
import type { HelpEntry } from './help-entry.ts'

/** Terms, each with what it means. */
export const HelpTerms: FC<{ entries: readonly HelpEntry[] }> = ({ entries }) => (
  <dl class="app-terms">
    {entries.map(({ term, text }) => (
      <>
        <dt class="govuk-heading-s govuk-!-margin-bottom-1">{term}</dt>
        <dd class="govuk-body govuk-!-margin-left-0">{text}</dd>
      </>
    ))}
  </dl>
)
