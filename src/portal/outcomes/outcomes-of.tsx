import type { FC } from 'hono/jsx'
import type { TypedOutcome } from '../../app/outcomes/record-outcome.ts'
import { londonTime } from '../../domain/london-time.ts'
import { outcomesBy, outcomeText } from '../../domain/outcomes.ts'
import type { Asking } from '../../server/route.ts'
import type { Outcome } from '../../store/records/outcome-records.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Table } from '../components/table.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'

/** What was typed into one of the two forms, and what is wrong with it. */
export interface OutcomeForms {
  readonly typed?: TypedOutcome
  readonly revoking?: { readonly outcome: string; readonly reason: string }
  readonly faults?: readonly FieldFault[]
}

/** What came of a given report, and where it is recorded, or taken back. */
export const OutcomesOf: FC<
  {
    asking: Asking
    reportId: number
    deviceWearerIds: readonly string[]
    outcomes: readonly Outcome[]
  } & OutcomeForms
> = ({ asking, reportId, deviceWearerIds, outcomes, typed, revoking, faults = [] }) => {
  const kinds = outcomesBy(asking.actor.role)
  const counting = outcomes.filter((one) => !one.revoked && kinds.includes(one.kind))
  return (
    <>
      <h2 class="govuk-heading-m">Outcomes</h2>
      {outcomes.length === 0 ? (
        <p class="govuk-body">
          Nothing is recorded yet. That does not say that nothing came of it.
        </p>
      ) : (
        <OutcomeTable outcomes={outcomes} />
      )}
      <h3 class="govuk-heading-s">Record an outcome</h3>
      <Form asking={asking} action={paths.outcomes(reportId)} button="Record the outcome">
        <SelectField
          name="wearer"
          label="Wearer"
          value={typed?.wearer}
          faults={faults}
          options={[
            { value: '', text: 'Every wearer of the report' },
            ...deviceWearerIds.map((id) => ({ value: id, text: id })),
          ]}
        />
        <SelectField
          name="kind"
          label="What came of it"
          value={typed?.kind}
          faults={faults}
          options={[
            { value: '', text: 'Choose one' },
            ...kinds.map((kind) => ({ value: kind, text: outcomeText(kind) })),
          ]}
        />
        <TextField
          name="happenedOn"
          label="On which day"
          type="date"
          value={typed?.happenedOn}
          faults={faults}
        />
        <TextField
          name="remark"
          label="Remark"
          hint="Such as the custody or case number. No names."
          value={typed?.remark}
          faults={faults}
          maxlength={1000}
        />
      </Form>
      {counting.length > 0 && (
        <>
          <h3 class="govuk-heading-s">Take back a record that was wrong</h3>
          <Form
            asking={asking}
            action={paths.revokeOutcome(reportId)}
            button="Take the record back"
            kind="secondary"
          >
            <SelectField
              name="outcome"
              label="Record"
              value={revoking?.outcome}
              faults={faults}
              options={[
                { value: '', text: 'Choose one' },
                ...counting.map(({ id, deviceWearerId, kind, happenedOn }) => ({
                  value: String(id),
                  text: `${deviceWearerId}: ${outcomeText(kind)}, ${happenedOn}`,
                })),
              ]}
            />
            <TextField
              name="reason"
              label="Why it was wrong"
              value={revoking?.reason}
              faults={faults}
              maxlength={500}
            />
          </Form>
        </>
      )}
    </>
  )
}

const OutcomeTable: FC<{ outcomes: readonly Outcome[] }> = ({ outcomes }) => (
  <Table
    caption="What is recorded"
    columns={[
      { title: 'Wearer' },
      { title: 'Outcome' },
      { title: 'Day' },
      { title: 'Remark' },
      { title: 'Recorded' },
      { title: 'Taken back' },
    ]}
    rows={outcomes.map(({ deviceWearerId, kind, happenedOn, remark, revoked, ...by }) => [
      deviceWearerId,
      outcomeText(kind),
      happenedOn,
      remark,
      `${londonTime(by.recordedAt)}, ${by.recordedBy}`,
      revoked ? `${londonTime(revoked.at)}, ${revoked.by}: ${revoked.reason}` : '',
    ])}
  />
)
