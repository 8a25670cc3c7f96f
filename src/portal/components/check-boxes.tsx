import type { FC } from 'hono/jsx'
import { ChoiceGroup } from './choice-group.tsx'
import type { FieldProps } from './form-group.tsx'
import type { SelectFieldProps } from './select-field.tsx'

/** Any number of choices; the first box is where a fault's link leads. */
export const CheckBoxes: FC<
  Omit<FieldProps, 'value'> & Pick<SelectFieldProps, 'options'> & { ticked: readonly string[] }
> = ({ options, ticked, ...field }) => (
  <ChoiceGroup {...field}>
    <div class="govuk-checkboxes govuk-checkboxes--small">
      {options.map(({ value, text }, index) => {
        const id = index === 0 ? field.name : `${field.name}-${value}`
        return (
          <div class="govuk-checkboxes__item">
            <input
              class="govuk-checkboxes__input"
              type="checkbox"
              id={id}
              name={field.name}
              value={value}
              {...(ticked.includes(value) && { checked: true })}
            />
            <label class="govuk-label govuk-checkboxes__label" for={id}>
              {text}
            </label>
          </div>
        )
      })}
    </div>
  </ChoiceGroup>
)
