import type { FC } from 'hono/jsx'
import type { CasePhase } from '../../domain/match-case.ts'
import { phaseText } from './case-text.ts'

export const PhaseTag: FC<{ phase: CasePhase }> = ({ phase }) => {
  const [text, colour] = phaseText(phase)
  return <strong class={`govuk-tag govuk-tag--${colour}`}>{text}</strong>
}
