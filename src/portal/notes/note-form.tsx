import type { FC } from 'hono/jsx'
import { MOST_NOTE_TEXT } from '../../domain/person-note.ts'
import type { Asking } from '../../server/route.ts'
import type { incidentsToNote } from '../../store/records/person-note-records.ts'
import { CheckBoxes } from '../components/check-boxes.tsx'
import { DateTimeRange } from '../components/date-time-range.tsx'
import { Form } from '../components/form.tsx'
import { SelectField } from '../components/select-field.tsx'
import { TextArea } from '../components/text-area.tsx'
import { NO_RANGE, typedRange } from '../components/typed-range.ts'
import type { SentForm } from '../incidents/sent-form.ts'
import { paths } from '../paths.ts'
import { incidentText } from './note-text.ts'

export type IncidentToNote = Awaited<ReturnType<typeof incidentsToNote>>[number]

export interface NoteFormProps {
  readonly asking: Asking
  readonly personId: string
  readonly incidents: readonly IncidentToNote[]
  /** Of a form that could not be taken, or what an address names. */
  readonly sent: SentForm
}

/** Writes a note; what it is about is filled in by whoever leads here, and can be typed. */
export const NoteForm: FC<NoteFormProps> = ({ asking, personId, incidents, sent }) => {
  const { typed, faults } = sent
  const corrects = typed('corrects') ?? ''
  const range = typedRange(typed)
  const incident = typed('incident') ?? ''
  const isAboutSomething = range !== undefined || incident !== '' || faults.length > 0
  return (
    <Form
      asking={asking}
      action={paths.notes(personId)}
      button="Keep the note"
      hidden={corrects === '' ? {} : { corrects }}
    >
      <TextArea
        name="text"
        label={corrects === '' ? 'Write a note' : `Put note ${corrects} right`}
        hint={
          corrects === ''
            ? 'Whoever supervises or monitors this person can read it. It cannot be changed afterwards.'
            : 'Say what is wrong in it and what is right. Both notes stay.'
        }
        rows={5}
        maxlength={MOST_NOTE_TEXT}
        value={typed('text')}
        faults={faults}
      />
      <details class="govuk-details" {...(isAboutSomething && { open: true })}>
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">Add a time, a position or an incident</span>
        </summary>
        <div class="govuk-details__text">
          <p class="govuk-body">London time. For a moment, leave the end empty.</p>
          <DateTimeRange typed={range ?? NO_RANGE} faults={faults} />
          <CheckBoxes
            name="position"
            label="Position"
            ticked={typed('position') ? ['yes'] : []}
            faults={faults}
            options={[
              { value: 'yes', text: 'Keep with the note where the device was at the first moment' },
            ]}
          />
          {incidents.length > 0 && (
            <SelectField
              name="incident"
              label="Incident"
              value={incident}
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
        </div>
      </details>
    </Form>
  )
}
