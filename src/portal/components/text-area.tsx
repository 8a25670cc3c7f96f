import type { FC } from 'hono/jsx'
import { faultOf } from './error-summary.tsx'
import { type FieldProps, FormGroup, fieldAttributes } from './form-group.tsx'

/** Room for some sentences. */
export const TextArea: FC<FieldProps & { rows?: number; maxlength?: number }> = (field) => (
  <FormGroup {...field}>
    <textarea
      class={`govuk-textarea${faultOf(field.faults ?? [], field.name) ? ' govuk-textarea--error' : ''}`}
      rows={field.rows ?? 4}
      maxlength={field.maxlength ?? 2000}
      {...fieldAttributes(field)}
    >
      {field.value ?? ''}
    </textarea>
  </FormGroup>
)
