import type { Child, FC } from 'hono/jsx'
import { locationFormats } from '../../app/locations/location-formats.ts'
import { counted } from '../../domain/count-text.ts'
import type { Interval } from '../../domain/interval.ts'
import { londonTime, londonWindow } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import { DateTimeRange } from '../components/date-time-range.tsx'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { SelectField } from '../components/select-field.tsx'
import { TextField } from '../components/text-field.tsx'
import { rangeAsTyped, type TypedRange } from '../components/typed-range.ts'
import type { TypedExport } from './export-answer.ts'
import { formatTexts } from './format-texts.ts'

/** Where a view lies, and under what it is looked at. */
export interface ViewFacts {
  readonly heading: string
  readonly path: string
  readonly exportPath: string
  /** One of several people, kept when the period changes. */
  readonly who: string | undefined
  /** What it is looked at for, or under. */
  readonly basis: string
  readonly endsAt: number
  readonly mostHours: number
}

/** A period's form, what is shown of it, and a form to take it away. */
export const ViewPage: FC<{
  asking: Asking
  view: ViewFacts
  typed: TypedRange
  typedExport: TypedExport
  faults: readonly FieldFault[]
  /** Absent where the form could not be taken. */
  within: Interval | undefined
  cutTo?: Interval | undefined
  children?: Child
}> = ({ asking, view, typed, typedExport, faults, within, cutTo, children }) => (
  <>
    <ErrorSummary faults={faults} />
    <h1 class="govuk-heading-l">{view.heading}</h1>
    <p class="govuk-body">
      {`${view.basis} You can look until ${londonTime(view.endsAt)}, at most ${counted(view.mostHours, 'hour')} at a time.`}
    </p>
    <form method="get" action={view.path} class="app-range-form">
      {view.who !== undefined && <input type="hidden" name="who" value={view.who} />}
      <DateTimeRange typed={typed} faults={faults} />
      <button type="submit" class="govuk-button">
        Show this period
      </button>
    </form>
    {cutTo && (
      <p class="govuk-inset-text">
        {`Only ${londonWindow(cutTo.from, cutTo.to)} is granted. The rest of the period you typed is left out.`}
      </p>
    )}
    {children}
    {(within || faults.length > 0) && (
      <section aria-labelledby="take-away">
        <h2 class="govuk-heading-m" id="take-away">
          Take this period away as a file
        </h2>
        <Form
          asking={asking}
          action={view.exportPath}
          button="Download"
          kind="secondary"
          hidden={{
            ...(within ? rangeAsTyped(within) : typed),
            ...(view.who !== undefined && { who: view.who }),
          }}
        >
          <SelectField
            name="format"
            label="Format"
            value={typedExport.format}
            faults={faults}
            options={locationFormats.map((value) => ({ value, text: formatTexts[value] }))}
          />
          <TextField
            name="purpose"
            label="Why you need the file"
            hint="It is kept, with your name"
            value={typedExport.purpose}
            faults={faults}
            maxlength={500}
          />
        </Form>
      </section>
    )}
  </>
)
