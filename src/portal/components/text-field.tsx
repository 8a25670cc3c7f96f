import type { FC } from 'hono/jsx'
import { faultOf } from './error-summary.tsx'
import { type FieldProps, FormGroup, fieldAttributes } from './form-group.tsx'

export interface TextFieldProps extends FieldProps {
  readonly type?: 'text' | 'password' | 'email' | 'date' | 'time' | 'search'
  readonly autocomplete?: string
  readonly inputmode?: 'numeric' | 'text'
  readonly maxlength?: number
  /** In characters. */
  readonly width?: 5 | 10 | 20 | 30
}

export const TextField: FC<TextFieldProps> = (field) => (
  <FormGroup {...field}>
    <input
      class={`govuk-input${field.width ? ` govuk-input--width-${field.width}` : ''}${faultOf(field.faults ?? [], field.name) ? ' govuk-input--error' : ''}`}
      type={field.type ?? 'text'}
      maxlength={field.maxlength ?? 200}
      {...(field.value !== undefined && { value: field.value })}
      {...(field.autocomplete && { autocomplete: field.autocomplete })}
      {...(field.inputmode && { inputmode: field.inputmode })}
      {...fieldAttributes(field)}
    />
  </FormGroup>
)
