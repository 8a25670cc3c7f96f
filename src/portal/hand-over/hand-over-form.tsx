import type { FC } from 'hono/jsx'
import { MOST_DESCRIPTION, MOST_PICTURE_DAYS } from '../../domain/hand-over.ts'
import { londonLocal } from '../../domain/london-local.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { PersonNote } from '../../domain/person-note.ts'
import { contactTypes, handOverOutcomes } from '../../domain/reference/hand-over-lists.ts'
import { inUse, type ReferenceList } from '../../domain/reference/reference-list.ts'
import type { Asking } from '../../server/route.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { CheckBoxes } from '../components/check-boxes.tsx'
import { DateTimeFields } from '../components/date-time-fields.tsx'
import { DateTimeRange } from '../components/date-time-range.tsx'
import type { FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { SelectField } from '../components/select-field.tsx'
import { TextArea } from '../components/text-area.tsx'
import { NO_RANGE, typedRange } from '../components/typed-range.ts'
import type { FormValues } from '../form-values.ts'
import type { IncidentToNote } from '../notes/note-form.tsx'
import { incidentText } from '../notes/note-text.ts'
import { paths } from '../paths.ts'
import { conditionText, spellText } from '../people/order-text.ts'

const SHORT = 80

export interface HandOverFormProps {
  readonly asking: Asking
  readonly person: PersonFile
  readonly notes: readonly PersonNote[]
  readonly incidents: readonly IncidentToNote[]
  readonly now: number
  /** Whether whoever takes it may be sent maps. */
  readonly sendsPicture: boolean
  readonly values: FormValues
  readonly faults: readonly FieldFault[]
}

/** What to send to the case record. It is shown before it is sent. */
export const HandOverForm: FC<HandOverFormProps> = (props) => {
  const { asking, person, notes, incidents, now, sendsPicture, values, faults } = props
  const { text, ticked } = values
  return (
    <Form asking={asking} action={paths.previewHandOver(person.id)} button="See what is sent">
      <ListField list={contactTypes} name="contactType" label="Contact" {...props} />
      <div class="app-range__fields">
        <DateTimeFields
          name="at"
          labels={['Date of the contact', 'Time, in London']}
          typed={text}
          faults={faults}
        />
      </div>
      <SelectField
        name="breach"
        label="Condition that may have been breached"
        value={text('breach')}
        faults={faults}
        options={[
          { value: '', text: 'Choose one' },
          { value: 'none', text: 'None suspected' },
          ...person.monitoringOrders
            .flatMap((order) => order.conditions)
            .filter(({ from }) => from <= now)
            .map((condition) => ({
              value: `condition ${condition.id}`,
              text: `${conditionText(condition, person.zones)}, ${spellText(condition)}`,
            })),
        ]}
      />
      <ListField list={handOverOutcomes} name="outcome" label="Outcome" {...props} />
      <TextArea
        name="description"
        label="Description"
        hint="What happened, what you did and why, in your own words."
        rows={6}
        maxlength={MOST_DESCRIPTION}
        value={text('description')}
        faults={faults}
      />
      {notes.length > 0 && (
        <CheckBoxes
          name="notes"
          label="Notes to send with it"
          ticked={ticked('notes')}
          faults={faults}
          options={notes.map((note) => ({
            value: String(note.id),
            text: `Note ${note.id}, ${note.writtenBy.name}, ${londonTime(note.writtenAt)}: ${shortened(note.text)}`,
          }))}
        />
      )}
      {incidents.length > 0 && (
        <SelectField
          name="incident"
          label="Incident"
          value={text('incident')}
          faults={faults}
          options={[
            { value: '', text: 'None' },
            ...incidents.map(({ id, kind, startsAt }) => ({
              value: String(id),
              text: incidentText(id, kind, startsAt),
            })),
          ]}
        />
      )}
      {sendsPicture ? (
        <>
          <h2 class="govuk-heading-m">Map of the movements</h2>
          <p class="govuk-body">{`London time, ${MOST_PICTURE_DAYS} days at most. Leave it empty to send no map.`}</p>
          <DateTimeRange typed={typedRange(text) ?? NO_RANGE} faults={faults} />
        </>
      ) : (
        <p class="govuk-body">The case record is sent no maps.</p>
      )}
      <CheckBoxes
        name="marks"
        label="Mark it"
        ticked={ticked('marks')}
        faults={faults}
        options={[
          { value: 'alert', text: 'Raise an alert' },
          { value: 'visor', text: 'Extract for ViSOR' },
          { value: 'sensitive', text: 'Sensitive' },
        ]}
      />
    </Form>
  )
}

const ListField: FC<
  HandOverFormProps & { list: ReferenceList; name: 'contactType' | 'outcome'; label: string }
> = ({ list, name, label, now, values, faults }) => (
  <SelectField
    name={name}
    label={label}
    value={values.text(name)}
    faults={faults}
    options={[
      { value: '', text: 'Choose one' },
      ...list.entries
        .filter(({ code }) => inUse(list, code, londonLocal(now).date))
        .map(({ code, label: words }) => ({ value: code, text: words })),
    ]}
  />
)

function shortened(text: string): string {
  const [line = ''] = text.split('\n')
  return line.length > SHORT || line !== text ? `${line.slice(0, SHORT)}…` : line
}
