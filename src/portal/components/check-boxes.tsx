import type { FC } from 'hono/jsx'
import { faultOf } from './error-summary.tsx'
import type { FieldProps } from './form-group.tsx'
import type { SelectFieldProps } from './select-field.tsx'

/** Any number of choices; the first box is where a fault's link leads. */
export const CheckBoxes: FC<
  Omit<FieldProps, 'value'> & Pick<SelectFieldProps, 'options'> & { ticked: readonly string[] }
> = ({ name, label, hint, faults = [], options, ticked }) => {
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
        <div class="govuk-checkboxes govuk-checkboxes--small">
          {options.map(({ value, text }, index) => (
            <div class="govuk-checkboxes__item">
              <input
                class="govuk-checkboxes__input"
                type="checkbox"
                id={index === 0 ? name : `${name}-${value}`}
                name={name}
                value={value}
                {...(ticked.includes(value) && { checked: true })}
              />
              <label
                class="govuk-label govuk-checkboxes__label"
                for={index === 0 ? name : `${name}-${value}`}
              >
                {text}
              </label>
            </div>
          ))}
        </div>
      </fieldset>
    </div>
  )
}
