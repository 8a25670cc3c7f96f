import type { FC } from 'hono/jsx'
import { locationFormats } from '../../app/locations/location-formats.ts'
import type { Asking } from '../../server/route.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { SelectField } from '../components/select-field.tsx'
import { TextField } from '../components/text-field.tsx'
import type { TypedRange } from '../components/typed-range.ts'
import type { TypedExport } from '../locations/export-answer.ts'
import { formatTexts } from '../locations/format-texts.ts'

/** A form to take the positions of a period away as a file. */
export const TakeAway: FC<{
  asking: Asking
  action: string
  period: TypedRange
  typed: TypedExport
  faults: readonly FieldFault[]
}> = ({ asking, action, period, typed, faults }) => (
  <section aria-labelledby="take-away">
    <h2 class="govuk-heading-m" id="take-away">
      Take the positions shown here away as a file
    </h2>
    <Form asking={asking} action={action} button="Download" kind="secondary" hidden={{ ...period }}>
      <SelectField
        name="format"
        label="Format"
        value={typed.format}
        faults={faults}
        options={locationFormats.map((value) => ({ value, text: formatTexts[value] }))}
      />
      <TextField
        name="purpose"
        label="Why you need the file"
        hint="It is kept, with your name"
        value={typed.purpose}
        faults={faults}
        maxlength={500}
      />
    </Form>
  </section>
)
