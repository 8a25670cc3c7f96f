import type { FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import { londonDayText, londonStretchText } from '../../domain/london-day-text.ts'
import { startOfLondonDay } from '../../domain/london-local.ts'
import type { MovementPart } from '../../domain/movement-parts.ts'

/** A long period's pages: from when to when each is, with how many positions; one page has no list. */
export const PartPages: FC<{
  parts: readonly MovementPart[]
  shown: MovementPart
  hrefOf: (part: MovementPart) => string
}> = ({ parts, shown, hrefOf }) => {
  if (parts.length < 2) return null
  const index = parts.indexOf(shown)
  const [before, after] = [parts[index - 1], parts[index + 1]]
  return (
    <nav aria-label="Pages of this period">
      <h2 class="govuk-heading-s">{`Page ${index + 1} of ${parts.length}: ${partText(shown)}`}</h2>
      <p class="govuk-body">
        A long period is turned by pages of whole days. The map, the lists and the table below are
        of this page.
      </p>
      <ul class="app-row">
        {before && (
          <li>
            <a class="govuk-link" rel="prev" href={hrefOf(before)}>
              Page before
            </a>
          </li>
        )}
        {after && (
          <li>
            <a class="govuk-link" rel="next" href={hrefOf(after)}>
              Page after
            </a>
          </li>
        )}
      </ul>
      <details class="govuk-details">
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">All pages of this period</span>
        </summary>
        <div class="govuk-details__text">
          <ol class="govuk-list govuk-list--number">
            {parts.map((part) => (
              <li>
                <a
                  class="govuk-link"
                  href={hrefOf(part)}
                  {...(part === shown && { 'aria-current': 'page' as const })}
                >
                  {partText(part)}
                </a>
                {`, ${counted(part.positions, 'position')}`}
              </li>
            ))}
          </ol>
        </div>
      </details>
    </nav>
  )
}

/** `Monday 5 January 2026 to Sunday 18 January 2026`; with times where it is not of whole days. */
function partText({ from, to }: MovementPart): string {
  const isWhole = [from, to].every((at) => startOfLondonDay(at) === at)
  if (!isWhole) return londonStretchText(from, to)
  const [first, last] = [londonDayText(from), londonDayText(to - 1)]
  return first === last ? first : `${first} to ${last}`
}
