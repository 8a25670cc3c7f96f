import type { FC } from 'hono/jsx'
import type { AuditOutcome } from '../../domain/audit-event.ts'
import { outcomeText } from './event-text.ts'

/** Marks what was not done; most was, and has no mark. */
export const OutcomeTag: FC<{ outcome: AuditOutcome }> = ({ outcome }) =>
  outcome === 'done' ? null : (
    <>
      {' '}
      <strong class={`govuk-tag govuk-tag--${outcome === 'refused' ? 'red' : 'yellow'}`}>
        {outcomeText(outcome)}
      </strong>
    </>
  )
