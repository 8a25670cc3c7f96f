import type { FC } from 'hono/jsx'

/**
 * From one page of a list to the next, by cursor: nothing is counted for it, and what is added meanwhile
 * moves nothing. `first` leads back to the start where this page is not it.
 */
export const CursorLinks: FC<{
  label: string
  first?: string | undefined
  next?: string | undefined
}> = ({ label, first, next }) =>
  first || next ? (
    <nav class="govuk-pagination" aria-label={label}>
      {first && (
        <a class="govuk-link app-turn" href={first}>
          First page
        </a>
      )}
      {next && (
        <a class="govuk-link app-turn" href={next} rel="next">
          Next page
        </a>
      )}
    </nav>
  ) : null
