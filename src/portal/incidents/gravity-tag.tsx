import type { FC } from 'hono/jsx'
import { gravityText } from './incident-text.ts'

export const GravityTag: FC<{ gravity: number }> = ({ gravity }) => {
  const [text, colour] = gravityText(gravity)
  return <strong class={`govuk-tag govuk-tag--${colour}`}>{text}</strong>
}
