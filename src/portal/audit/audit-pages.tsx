import type { FC } from 'hono/jsx'
import { paths } from '../paths.ts'

/** Between the pages over the audit. */
export const AuditPages: FC<{ current: 'search' | 'samples' }> = ({ current }) => (
  <nav aria-label="Audit">
    <ul class="app-row govuk-body">
      <li>
        <a
          class="govuk-link"
          href={paths.audit}
          {...(current === 'search' && { 'aria-current': 'page' as const })}
        >
          Search
        </a>
      </li>
      <li>
        <a
          class="govuk-link"
          href={paths.auditSamples}
          {...(current === 'samples' && { 'aria-current': 'page' as const })}
        >
          Dip-sampling
        </a>
      </li>
      <li>
        <a class="govuk-link" href={`${paths.audit}#one-person`}>
          Who has looked at a person
        </a>
      </li>
    </ul>
  </nav>
)
