import type { FC } from 'hono/jsx'
import { canBeDecided } from '../../app/incidents/decide-violation.ts'
import { violationDecisionText } from '../../domain/incident-reasons.ts'
import { londonMinuteText } from '../../domain/london-day-text.ts'
import { londonDate } from '../../domain/london-time.ts'
import type { PersonNote } from '../../domain/person-note.ts'
import { PURPOSE_LENGTH } from '../../domain/purpose.ts'
import type { Asking } from '../../server/route.ts'
import type { VisibleIncident } from '../../store/records/visible-incidents.ts'
import { CheckBoxes } from '../components/check-boxes.tsx'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { TextField } from '../components/text-field.tsx'
import { kindText } from '../incidents/incident-text.ts'
import { paths } from '../paths.ts'

/** Of a note, to know it by. */
const NOTE_START = 80

export interface TypedPack {
  readonly incidents: readonly string[]
  readonly notes: readonly string[]
  readonly purpose: string
}

/** Choosing what a breach pack is about. */
export const PackFormPage: FC<{
  asking: Asking
  title: string
  deviceWearerId: string
  incidents: readonly VisibleIncident[]
  notes: readonly PersonNote[]
  typed: TypedPack
  faults: readonly FieldFault[]
}> = ({ asking, title, deviceWearerId, incidents, notes, typed, faults }) => (
  <>
    <ErrorSummary faults={faults} />
    <h1 class="govuk-heading-l">{title}</h1>
    {incidents.length === 0 ? (
      <p class="govuk-inset-text">
        Nothing was noticed that a breach pack could be about. That does not say that there was
        nothing.
      </p>
    ) : (
      <>
        <p class="govuk-body">
          A zip file: a PDF with the order, what was noticed, who decided what and why, maps and
          minutes; the positions; and a check sum of every file, which shows whether it was changed.
          Only what somebody decided is not excused is called a violation in it.
        </p>
        <Form
          asking={asking}
          action={paths.newBreachPack(deviceWearerId)}
          button="Make the breach pack"
        >
          <CheckBoxes
            name="incidents"
            label="What it is about"
            ticked={typed.incidents}
            faults={faults}
            options={incidents.map((incident) => ({
              value: String(incident.id),
              text: `${stateText(incident)}: ${kindText(incident.kind)}, ${londonMinuteText(incident.startsAt)}, incident ${incident.id}`,
            }))}
          />
          {notes.length > 0 && (
            <CheckBoxes
              name="notes"
              label="Notes to put in (if any)"
              ticked={typed.notes}
              faults={faults}
              options={notes.map(({ id, text, writtenBy, writtenAt }) => ({
                value: String(id),
                text: `${londonDate(writtenAt)}, ${writtenBy.name}: ${text.length > NOTE_START ? `${text.slice(0, NOTE_START)}…` : text}`,
              }))}
            />
          )}
          <TextField
            name="purpose"
            label="What it is for"
            hint="It is printed in the pack and kept in the audit"
            value={typed.purpose}
            faults={faults}
            maxlength={PURPOSE_LENGTH.most}
          />
        </Form>
      </>
    )}
  </>
)

function stateText(incident: VisibleIncident): string {
  if (incident.decision === 'not-excused') return 'Violation, not excused'
  if (incident.decision) return violationDecisionText(incident.decision)
  return canBeDecided(incident) ? 'Waits for a decision' : 'Noticed'
}
