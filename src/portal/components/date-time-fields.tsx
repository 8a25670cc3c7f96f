import type { FC } from 'hono/jsx'
import type { FieldFault } from './error-summary.tsx'
import { TextField } from './text-field.tsx'
import { timeOf } from './typed-instant.ts'

/** The two fields of an instant in London time, `name` and `name` with `Time` behind it, as `readInstant` reads them. */
export const DateTimeFields: FC<{
  name: string
  /** What the date is called, and the time. */
  labels: readonly [date: string, time: string]
  typed: (field: string) => string | undefined
  faults: readonly FieldFault[] | undefined
}> = ({ name, labels: [date, time], typed, faults }) => (
  <>
    <TextField name={name} label={date} type="date" value={typed(name)} faults={faults} />
    <TextField
      name={timeOf(name)}
      label={time}
      type="time"
      value={typed(timeOf(name))}
      faults={faults}
    />
  </>
)
