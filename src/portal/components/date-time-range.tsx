import type { FC } from 'hono/jsx'
import { DateTimeFields } from './date-time-fields.tsx'
import type { FieldFault } from './error-summary.tsx'
import type { TypedRange } from './typed-range.ts'

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
      <DateTimeFields
        name={end}
        labels={['Date', 'Time']}
        typed={(field) => typed[field as keyof TypedRange]}
        faults={faults}
      />
    </div>
  </fieldset>
)
