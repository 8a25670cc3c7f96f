import type { FC } from 'hono/jsx'
import { incidentOutcomes, incidentOutcomeText } from '../../domain/incident-outcomes.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import { Form } from '../components/form.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Table } from '../components/table.tsx'
import { TextArea } from '../components/text-area.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'
import type { IncidentFile } from './incident-file.ts'
import { type SentForm, sentField } from './sent-form.ts'

/** What followed outside: each with its day; recording it, and taking back a record that was wrong. */
export const OutcomeSection: FC<{ asking: Asking; file: IncidentFile; sent: SentForm }> = ({
  asking,
  file: { found, outcomes },
  sent,
}) => {
  if (found.deviceWearerId === undefined) return null
  const counting = outcomes.filter(({ revoked }) => !revoked)
  const may = asking.actor.permissions.has('incidents:work')
  return (
    <>
      <h2 class="govuk-heading-m" id="outcomes">
        What followed
      </h2>
      {outcomes.length === 0 ? (
        <p class="govuk-body">Nothing is recorded. That does not say that nothing followed.</p>
      ) : (
        <Table
          caption="What followed"
          captionHidden
          columns={[
            { title: 'Day' },
            { title: 'What' },
            { title: 'Remark' },
            { title: 'Recorded' },
            { title: 'Taken back' },
          ]}
          rows={outcomes.map(({ onDate, outcome, text, recordedBy, recordedAt, revoked }) => [
            onDate,
            incidentOutcomeText(outcome),
            text,
            `${recordedBy}, ${londonTime(recordedAt)}`,
            revoked ? `${revoked.by}, ${londonTime(revoked.at)}: ${revoked.why}` : '',
          ])}
        />
      )}
      {may && (
        <Form
          asking={asking}
          action={paths.incidentDeed(found.id, 'outcome')}
          button="Record what followed"
          kind="secondary"
        >
          <SelectField
            {...sentField(sent, 'outcome')}
            label="What followed"
            options={[
              { value: '', text: 'Choose one' },
              ...incidentOutcomes.map((code) => ({ value: code, text: incidentOutcomeText(code) })),
            ]}
          />
          <TextField {...sentField(sent, 'onDate')} label="On which day" type="date" width={10} />
          <TextArea
            {...sentField(sent, 'outcomeText')}
            label="Remark"
            hint="Such as a case number. No names."
            rows={2}
          />
        </Form>
      )}
      {may && counting.length > 0 && (
        <>
          <h3 class="govuk-heading-s">Take back a record that was wrong</h3>
          <Form
            asking={asking}
            action={paths.incidentDeed(found.id, 'revoke-outcome')}
            button="Take the record back"
            kind="secondary"
          >
            <SelectField
              {...sentField(sent, 'outcomeId')}
              label="Record"
              options={[
                { value: '', text: 'Choose one' },
                ...counting.map(({ id, onDate, outcome }) => ({
                  value: String(id),
                  text: `${onDate}: ${incidentOutcomeText(outcome)}`,
                })),
              ]}
            />
            <TextField {...sentField(sent, 'outcomeWhy')} label="Why it was wrong" />
          </Form>
        </>
      )}
    </>
  )
}
