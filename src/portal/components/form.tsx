import type { Child, FC } from 'hono/jsx'
import type { Asking } from '../../server/route.ts'
import { FormToken } from './form-token.tsx'

/**
 * A form that is posted: its token, its fields and one button. Its faults are told by the server, in one
 * place and in our words, so browsers check nothing before.
 */
export const Form: FC<{
  asking: Asking
  action: string
  button: string
  /** What the button does cannot be undone, or is not the page's main deed. */
  kind?: 'warning' | 'secondary'
  /** Names the form where a page has several whose buttons say the same. */
  of?: string
  hidden?: Readonly<Record<string, string>>
  children?: Child
}> = ({ asking, action, button, kind, of, hidden = {}, children }) => (
  <form method="post" action={action} novalidate>
    <FormToken asking={asking} />
    {Object.entries(hidden).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    {children}
    <button type="submit" class={`govuk-button${kind ? ` govuk-button--${kind}` : ''}`}>
      {button}
      {of && <span class="govuk-visually-hidden"> {of}</span>}
    </button>
  </form>
)
