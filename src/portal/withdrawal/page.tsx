import type { FC } from 'hono/jsx'
import type { CrimeVersion } from '../../domain/crime.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type { Withdrawal } from '../../store/records/withdrawal-records.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { Table } from '../components/table.tsx'
import { TextField } from '../components/text-field.tsx'
import { crimeType, forceLabel, windowText } from '../match/facts.ts'
import { paths } from '../paths.ts'

/** Takes a crime back, or lets it stand again; and everything that was done so before. */
export const WithdrawalPage: FC<{
  asking: Asking
  crimeId: number
  crime: CrimeVersion
  /** Newest first. */
  withdrawals: readonly Withdrawal[]
  reason?: string
  faults?: readonly FieldFault[]
  done?: string | undefined
}> = ({ asking, crimeId, crime, withdrawals, reason, faults = [], done }) => {
  const withdrawn = withdrawals[0]?.kind === 'withdrawn'
  return (
    <>
      <DoneNotice done={done} />
      <ErrorSummary faults={faults} />
      <span class="govuk-caption-l">
        {crimeType(crime)}, {forceLabel(crime)}
      </span>
      <h1 class="govuk-heading-l">
        {withdrawn ? 'Withdrawn crime' : 'Withdraw crime'} {crime.crimeReference}
      </h1>
      <p class="govuk-body">{windowText(crime)}</p>
      <p class="govuk-body">
        {withdrawn
          ? 'This crime is compared with nobody. If a file brings a new version of it, the version is kept and the crime stays withdrawn. If it stands again, it is compared at once.'
          : 'A withdrawn crime is compared with nobody. Whoever was near it falls away, and stays on record. If a file brings a new version of it, the version is kept and the crime stays withdrawn. You can let it stand again.'}
      </p>
      <Form
        asking={asking}
        action={paths.withdrawCrime(crimeId)}
        button={withdrawn ? 'Let it stand again' : 'Withdraw this crime'}
        {...(!withdrawn && { kind: 'warning' as const })}
        hidden={{ kind: withdrawn ? 'stands_again' : 'withdrawn' }}
      >
        <TextField
          name="reason"
          label="Reason"
          hint="It is kept and shown with the crime. Do not name anybody."
          value={reason}
          faults={faults}
          maxlength={500}
        />
      </Form>
      {withdrawals.length > 0 && (
        <Table
          caption="What was done before, the newest first"
          columns={[{ title: 'When' }, { title: 'What' }, { title: 'By' }, { title: 'Reason' }]}
          rows={withdrawals.map((each) => [
            londonTime(each.at),
            each.kind === 'withdrawn' ? 'Withdrawn' : 'Stands again',
            each.by,
            each.reason,
          ])}
        />
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={paths.crime(crimeId)}>
          Back to crime {crime.crimeReference}
        </a>
      </p>
    </>
  )
}
