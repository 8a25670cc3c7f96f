import type { FC } from 'hono/jsx'
import { CheckBoxes } from '../components/check-boxes.tsx'
import type { FieldFault } from '../components/error-summary.tsx'
import { TextField } from '../components/text-field.tsx'
import type { FormValues } from '../form-values.ts'
import { rowCount } from './typed-hours.ts'
import { WeekdayBoxes } from './weekday-boxes.tsx'

export interface ZoneOption {
  readonly value: string
  readonly text: string
}

/** Rows of hours of a week, and a button for one more, which works without JavaScript: it sends the form as it stands. */
export const HoursRows: FC<{
  prefix: string
  legend: string
  values: FormValues
  faults: readonly FieldFault[]
  /** Where the form is made again with another row. */
  again: string
  least: number
  /** Places that a row may name for itself, where it matters. */
  zones?: readonly ZoneOption[] | undefined
}> = ({ prefix, legend, values, faults, again, least, zones = [] }) => {
  const rows = rowCount(values, prefix, least)
  return (
    <>
      <input type="hidden" name={`${prefix}-rows`} value={String(rows)} />
      {Array.from({ length: rows }, (_, row) => {
        const field = (name: string) => {
          const full = `${prefix}-${name}-${row}`
          return { name: full, value: values.text(full), faults }
        }
        return (
          <fieldset class="govuk-fieldset app-row-of-form">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
              {`${legend} ${row + 1}`}
            </legend>
            <WeekdayBoxes
              name={`${prefix}-days-${row}`}
              label="Beginning on"
              faults={faults}
              ticked={values.ticked(`${prefix}-days-${row}`)}
            />
            <div class="app-range__fields">
              <TextField {...field('from')} label="From" width={5} />
              <TextField {...field('to')} label="To" width={5} />
              <TextField {...field('first')} label="First date, if any" type="date" />
              <TextField {...field('last')} label="Last date, if any" type="date" />
              <TextField
                {...field('weeks')}
                label="Every how many weeks"
                inputmode="numeric"
                width={5}
              />
            </div>
            {zones.length > 1 && (
              <CheckBoxes
                name={`${prefix}-zones-${row}`}
                label="At these places only"
                hint="None ticked: at any of the places chosen above"
                faults={faults}
                ticked={values.ticked(`${prefix}-zones-${row}`)}
                options={zones}
              />
            )}
          </fieldset>
        )
      })}
      <p class="govuk-hint">
        Times are London time, such as 19:00. Hours that end earlier than they begin end on the next
        day; 24:00 is midnight. To take hours away, empty them.
      </p>
      <button
        type="submit"
        name="deed"
        value={`add-${prefix}`}
        formaction={again}
        class="govuk-button govuk-button--secondary"
      >
        {rows === 0 ? `Add ${legend.toLowerCase()}` : `Add more ${legend.toLowerCase()}`}
      </button>
    </>
  )
}
