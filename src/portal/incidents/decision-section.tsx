import type { FC } from 'hono/jsx'
import { asksWhy, canBeDecided, stands } from '../../app/incidents/decide-violation.ts'
import {
  violationDecisions,
  violationDecisionText,
  violationReasonCodes,
  violationReasonIsFor,
  violationReasonText,
} from '../../domain/incident-reasons.ts'
import type { Instant } from '../../domain/interval.ts'
import { minutesInWords } from '../../domain/length-in-words.ts'
import { londonTime } from '../../domain/london-time.ts'
import { clockMinutes } from '../../monitoring/ledger.ts'
import type { Asking } from '../../server/route.ts'
import type { DecidedViolation } from '../../store/records/incident-casework.ts'
import { Form } from '../components/form.tsx'
import { Radios } from '../components/radios.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Table } from '../components/table.tsx'
import { TextArea } from '../components/text-area.tsx'
import { paths } from '../paths.ts'
import type { IncidentFile } from './incident-file.ts'
import { type SentForm, sentField } from './sent-form.ts'

interface DecisionProps {
  readonly asking: Asking
  readonly file: IncidentFile
  readonly sent: SentForm
  readonly now: Instant
}

/** What people decided about the violation, and deciding. Nothing else decides. */
export const DecisionSection: FC<DecisionProps> = (props) => {
  const { asking, file } = props
  const { found, decisions, ledger } = file
  const standing = decisions.find(stands)
  if (!canBeDecided(found) && decisions.length === 0) return null
  const may = asking.actor.permissions.has('violations:decide')
  return (
    <>
      <h2 class="govuk-heading-m" id="decide">
        Decision
      </h2>
      {decisions.length > 0 && <Decisions decisions={decisions} />}
      {standing ? (
        ledger.lookAgain.length > 0 && <LookAgain standing={standing} file={file} />
      ) : (
        <p class="govuk-body">
          {found.waits
            ? 'No decision stands. It waits until a practitioner decides; nothing is decided by waiting.'
            : 'No decision stands, and none has to be made: no minutes count in it. A practitioner may decide all the same.'}
        </p>
      )}
      {may && (standing ? <TakeBack {...props} standing={standing} /> : <Decide {...props} />)}
    </>
  )
}

const Decisions: FC<{ decisions: readonly DecidedViolation[] }> = ({ decisions }) => (
  <Table
    caption="Decisions, the oldest first"
    captionHidden
    columns={[
      { title: 'Decision' },
      { title: 'Why' },
      { title: 'Who' },
      { title: 'Revision', numeric: true },
      { title: 'Taken back' },
    ]}
    rows={decisions.map((one) => [
      violationDecisionText(one.decision),
      <>
        {violationReasonText(one.reason)}
        {one.text !== '' && <span class="app-written">{one.text}</span>}
      </>,
      `${one.decidedBy.name}, ${londonTime(one.decidedAt)}`,
      one.revision,
      one.revoked
        ? [`${one.revoked.by}, ${londonTime(one.revoked.at)}`, one.revoked.why]
            .filter(Boolean)
            .join(': ')
        : '',
    ])}
  />
)

/** A decision is of what was said then: where other minutes are said now, somebody looks again. */
const LookAgain: FC<{ standing: DecidedViolation; file: IncidentFile }> = ({
  standing,
  file: { found, stretches, ledger },
}) => (
  <div class="govuk-inset-text">
    {`Decided on revision ${standing.revision}, which said ${minutesInWords(clockMinutes(standing.counted))}. Now revision ${found.revision} says ${minutesInWords(clockMinutes(stretches))}: look again. `}
    {ledger.minutes.pending > 0 &&
      `${minutesInWords(ledger.minutes.pending)} came later and wait for a decision of their own. `}
    The decision stands until somebody takes it back.
  </div>
)

const Decide: FC<DecisionProps> = ({ asking, file: { found, rule }, sent }) => (
  <Form
    asking={asking}
    action={paths.incidentDeed(found.id, 'decide')}
    button="Keep my decision"
    hidden={{ revision: String(found.revision), back: sent.typed('back') ?? '' }}
  >
    <Radios
      {...sentField(sent, 'decision')}
      label="Is it excused?"
      hint={
        rule
          ? 'Authorised: they were allowed to be away. Excused: they were not, and had a good reason.'
          : undefined
      }
      options={violationDecisions.map((decision) => ({
        value: decision,
        text:
          decision === 'not-excused'
            ? 'Not excused: its minutes count'
            : `${violationDecisionText(decision)}: its minutes do not count`,
      }))}
    />
    <SelectField
      {...sentField(sent, 'decisionReason')}
      label="Main reason"
      options={[
        { value: '', text: 'Choose one' },
        ...violationReasonCodes.map((code) => {
          const isFor = violationReasonIsFor(code)
          const text = violationReasonText(code)
          return {
            value: code,
            text: isFor ? `${violationDecisionText(isFor)}: ${text}` : text,
          }
        }),
      ]}
    />
    <TextArea {...sentField(sent, 'decisionText')} label="In your own words" rows={3} />
  </Form>
)

const TakeBack: FC<DecisionProps & { standing: DecidedViolation }> = ({
  asking,
  file: { found },
  sent,
  now,
  standing,
}) => {
  const why = asking.account && asksWhy(standing, asking.account.id, now)
  return (
    <Form
      asking={asking}
      action={paths.incidentDeed(found.id, 'take-back')}
      button="Take the decision back"
      kind="secondary"
    >
      {why && (
        <TextArea {...sentField(sent, 'why')} label="Why the decision is taken back" rows={2} />
      )}
    </Form>
  )
}
