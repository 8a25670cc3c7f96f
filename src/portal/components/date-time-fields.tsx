import type { FC } from 'hono/jsx'
import { isTwice } from '../../domain/london-local.ts'
import type { FieldFault } from './error-summary.tsx'
import { SelectField } from './select-field.tsx'
import { TextField } from './text-field.tsx'
import { timeOf, zoneOf } from './typed-instant.ts'

/**
 * The fields of an instant in London time, `name` and `name` with `Time` behind it, as `readInstant` reads them. Where what
 * stands in them comes twice, a third (`Zone`) asks which is meant.
 */
export const DateTimeFields: FC<{
  name: string
  /** What the date is called, and the time, and the question; the last where a form has several beside one another. */
  labels: readonly [date: string, time: string, which?: string]
  typed: (field: string) => string | undefined
  faults: readonly FieldFault[] | undefined
}> = ({ name, labels: [date, time, which = 'Which of the two'], typed, faults }) => (
  <>
    <TextField name={name} label={date} type="date" value={typed(name)} faults={faults} />
    <TextField
      name={timeOf(name)}
      label={time}
      type="time"
      value={typed(timeOf(name))}
      faults={faults}
    />
    {isTwice({ date: typed(name) ?? '', time: typed(timeOf(name)) ?? '' }) && (
      <SelectField
        name={zoneOf(name)}
        label={which}
        value={typed(zoneOf(name))}
        faults={faults}
        options={[
          { value: '', text: 'Choose one' },
          { value: 'BST', text: 'The first, before clocks went back (BST)' },
          { value: 'GMT', text: 'The second, after clocks went back (GMT)' },
        ]}
      />
    )}
  </>
)
