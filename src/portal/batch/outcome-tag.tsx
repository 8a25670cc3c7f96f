import type { FC } from 'hono/jsx'
import type { CrimeBatchRecord } from '../../store/records/crime-records.ts'

const outcomes = {
  SUCCESSFUL: ['All accepted', 'green'],
  PARTIAL: ['Partly accepted', 'yellow'],
  ERROR: ['No valid row', 'red'],
  FAILED: ['Not accepted', 'red'],
} as const

export const OutcomeTag: FC<{ outcome: CrimeBatchRecord['outcome'] }> = ({ outcome }) => {
  const [text, colour] = outcomes[outcome]
  return <strong class={`govuk-tag govuk-tag--${colour}`}>{text}</strong>
}
