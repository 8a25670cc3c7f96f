import type { FC } from 'hono/jsx'
import { paths } from '../paths.ts'
import { HelpTerms } from './help-terms.tsx'
import { mapHelp } from './map-words.ts'

/** What is asked most of a map, folded beside it. */
export const MapHelp: FC = () => (
  <details class="govuk-details">
    <summary class="govuk-details__summary">
      <span class="govuk-details__summary-text">
        What circles, lines, gaps and delays on the map mean
      </span>
    </summary>
    <div class="govuk-details__text">
      <HelpTerms entries={mapHelp} />
      <p class="govuk-body">
        <a class="govuk-link" href={paths.help}>
          All help
        </a>
      </p>
    </div>
  </details>
)
