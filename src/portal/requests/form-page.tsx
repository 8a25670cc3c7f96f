import type { FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import { urgencies } from '../../domain/data-request.ts'
import { MOST_PERSONS, type RequestLimits } from '../../domain/request-content.ts'
import type { Asking } from '../../server/route.ts'
import { CheckBoxes } from '../components/check-boxes.tsx'
import { DateTimeFields } from '../components/date-time-fields.tsx'
import { DateTimeRange } from '../components/date-time-range.tsx'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { FormToken } from '../components/form-token.tsx'
import { SelectField } from '../components/select-field.tsx'
import { TextArea } from '../components/text-area.tsx'
import { TextField } from '../components/text-field.tsx'
import { urgencyTexts } from './request-text.ts'
import type { TypedRequest } from './typed-request.ts'

/** The form of a request; a draft may be kept unfinished. */
export const RequestFormPage: FC<{
  asking: Asking
  title: string
  action: string
  typed: TypedRequest
  limits: RequestLimits
  faults: readonly FieldFault[]
}> = ({ asking, title, action, typed, limits, faults }) => (
  <>
    <ErrorSummary faults={faults} />
    <h1 class="govuk-heading-l">{title}</h1>
    <p class="govuk-body">
      Ask for as little as you need: requests that are too broad, or that do not say why this data
      helps, are refused. Everything you write is kept, and the approver reads it.
    </p>
    <form method="post" action={action} novalidate>
      <FormToken asking={asking} />
      <h2 class="govuk-heading-m">Why</h2>
      <TextField name="offence" label="Offence" value={typed.offence} faults={faults} />
      <TextField
        name="crimeReferences"
        label="Crime references"
        hint="As your force writes them, if there are any"
        value={typed.crimeReferences}
        faults={faults}
      />
      <TextArea
        name="grounds"
        label="Grounds"
        hint="What you investigate and what you rely on to ask"
        value={typed.grounds}
        faults={faults}
      />
      <TextArea
        name="necessity"
        label="Why this data, and how it helps"
        hint="What you could not find out in another way"
        value={typed.necessity}
        faults={faults}
      />
      <TextArea
        name="otherIntelligence"
        label="Other intelligence relied on"
        hint="A request that rests on nothing else is not lawful"
        value={typed.otherIntelligence}
        faults={faults}
      />
      <h2 class="govuk-heading-m">What</h2>
      <SelectField
        name="about"
        label="You ask for"
        value={typed.about}
        faults={faults}
        options={[
          { value: 'person', text: 'The locations of a person' },
          { value: 'place', text: 'Who was at a place' },
        ]}
      />
      <TextArea
        name="persons"
        label="Person"
        hint={`For a person’s locations: name and date of birth, or PNC or NOMIS number. One person a line, ${MOST_PERSONS} at most`}
        value={typed.persons}
        faults={faults}
        rows={3}
        maxlength={1000}
      />
      <p class="govuk-hint">
        {`For a place: its centre in WGS84 degrees, and a radius of ${counted(limits.mostRadiusMetres, 'metre')} or less.`}
      </p>
      <div class="app-filter">
        {(['latitude', 'longitude', 'radius'] as const).map((name) => (
          <TextField
            name={name}
            label={placeLabels[name]}
            value={typed[name]}
            faults={faults}
            width={10}
            maxlength={20}
          />
        ))}
      </div>
      <p class="govuk-hint">
        {`The period, in London time: ${counted(limits.mostHours, 'hour')} or less, and as short as you can.`}
      </p>
      <DateTimeRange typed={typed.range} faults={faults} />
      <h2 class="govuk-heading-m">When you need it</h2>
      <SelectField
        name="urgency"
        label="Urgency"
        value={typed.urgency}
        faults={faults}
        options={urgencies.map((value) => ({ value, text: urgencyTexts[value] }))}
      />
      <div class="app-filter">
        <DateTimeFields
          name="replyBy"
          labels={['Reply by: date', 'Reply by: time']}
          typed={(field) => typed[field as 'replyBy' | 'replyByTime' | 'replyByZone']}
          faults={faults}
        />
      </div>
      <CheckBoxes
        name="declared"
        label="Declaration"
        faults={faults}
        ticked={typed.declared ? ['yes'] : []}
        options={[
          {
            value: 'yes',
            text: 'What I wrote is true. The data is needed and in proportion for a law enforcement purpose (Data Protection Act 2018, Part 3), and I use it for nothing else.',
          },
        ]}
      />
      <div class="govuk-button-group">
        <button type="submit" class="govuk-button" name="next" value="submit">
          Submit the request
        </button>
        <button
          type="submit"
          class="govuk-button govuk-button--secondary"
          name="next"
          value="draft"
        >
          Keep as a draft
        </button>
      </div>
    </form>
  </>
)

const placeLabels = { latitude: 'Latitude', longitude: 'Longitude', radius: 'Radius in metres' }
