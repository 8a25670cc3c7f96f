import type { FC } from 'hono/jsx'
import { policeForces } from '../../domain/police-forces.ts'
import type { FieldProps } from './form-group.tsx'
import { SelectField, type SelectFieldProps } from './select-field.tsx'

/** One police force, or what stands first: of a filter, that it may be any. */
export const ForceField: FC<
  Omit<FieldProps, 'label'> & {
    first?: string
    /** After the forces. */
    more?: SelectFieldProps['options']
  }
> = ({ first = 'All', more = [], ...field }) => (
  <SelectField
    {...field}
    label="Police force"
    options={[
      { value: '', text: first },
      ...policeForces.map(({ identifier, label }) => ({ value: identifier, text: label })),
      ...more,
    ]}
  />
)
