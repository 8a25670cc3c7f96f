import type { Child, FC } from 'hono/jsx'
import { faultOf } from './error-summary.tsx'
import type { FieldProps } from './form-group.tsx'

/** A question that is answered by choosing: its words, what is wrong with the answer, and the choices. */
export const ChoiceGroup: FC<Omit<FieldProps, 'value'> & { children: Child }> = ({
  name,
  label,
  hint,
  faults = [],
  children,
}) => {
  const fault = faultOf(faults, name)
  const describedBy = [hint && `${name}-hint`, fault && `${name}-error`].filter(Boolean).join(' ')
  return (
    <div class={`govuk-form-group${fault ? ' govuk-form-group--error' : ''}`}>
      <fieldset class="govuk-fieldset" {...(describedBy && { 'aria-describedby': describedBy })}>
        <legend class="govuk-fieldset__legend">{label}</legend>
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
      </fieldset>
    </div>
  )
}
