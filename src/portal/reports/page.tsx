import type { Child, FC } from 'hono/jsx'
import { londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type { Report } from '../../store/records/visible-reports.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { DoneNotice, Notice } from '../components/notice.tsx'
import { SelectField } from '../components/select-field.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { TextField } from '../components/text-field.tsx'
import { crimeType, forceLabel, windowText } from '../match/facts.ts'
import { paths } from '../paths.ts'
import { kindNames, reportName } from './report-text.ts'
import { StateTag } from './state-tag.tsx'

export type ReportTyped = Readonly<
  Partial<Record<'purpose' | 'format' | 'withdrawReason' | 'standReason', string>>
>

/** One alert or statement: what it is about, where it is in its life, and what can be done with it. */
export const ReportPage: FC<{
  asking: Asking
  report: Report
  done?: string | undefined
  typed?: ReportTyped
  faults?: readonly FieldFault[]
}> = ({ asking, report, done, typed = {}, faults = [] }) => {
  const { state, crime } = report
  const may = asking.actor.permissions
  const given = state === 'approved' || state === 'withdrawn'
  return (
    <>
      <ErrorSummary faults={faults} />
      <DoneNotice done={done} />
      <Changes report={report} hub={may.has('matches:read')} />
      <span class="govuk-caption-l">
        {kindNames[report.kind]} to {forceLabel(crime)} police
      </span>
      <h1 class="govuk-heading-l">{reportName(report)}</h1>
      <SummaryList rows={factsOf(report, may.has('matches:read'))} />
      {given && <Download asking={asking} report={report} typed={typed} faults={faults} />}
      {report.kind === 'proximity_alert' && given && may.has('outcomes:record') && (
        <p class="govuk-body">
          <a class="govuk-link" href={paths.outcomes(report.id)}>
            What came of it, and recording it
          </a>
        </p>
      )}
      {state === 'draft' && <Draft asking={asking} report={report} />}
      {state === 'approved' && may.has('reports:approve') && (
        <>
          {report.evidenceChangedAt !== undefined && (
            <Reason
              asking={asking}
              title="It stands all the same"
              action={paths.keepReport(report.id)}
              button="Keep why it stands"
              name="standReason"
              label="Why it stands although the evidence has changed"
              typed={typed.standReason}
              faults={faults}
            />
          )}
          <Reason
            asking={asking}
            title="Withdraw it"
            action={paths.withdrawReport(report.id)}
            button="Withdraw"
            name="withdrawReason"
            label="Why it is withdrawn"
            hint={
              report.kind === 'proximity_alert'
                ? 'The police force reads this. The report stays readable, marked as withdrawn, for good.'
                : 'The police force does not read this, only that it is withdrawn. It stays readable, marked as such, for good.'
            }
            typed={typed.withdrawReason}
            faults={faults}
          />
        </>
      )}
    </>
  )
}

const Changes: FC<{ report: Report; hub: boolean }> = ({ report, hub }) => {
  const { withdrawn, evidenceChangedAt, state } = report
  if (withdrawn) {
    // Why an exclusion statement was could tell of a record where police were told that there is no data.
    const why = hub || report.kind === 'proximity_alert' ? `: ${withdrawn.reason}` : '.'
    return (
      <Notice title="Important">
        Withdrawn on {londonTime(withdrawn.at)} by {withdrawn.by.name}
        {why} Do not rely on it.
      </Notice>
    )
  }
  if (evidenceChangedAt === undefined || state === 'discarded') return null
  if (state === 'draft') {
    return (
      <Notice title="Important">
        The evidence changed on {londonTime(evidenceChangedAt)}, after this was drafted. It cannot
        be signed: discard it, look at the cases, and draft it again.
      </Notice>
    )
  }
  return (
    <Notice title="Important">
      {hub
        ? `The evidence changed on ${londonTime(evidenceChangedAt)}, after this was signed. A manager has to withdraw it, or say why it stands.`
        : 'The evidence has changed since this was signed. Ask the hub before you rely on it.'}
    </Notice>
  )
}

function factsOf(report: Report, hub: boolean): (readonly [string, Child])[] {
  const { crime, approved, stands } = report
  return [
    ['State', <StateTag report={report} />],
    [
      'Crime',
      <a class="govuk-link" href={paths.crime(report.crimeId)}>
        {crime.crimeReference}
      </a>,
    ],
    ['What and when', `${crimeType(crime)}, ${windowText(crime)}`],
    ['Version of the crime', String(crime.version)],
    ['People', hub ? report.deviceWearerIds.join(', ') : String(report.deviceWearerIds.length)],
    ...(hub
      ? ([['Drafted', `${londonTime(report.draftedAt)}, by ${report.draftedBy.name}`]] as const)
      : []),
    ['Signed', approved ? `${londonTime(approved.at)}, by ${approved.by.name}` : 'not yet'],
    ...(stands && hub
      ? ([
          [
            'Stands although the evidence changed',
            `${stands.reason} (${stands.by.name}, ${londonTime(stands.at)})`,
          ],
        ] as const)
      : []),
    ...(report.pdfSha256
      ? ([
          ['SHA-256 of the PDF', <code class="app-hash">{report.pdfSha256}</code>],
          ['SHA-256 of the Word file', <code class="app-hash">{report.docxSha256}</code>],
          ['SHA-256 of the evidence', <code class="app-hash">{report.evidenceSha256}</code>],
        ] as const)
      : []),
  ]
}

const Download: FC<{
  asking: Asking
  report: Report
  typed: ReportTyped
  faults: readonly FieldFault[]
}> = ({ asking, report, typed, faults }) => (
  <>
    <h2 class="govuk-heading-m">Download</h2>
    <p class="govuk-body">
      The files are those that were signed, byte for byte. Why you take them is kept.
    </p>
    <Form asking={asking} action={paths.downloadReport(report.id)} button="Download">
      <SelectField
        name="format"
        label="File"
        value={typed.format}
        faults={faults}
        options={[
          ...(report.state === 'withdrawn'
            ? [{ value: 'notice', text: 'Notice of withdrawal (PDF)' }]
            : []),
          { value: 'pdf', text: 'PDF' },
          { value: 'docx', text: 'Word (docx)' },
          ...(asking.actor.permissions.has('matches:read')
            ? [{ value: 'evidence', text: 'Evidence, to repeat it (JSON)' }]
            : []),
        ]}
      />
      <TextField
        name="purpose"
        label="Purpose"
        hint="Why you need it, in your own words"
        value={typed.purpose}
        faults={faults}
        maxlength={500}
      />
    </Form>
  </>
)

const Draft: FC<{ asking: Asking; report: Report }> = ({ asking, report }) => {
  const drafter = asking.account?.id === report.draftedBy.accountId
  return (
    <>
      <p class="govuk-body">
        <a class="govuk-link" href={paths.previewReport(report.id)}>
          Read the draft (PDF)
        </a>
      </p>
      {asking.actor.permissions.has('reports:approve') && !drafter ? (
        <p class="govuk-body">
          <a class="govuk-link" href={paths.approveReport(report.id)}>
            Sign it
          </a>
        </p>
      ) : (
        <p class="govuk-body">A hub manager who did not draft it has to sign it.</p>
      )}
      <Form
        asking={asking}
        action={paths.discardReport(report.id)}
        button="Discard the draft"
        kind="secondary"
      />
    </>
  )
}

const Reason: FC<{
  asking: Asking
  title: string
  action: string
  button: string
  name: string
  label: string
  hint?: string
  typed: string | undefined
  faults: readonly FieldFault[]
}> = ({ asking, title, action, button, name, label, hint, typed, faults }) => (
  <>
    <h2 class="govuk-heading-m">{title}</h2>
    <Form asking={asking} action={action} button={button} kind="warning">
      <TextField
        name={name}
        label={label}
        hint={hint}
        value={typed}
        faults={faults}
        maxlength={1000}
      />
    </Form>
  </>
)
