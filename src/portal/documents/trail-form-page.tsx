import type { FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import { trailDays, trailHours } from '../../domain/person-document.ts'
import { PURPOSE_LENGTH } from '../../domain/purpose.ts'
import type { Asking } from '../../server/route.ts'
import { DateTimeFields } from '../components/date-time-fields.tsx'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { Radios } from '../components/radios.tsx'
import { SelectField } from '../components/select-field.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'
import { mapText } from './document-text.tsx'
import type { TypedTrail } from './typed-trail.ts'

/** Asking for a trail report. @param typed absent where there is no time that may be looked at. */
export const TrailFormPage: FC<{
  asking: Asking
  title: string
  deviceWearerId: string
  typed: TypedTrail | undefined
  faults: readonly FieldFault[]
}> = ({ asking, title, deviceWearerId, typed, faults }) => (
  <>
    <ErrorSummary faults={faults} />
    <h1 class="govuk-heading-l">{title}</h1>
    {typed === undefined ? (
      <p class="govuk-inset-text">
        No trail condition was ever in force with a device worn, so there is nothing that a trail
        report may show.
      </p>
    ) : (
      <>
        <p class="govuk-body">
          A PDF with the conditions in force, a page with a map for each few hours, gaps, stays and
          trips, and a file with every position. It is made in the background and stays here.
        </p>
        <Form
          asking={asking}
          action={paths.newTrailReport(deviceWearerId)}
          button="Make the report"
        >
          <div class="app-range__fields">
            <DateTimeFields
              name="start"
              labels={['First day', 'Time it begins']}
              typed={(field) => typed[field as 'start' | 'startTime' | 'startZone']}
              faults={faults}
            />
          </div>
          <Radios
            name="days"
            label="How long"
            value={typed.days}
            faults={faults}
            options={trailDays.map((days) => ({
              value: String(days),
              text: counted(days, 'day'),
            }))}
          />
          <SelectField
            name="hours"
            label="Maps"
            hint="Fewer hours a map are more pages, and easier to read"
            value={typed.hours}
            faults={faults}
            options={trailHours.map((hours) => {
              const text = mapText(hours)
              return { value: String(hours), text: text.charAt(0).toUpperCase() + text.slice(1) }
            })}
          />
          <TextField
            name="purpose"
            label="What it is for"
            hint="It is printed in the report and kept in the audit"
            value={typed.purpose}
            faults={faults}
            maxlength={PURPOSE_LENGTH.most}
          />
        </Form>
      </>
    )}
  </>
)
