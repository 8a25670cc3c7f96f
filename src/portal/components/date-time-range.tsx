import type { FC } from 'hono/jsx'
import type { FieldFault } from './error-summary.tsx'
import { SelectField } from './select-field.tsx'
import { TextField } from './text-field.tsx'
import { isTwice, type TypedRange } from './typed-range.ts'

/** Fields for a period in London time. Where a time came twice, it is asked which is meant. */
export const DateTimeRange: FC<{ typed: TypedRange; faults?: readonly FieldFault[] }> = ({
  typed,
  faults,
}) => (
  <div class="app-range">
    <End typed={typed} faults={faults} end="from" legend="From" />
    <End typed={typed} faults={faults} end="to" legend="Until" />
  </div>
)

const End: FC<{
  typed: TypedRange
  faults: readonly FieldFault[] | undefined
  end: 'from' | 'to'
  legend: string
}> = ({ typed, faults, end, legend }) => (
  <fieldset class="govuk-fieldset app-range__end">
    <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{legend}</legend>
    <div class="app-range__fields">
      <TextField name={end} label="Date" type="date" value={typed[end]} faults={faults} />
      <TextField
        name={`${end}Time`}
        label="Time"
        type="time"
        value={typed[`${end}Time`]}
        faults={faults}
      />
      {isTwice(typed, end) && (
        <SelectField
          name={`${end}Zone`}
          label="Which of the two"
          value={typed[`${end}Zone`]}
          faults={faults}
          options={[
            { value: '', text: 'Choose one' },
            { value: 'BST', text: 'The first, before clocks went back (BST)' },
            { value: 'GMT', text: 'The second, after clocks went back (GMT)' },
          ]}
        />
      )}
    </div>
  </fieldset>
)
