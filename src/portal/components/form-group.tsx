import type { Child, FC } from 'hono/jsx'
import { type FieldFault, faultOf } from './error-summary.tsx'

export interface FieldProps {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  readonly value?: string | undefined
  readonly faults?: readonly FieldFault[] | undefined
}

/** A label, a hint and what is wrong around one field, tied together for those who listen. */
export const FormGroup: FC<FieldProps & { children?: Child }> = ({
  name,
  label,
  hint,
  faults = [],
  children,
}) => {
  const fault = faultOf(faults, name)
  return (
    <div class={`govuk-form-group${fault ? ' govuk-form-group--error' : ''}`}>
      <label class="govuk-label" for={name}>
        {label}
      </label>
      {hint && (
        <div id={`${name}-hint`} class="govuk-hint">
          {hint}
        </div>
      )}
      {fault && (
        <p id={`${name}-error`} class="govuk-error-message">
          <span class="govuk-visually-hidden">Error:</span> {fault}
        </p>
      )}
      {children}
    </div>
  )
}

/** The attributes every field of a group has. */
export function fieldAttributes({ name, hint, faults = [] }: FieldProps) {
  const fault = faultOf(faults, name)
  const describedBy = [hint && `${name}-hint`, fault && `${name}-error`].filter(Boolean).join(' ')
  return {
    id: name,
    name,
    ...(describedBy && { 'aria-describedby': describedBy }),
    ...(fault && { 'aria-invalid': 'true' as const }),
  }
}
