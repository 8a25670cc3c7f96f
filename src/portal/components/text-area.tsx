import type { FC } from 'hono/jsx'
import { faultOf } from './error-summary.tsx'
import { type FieldProps, FormGroup, fieldAttributes } from './form-group.tsx'

/** More than a line of one's own words. */
export const TextArea: FC<FieldProps & { rows?: number }> = (field) => (
  <FormGroup {...field}>
    <textarea
      class={`govuk-textarea${faultOf(field.faults ?? [], field.name) ? ' govuk-textarea--error' : ''}`}
      rows={field.rows ?? 5}
      {...fieldAttributes(field)}
    >
      {field.value}
    </textarea>
  </FormGroup>
)
