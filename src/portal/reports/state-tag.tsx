import type { FC } from 'hono/jsx'
import type { Report } from '../../store/records/visible-reports.ts'
import { stateText } from './report-text.ts'

export const StateTag: FC<{ report: Report }> = ({ report: { state, evidenceChangedAt } }) => {
  const [text, colour] = stateText(state)
  const changed = evidenceChangedAt !== undefined && (state === 'draft' || state === 'approved')
  return (
    <>
      <strong class={`govuk-tag govuk-tag--${colour}`}>{text}</strong>
      {changed && <strong class="govuk-tag govuk-tag--orange">Evidence changed</strong>}
    </>
  )
}
