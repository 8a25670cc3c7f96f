import type { FC } from 'hono/jsx'
import { Radios } from '../components/radios.tsx'
import { TextField } from '../components/text-field.tsx'
import { zoneKinds } from '../map/map-data.ts'
import { ExceptionRows } from './exception-rows.tsx'
import { HoursRows } from './hours-rows.tsx'
import type { RuleFieldsProps } from './rule-fields-props.ts'
import { zoneKindWords } from './rule-words.ts'
import { ShapeFields } from './shape-fields.tsx'

/** What a zone says: kind, name, shape, buffer, hours and exceptions. */
export const ZoneFields: FC<RuleFieldsProps> = ({ values, faults, again }) => {
  const field = (name: string) => ({ name, value: values.text(name), faults })
  return (
    <>
      <Radios
        {...field('zoneKind')}
        label="Kind of zone"
        options={zoneKinds.map((value) => ({ value, text: zoneKindWords[value] }))}
      />
      <TextField
        {...field('name')}
        label="Name"
        hint="As the order calls it. The wearer can see it"
        autocomplete="off"
        width={30}
      />
      <ShapeFields values={values} faults={faults} again={again} />
      <TextField
        {...field('buffer')}
        label="Buffer in metres, if any"
        hint="Added all around the shape"
        inputmode="numeric"
        width={5}
      />
      <h2 class="govuk-heading-m">When it holds</h2>
      <p class="govuk-body">Always, unless hours are given.</p>
      <HoursRows
        prefix="schedule"
        legend="Hours"
        values={values}
        faults={faults}
        again={again}
        least={0}
      />
      <h2 class="govuk-heading-m">Exceptions</h2>
      <ExceptionRows values={values} faults={faults} again={again} />
    </>
  )
}
