import type { FC } from 'hono/jsx'
import type { CaseworkPolicy } from '../../app/load-policy.ts'
import { crimeTypes } from '../../domain/crime-types.ts'
import { londonTime, londonWindow } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type { PlaceQuestion } from '../../store/records/place-question-records.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { DateTimeRange } from '../components/date-time-range.tsx'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Table } from '../components/table.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'
import type { TypedQuestion } from './typed-question.ts'

/** Asks who was near a place at a time, and lists what was asked before. */
export const AskPage: FC<{
  asking: Asking
  typed: TypedQuestion
  limits: CaseworkPolicy['placeQuestions']
  faults?: readonly FieldFault[]
  earlier?: {
    readonly questions: readonly PlaceQuestion[]
    readonly first: string | undefined
    readonly next: string | undefined
  }
}> = ({ asking, typed, limits, faults = [], earlier }) => (
  <>
    <ErrorSummary faults={faults} />
    <h1 class="govuk-heading-l">Was it any of ours?</h1>
    <p class="govuk-body">
      Name a recorded crime, and see whose tags were near its place at its time. Nothing of it
      becomes a crime or a match. Who asked, why, and what was answered is kept.
    </p>
    <Form asking={asking} action={paths.questions} button="Show who was near">
      <TextField
        name="reference"
        label="Crime number"
        hint="As the force recorded it. Of a crime that is held here, place, time and kind can be left empty."
        value={typed.reference}
        faults={faults}
        maxlength={100}
        width={20}
        autocomplete="off"
      />
      <TextField
        name="place"
        label="Place"
        hint="Latitude and longitude, such as 53.8000, -4.4000; or a grid reference"
        value={typed.place}
        faults={faults}
        width={30}
        autocomplete="off"
      />
      <TextField
        name="radius"
        label="Radius in metres"
        hint={`At most ${limits.mostRadiusMetres}`}
        value={typed.radius}
        faults={faults}
        inputmode="numeric"
        width={5}
      />
      <SelectField
        name="crimeType"
        label="Kind of crime"
        hint="How well a place is known differs by kind"
        value={typed.crimeType}
        faults={faults}
        options={[
          { value: '', text: 'As recorded' },
          ...Object.entries(crimeTypes).map(([value, text]) => ({ value, text })),
        ]}
      />
      <p class="govuk-hint">At most {limits.mostHours} hours, in London time.</p>
      <DateTimeRange typed={typed.range} faults={faults} />
      <TextField
        name="purpose"
        label="What is the answer needed for?"
        value={typed.purpose}
        faults={faults}
        maxlength={500}
        autocomplete="off"
      />
    </Form>
    {earlier && earlier.questions.length > 0 && (
      <>
        <Table
          caption="Asked before, the newest first"
          columns={[
            { title: 'Crime number' },
            { title: 'Time' },
            { title: 'Asked' },
            { title: 'By' },
            { title: 'Near', numeric: true },
          ]}
          rows={earlier.questions.map((question) => [
            <a class="govuk-link" href={paths.question(question.id)}>
              {question.crimeReference}
              <span class="govuk-visually-hidden">, asked {londonTime(question.askedAt)}</span>
            </a>,
            londonWindow(question.window.from, question.window.to),
            londonTime(question.askedAt),
            question.username,
            String(question.weighed),
          ])}
        />
        <CursorLinks label="Pages of questions" first={earlier.first} next={earlier.next} />
      </>
    )}
  </>
)
