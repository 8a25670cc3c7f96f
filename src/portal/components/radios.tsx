import type { FC } from 'hono/jsx'
import { ChoiceGroup } from './choice-group.tsx'
import type { SelectFieldProps } from './select-field.tsx'

/** One of a few choices; the first is where a fault's link leads. */
export const Radios: FC<SelectFieldProps> = ({ value, options, ...field }) => (
  <ChoiceGroup {...field}>
    <div class="govuk-radios">
      {options.map((option, index) => {
        const id = index === 0 ? field.name : `${field.name}-${option.value}`
        return (
          <div class="govuk-radios__item">
            <input
              class="govuk-radios__input"
              type="radio"
              id={id}
              name={field.name}
              value={option.value}
              {...(option.value === value && { checked: true })}
            />
            <label class="govuk-label govuk-radios__label" for={id}>
              {option.text}
            </label>
          </div>
        )
      })}
    </div>
  </ChoiceGroup>
)
