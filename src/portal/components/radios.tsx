import type { FC } from 'hono/jsx'
import { faultOf } from './error-summary.tsx'
import type { SelectFieldProps } from './select-field.tsx'

/** One of a few choices; the first is where a fault's link leads. */
export const Radios: FC<SelectFieldProps> = ({
  name,
  label,
  hint,
  value,
  faults = [],
  options,
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
        <div class="govuk-radios">
          {options.map((option, index) => (
            <div class="govuk-radios__item">
              <input
                class="govuk-radios__input"
                type="radio"
                id={index === 0 ? name : `${name}-${option.value}`}
                name={name}
                value={option.value}
                {...(option.value === value && { checked: true })}
              />
              <label
                class="govuk-label govuk-radios__label"
                for={index === 0 ? name : `${name}-${option.value}`}
              >
                {option.text}
              </label>
            </div>
          ))}
        </div>
      </fieldset>
    </div>
  )
}
