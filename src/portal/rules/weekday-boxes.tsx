import type { FC } from 'hono/jsx'
import { dayNames } from '../../domain/hours-in-words.ts'
import { weekdays } from '../../domain/weekly-hours.ts'
import { ChoiceGroup } from '../components/choice-group.tsx'
import type { FieldProps } from '../components/form-group.tsx'

/** The days of a week, each a box, in one line where there is room. */
export const WeekdayBoxes: FC<Omit<FieldProps, 'value'> & { ticked: readonly string[] }> = ({
  ticked,
  ...field
}) => (
  <ChoiceGroup {...field}>
    <div class="govuk-checkboxes govuk-checkboxes--small app-days">
      {weekdays.map((day, index) => {
        const id = index === 0 ? field.name : `${field.name}-${day}`
        return (
          <div class="govuk-checkboxes__item">
            <input
              class="govuk-checkboxes__input"
              type="checkbox"
              id={id}
              name={field.name}
              value={day}
              {...(ticked.includes(day) && { checked: true })}
            />
            <label class="govuk-label govuk-checkboxes__label" for={id}>
              {dayNames[day]}
            </label>
          </div>
        )
      })}
    </div>
  </ChoiceGroup>
)
