import type { FC } from 'hono/jsx'
import type { AttemptStatus } from '../../domain/ingestion-attempt.ts'
import { statusTexts } from './attempt-words.ts'

const colours: Readonly<Record<AttemptStatus, string>> = {
  accepted: 'green',
  partly: 'yellow',
  refused: 'red',
  repeated: 'grey',
}

export const StatusTag: FC<{ status: AttemptStatus }> = ({ status }) => (
  <strong class={`govuk-tag govuk-tag--${colours[status]}`}>{statusTexts[status]}</strong>
)
