import type { FC } from 'hono/jsx'
import { NEW_PLACE } from '../../domain/rule-change.ts'
import { CheckBoxes } from '../components/check-boxes.tsx'
import { Radios } from '../components/radios.tsx'
import { TextField } from '../components/text-field.tsx'
import { HoursRows, type ZoneOption } from './hours-rows.tsx'
import type { RuleFieldsProps } from './rule-fields-props.ts'

interface ConditionFieldsProps extends RuleFieldsProps {
  /** Where somebody may have to be: zones that the person's order names. */
  readonly places: readonly ZoneOption[]
}

const newPlace = { value: NEW_PLACE, text: 'Somewhere else: give it below' }

/** What a curfew says: where, when, and the day of release. */
export const CurfewFields: FC<ConditionFieldsProps> = ({ values, faults, again, places }) => {
  const field = (name: string) => ({ name, value: values.text(name), faults })
  return (
    <>
      <CheckBoxes
        name="places"
        label="Where to be"
        hint="With several, any one of them counts as home"
        faults={faults}
        ticked={values.ticked('places')}
        options={[...places, newPlace]}
      />
      <NewPlace values={values} faults={faults} />
      <h2 class="govuk-heading-m">Hours</h2>
      <p class="govuk-body">
        Hours that change on a date are hours of their own, each with its first or last date.
      </p>
      <HoursRows
        prefix="hours"
        legend="Hours"
        values={values}
        faults={faults}
        again={again}
        least={1}
        zones={places}
      />
      <fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">
          Day of release, if its hours differ
        </legend>
        <div class="app-range__fields">
          <TextField {...field('releaseDate')} label="Date" type="date" />
          <TextField {...field('releaseFrom')} label="Release day, from" width={5} />
          <TextField {...field('releaseTo')} label="Release day, to" width={5} />
        </div>
        {places.length > 1 && (
          <CheckBoxes
            name="releaseZones"
            label="On that day at these places only"
            faults={faults}
            ticked={values.ticked('releaseZones')}
            options={places}
          />
        )}
      </fieldset>
    </>
  )
}

/** What an appointment says: what for, where, when, and how late is late. */
export const AttendanceFields: FC<ConditionFieldsProps> = ({ values, faults, again, places }) => {
  const field = (name: string) => ({ name, value: values.text(name), faults })
  return (
    <>
      <TextField {...field('purpose')} label="What the appointment is for" width={30} />
      <Radios
        {...field('places')}
        value={values.ticked('places')[0] ?? ''}
        label="Where to be"
        options={[...places, newPlace]}
      />
      <NewPlace values={values} faults={faults} />
      <h2 class="govuk-heading-m">Hours</h2>
      <HoursRows
        prefix="hours"
        legend="Hours"
        values={values}
        faults={faults}
        again={again}
        least={1}
      />
      <TextField
        {...field('grace')}
        label="Late after how many minutes"
        hint="Empty: as set for everybody"
        inputmode="numeric"
        width={5}
      />
      <TextField
        {...field('least')}
        label="How many minutes are enough"
        hint="Empty: to have been there"
        inputmode="numeric"
        width={5}
      />
    </>
  )
}

const NewPlace: FC<Omit<RuleFieldsProps, 'again'>> = ({ values, faults }) => {
  const field = (name: string) => ({ name, value: values.text(name), faults })
  return (
    <details
      class="govuk-details"
      {...(values.ticked('places').includes(NEW_PLACE) && { open: true })}
    >
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">Somewhere else</span>
      </summary>
      <div class="govuk-details__text">
        <TextField {...field('name')} label="Name of the place" width={30} autocomplete="off" />
        <TextField
          {...field('place')}
          label="Place"
          hint="Latitude and longitude, such as 53.8000, -4.4000, or a grid reference, such as SC 41234 45678"
          width={20}
          autocomplete="off"
        />
        <TextField
          {...field('radius')}
          label="Radius in metres"
          inputmode="numeric"
          width={5}
          autocomplete="off"
        />
      </div>
    </details>
  )
}
