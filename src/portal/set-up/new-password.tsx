import type { FC } from 'hono/jsx'
import type { FieldFault } from '../components/error-summary.tsx'
import { TextField } from '../components/text-field.tsx'
import type { FormValues } from '../form-values.ts'

/** A new password, twice: nobody can see what they type. */
export const NewPassword: FC<{ faults: readonly FieldFault[] }> = ({ faults }) => (
  <>
    <TextField
      name="password"
      label="New password"
      hint="At least 12 characters; a few words that do not belong together are good. Nothing else is asked of it."
      type="password"
      autocomplete="new-password"
      maxlength={1000}
      width={20}
      faults={faults}
    />
    <TextField
      name="passwordAgain"
      label="New password again"
      type="password"
      autocomplete="new-password"
      maxlength={1000}
      width={20}
      faults={faults}
    />
  </>
)

export function newPasswordFaults(form: FormValues): FieldFault[] {
  return form.typed('password') === form.typed('passwordAgain')
    ? []
    : [{ field: 'passwordAgain', text: 'The two passwords differ. Type the same one twice' }]
}
