import type { FC } from 'hono/jsx'
import { faultOf } from './error-summary.tsx'
import { type FieldProps, FormGroup, fieldAttributes } from './form-group.tsx'

export interface SelectFieldProps extends FieldProps {
  readonly options: readonly { readonly value: string; readonly text: string }[]
}

export const SelectField: FC<SelectFieldProps> = (field) => (
  <FormGroup {...field}>
    <select
      class={`govuk-select${faultOf(field.faults ?? [], field.name) ? ' govuk-select--error' : ''}`}
      {...fieldAttributes(field)}
    >
      {field.options.map(({ value, text }) => (
        <option value={value} {...(value === field.value && { selected: true })}>
          {text}
        </option>
      ))}
    </select>
  </FormGroup>
)
