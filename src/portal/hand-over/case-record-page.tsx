import type { FC } from 'hono/jsx'
import type { TypedCaseRecord } from '../../app/hand-over/case-record.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type { CaseRecordFigures, DeadHandOver } from '../../store/records/case-record-targets.ts'
import { CheckBoxes } from '../components/check-boxes.tsx'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'

export interface CaseRecordProps {
  readonly asking: Asking
  readonly targets: readonly CaseRecordFigures[]
  readonly dead: readonly DeadHandOver[]
  readonly typed: TypedCaseRecord
  readonly faults: readonly FieldFault[]
  readonly done: string | undefined
}

/** Where hand-overs go, what is sent, and what could not be delivered. No person is named. */
export const CaseRecordPage: FC<CaseRecordProps> = (props) => {
  const { asking, targets, dead, faults, done } = props
  const target = targets.find(({ endedAt }) => endedAt === undefined)
  const ended = targets.filter(({ endedAt }) => endedAt !== undefined)
  return (
    <>
      <DoneNotice done={done} />
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-l">Case record</h1>
      <p class="govuk-body">
        What practitioners hand over to the case record is sent to a program at one address, signed
        with a secret. It says of whom it is, what they wrote, and a map where you let it.
      </p>
      {target ? <Standing asking={asking} target={target} /> : <SetForm {...props} />}
      {dead.length > 0 && (
        <>
          <Table
            caption="Given up"
            columns={[
              { title: 'Number', numeric: true },
              { title: 'Written by' },
              { title: 'Written' },
              { title: 'Tries', numeric: true },
              { title: 'Last fault' },
            ]}
            rows={dead.map(({ id, madeBy, madeAt, tries, lastError }) => [
              String(id),
              madeBy,
              londonTime(madeAt),
              String(tries),
              lastError ?? '',
            ])}
          />
          {target && (
            <Form
              asking={asking}
              action={paths.wakeCaseRecord}
              button="Send all of them again"
              kind="secondary"
            />
          )}
        </>
      )}
      {ended.length > 0 && (
        <Table
          caption="Where they went before"
          columns={[{ title: 'Address' }, { title: 'From' }, { title: 'To' }]}
          rows={ended.map(({ address, madeAt, endedAt }) => [
            address,
            londonTime(madeAt),
            londonTime(endedAt ?? madeAt),
          ])}
        />
      )}
    </>
  )
}

const Standing: FC<{ asking: Asking; target: CaseRecordFigures }> = ({ asking, target }) => (
  <>
    <SummaryList
      rows={[
        ['Address', target.address],
        ['Names of people', target.sendsName ? 'Sent' : 'Not sent: the CRN alone'],
        ['Maps', target.sendsPicture ? 'Sent where a practitioner adds one' : 'Not sent'],
        ['Sent', target.sent.toLocaleString('en-GB')],
        ['Waiting', target.waiting.toLocaleString('en-GB')],
        ['Given up', target.dead.toLocaleString('en-GB')],
        [
          'Last sent',
          target.lastSentAt === undefined ? 'Nothing yet' : londonTime(target.lastSentAt),
        ],
      ]}
    />
    <Form asking={asking} action={paths.tryCaseRecord} button="Send a test" kind="secondary" />
    <Form asking={asking} action={paths.endCaseRecord} button="End this address" kind="warning" />
  </>
)

const SetForm: FC<CaseRecordProps> = ({ asking, typed, faults }) => (
  <>
    <h2 class="govuk-heading-m">Set where hand-overs go</h2>
    <p class="govuk-body">They go nowhere now.</p>
    <Form asking={asking} action={paths.caseRecord} button="Set the address">
      <TextField
        name="address"
        label="Address"
        hint="Where a program listens: https://…"
        maxlength={1000}
        autocomplete="off"
        value={typed.address}
        faults={faults}
      />
      <CheckBoxes
        name="sends"
        label="What is sent beside what practitioners write"
        ticked={[...(typed.sendsName ? ['name'] : []), ...(typed.sendsPicture ? ['picture'] : [])]}
        faults={faults}
        options={[
          { value: 'name', text: 'The person’s name. Without it they are known by their CRN.' },
          { value: 'picture', text: 'Maps of movements, where a practitioner adds one.' },
        ]}
      />
    </Form>
  </>
)

/** The secret, shown this once. */
export const CaseRecordSecretPage: FC<{ address: string; secret: string }> = ({
  address,
  secret,
}) => (
  <>
    <h1 class="govuk-heading-l">A new secret</h1>
    <p class="govuk-body">
      Hand-overs go there from now on. Each is signed with this secret. Give it to whoever runs the
      program, who can tell by it that a hand-over is ours. It is shown this once.
    </p>
    <SummaryList
      rows={[
        ['Address', <code class="app-secret">{address}</code>],
        ['Secret', <code class="app-secret">{secret}</code>],
      ]}
    />
    <p class="govuk-body">
      <a class="govuk-link" href={paths.caseRecord}>
        Back to the case record
      </a>
    </p>
  </>
)
