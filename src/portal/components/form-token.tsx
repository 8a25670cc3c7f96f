import type { FC } from 'hono/jsx'
import type { Asking } from '../../server/route.ts'

/** In every form: shows that it was made for whoever sends it. */
export const FormToken: FC<{ asking: Asking }> = ({ asking }) => (
  <input type="hidden" name="formToken" value={asking.formToken} />
)
