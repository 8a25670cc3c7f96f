import type { Child, FC } from 'hono/jsx'

/** More rows than this are a long way to scroll, most of all on a phone. */
const MOST_OPEN = 40

/** A table, folded where it is long; it opens without JavaScript. @param of how many rows it has. */
export const Folded: FC<{ of: number; text: string; children?: Child }> = ({
  of,
  text,
  children,
}) =>
  of <= MOST_OPEN ? (
    <div>{children}</div>
  ) : (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{`${text}: ${of} lines`}</span>
      </summary>
      <div class="govuk-details__text">{children}</div>
    </details>
  )
