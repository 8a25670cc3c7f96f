import type { FC } from 'hono/jsx'
import { purposeWords } from '../../domain/condition-words.ts'
import { exceptionPurposes } from '../../domain/order-terms.ts'
import { SelectField } from '../components/select-field.tsx'
import { TextField } from '../components/text-field.tsx'
import type { RuleFieldsProps } from './rule-fields-props.ts'
import { rowCount } from './typed-hours.ts'
import { timeOf } from './typed-instant.ts'
import { WeekdayBoxes } from './weekday-boxes.tsx'

const PREFIX = 'exceptions'

/** When and why somebody may be where a zone says they may not. */
export const ExceptionRows: FC<RuleFieldsProps> = ({ values, faults, again }) => {
  const rows = rowCount(values, PREFIX, 0)
  return (
    <>
      <input type="hidden" name={`${PREFIX}-rows`} value={String(rows)} />
      {Array.from({ length: rows }, (_, row) => {
        const named = (name: string) => ({ name, value: values.text(name), faults })
        const field = (name: string) => named(`${PREFIX}-${name}-${row}`)
        const time = (name: string) => named(timeOf(`${PREFIX}-${name}-${row}`))
        return (
          <fieldset class="govuk-fieldset app-row-of-form">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
              {`Exception ${row + 1}`}
            </legend>
            <SelectField
              {...field('purpose')}
              label="What for"
              options={[
                { value: '', text: 'None' },
                ...exceptionPurposes.map((value) => ({ value, text: purposeWords(value) })),
              ]}
            />
            <TextField {...field('text')} label="In words, if needed" maxlength={500} />
            <div class="app-range__fields">
              <TextField {...field('from')} label="From date, if any" type="date" />
              <TextField {...time('from')} label="From time" type="time" />
              <TextField {...field('to')} label="Until date, if any" type="date" />
              <TextField {...time('to')} label="Until time" type="time" />
            </div>
            <WeekdayBoxes
              name={`${PREFIX}-days-${row}`}
              label="Or every week on"
              faults={faults}
              ticked={values.ticked(`${PREFIX}-days-${row}`)}
            />
            <div class="app-range__fields">
              <TextField {...field('hfrom')} label="Weekly, from" width={5} />
              <TextField {...field('hto')} label="Weekly, to" width={5} />
            </div>
          </fieldset>
        )
      })}
      <p class="govuk-hint">
        With dates or weekly hours, nothing is raised in those times. With neither, an incident is
        raised and whoever decides is shown the exception.
      </p>
      <button
        type="submit"
        name="deed"
        value={`add-${PREFIX}`}
        formaction={again}
        class="govuk-button govuk-button--secondary"
      >
        {rows === 0 ? 'Add an exception' : 'Add another exception'}
      </button>
    </>
  )
}
