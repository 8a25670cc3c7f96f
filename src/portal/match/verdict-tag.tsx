import type { FC } from 'hono/jsx'
import type { EvidenceSummary } from '../../domain/evidence-summary.ts'
import { verdictText } from './evidence-text.ts'

export const VerdictTag: FC<{ evidence: EvidenceSummary }> = ({ evidence }) => {
  const [text, colour] = verdictText(evidence)
  return <strong class={`govuk-tag govuk-tag--${colour}`}>{text}</strong>
}
