import type { FC } from 'hono/jsx'
import { paths } from '../paths.ts'

/**
 * Before anything was compared, or after what was found had been kept for as long as allowed.
 *
 * @param asked a certain run was asked for: that says nothing of others.
 */
export const NoRunPage: FC<{ asked: boolean }> = ({ asked }) => (
  <>
    <h1 class="govuk-heading-l">Matches</h1>
    {asked ? (
      <p class="govuk-body">
        The matches of this run are not kept.{' '}
        <a class="govuk-link" href={paths.matches}>
          Show the newest matches
        </a>
      </p>
    ) : (
      <p class="govuk-body">
        No matching run is kept. Whoever runs this server makes one with “whereabouts match”.
      </p>
    )}
  </>
)
