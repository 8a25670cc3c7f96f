import type { FC } from 'hono/jsx'
import { purposeWords } from '../../domain/condition-words.ts'
import { exceptionPurposes } from '../../domain/order-terms.ts'
import { DateTimeFields } from '../components/date-time-fields.tsx'
import { SelectField } from '../components/select-field.tsx'
import { TextField } from '../components/text-field.tsx'
import type { RuleFieldsProps } from './rule-fields-props.ts'
import { rowCount } from './typed-hours.ts'
import { WeekdayBoxes } from './weekday-boxes.tsx'

const PREFIX = 'exceptions'

/** When and why somebody may be where a zone says they may not. */
export const ExceptionRows: FC<RuleFieldsProps> = ({ values, faults, again }) => {
  const rows = rowCount(values, PREFIX, 0)
  return (
    <>
      <input type="hidden" name={`${PREFIX}-rows`} value={String(rows)} />
      {Array.from({ length: rows }, (_, row) => {
        const field = (suffix: string) => {
          const name = `${PREFIX}-${suffix}-${row}`
          return { name, value: values.text(name), faults }
        }
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
              <DateTimeFields
                name={`${PREFIX}-from-${row}`}
                labels={['From date, if any', 'From time', 'From: which of the two']}
                typed={values.text}
                faults={faults}
              />
              <DateTimeFields
                name={`${PREFIX}-to-${row}`}
                labels={['Until date, if any', 'Until time', 'Until: which of the two']}
                typed={values.text}
                faults={faults}
              />
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
