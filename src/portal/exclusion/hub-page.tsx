import type { FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import {
  type ExclusionFacts,
  exclusionLabel,
  exclusionMeaning,
} from '../../domain/exclusion-answer.ts'
import { londonTime, londonTimeToTheSecond } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type {
  CountingAnswer,
  ExclusionQuestion,
  WithdrawnStatement,
} from '../../store/records/exclusion-questions.ts'
import type { KnownPerson } from '../../store/records/named-people.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'
import { PersonChoice } from './person-choice.tsx'
import { QuestionFacts } from './question-facts.tsx'
import { StatementLinks } from './statement-links.tsx'

export interface HubExclusionProps {
  readonly asking: Asking
  /** Of an account whose password is ours: it signs with it. */
  readonly asksPassword: boolean
  readonly question: ExclusionQuestion
  readonly withdrawn: readonly WithdrawnStatement[]
  /** Who may be meant; of a question that waits. */
  readonly candidates: readonly KnownPerson[]
  readonly faults?: readonly FieldFault[]
  readonly reason?: string
  readonly done?: string | undefined
}

/** A question as the hub works on it: who is meant, what the record says, and the statement. */
export const HubExclusionPage: FC<HubExclusionProps> = (props) => {
  const { question, withdrawn, faults = [], done } = props
  const { answer } = question
  return (
    <>
      <ErrorSummary faults={faults} />
      <DoneNotice done={done} />
      <h1 class="govuk-heading-l">Question {question.id}</h1>
      {answer ? <Answered {...props} answer={answer} /> : <Waiting {...props} />}
      {withdrawn.length > 0 && (
        <ul class="govuk-list">
          {withdrawn.map(({ number, at }) => (
            <li>
              Statement {number} was withdrawn on {londonTime(at)}.
            </li>
          ))}
        </ul>
      )}
      <h2 class="govuk-heading-m">What was asked</h2>
      <QuestionFacts question={question} />
    </>
  )
}

const Waiting: FC<HubExclusionProps> = ({ asking, question, candidates, faults = [] }) => (
  <Form asking={asking} action={paths.answerExclusion(question.id)} button="Work out the answer">
    <PersonChoice candidates={candidates} faults={faults} />
  </Form>
)

const Answered: FC<HubExclusionProps & { answer: CountingAnswer }> = ({
  asking,
  asksPassword,
  question,
  answer,
  faults = [],
  reason,
}) => {
  const isManager = asking.actor.permissions.has('reports:approve')
  const isOwn = answer.answeredBy.id === asking.actor.accountId
  const isDraft = question.state === 'to_approve'
  return (
    <>
      <h2 class="govuk-heading-m">{exclusionLabel(answer.answer)}</h2>
      <p class="govuk-body">{exclusionMeaning(answer.answer)}</p>
      {answer.changed && (
        <p class="govuk-inset-text">
          What it was worked out from has changed since.{' '}
          {isDraft
            ? 'Set it aside and have the question answered again.'
            : 'A manager has to withdraw the statement, and the question is answered again.'}
        </p>
      )}
      <SummaryList
        rows={[
          ['Person', answer.deviceWearerId ?? 'nobody on record'],
          ['Worked out', `${londonTime(answer.answeredAt)} by ${answer.answeredBy.name}`],
          ...(answer.facts ? coverageRows(answer.facts) : []),
          ['SHA-256 of the evidence', answer.evidenceSha256],
        ]}
      />
      {answer.facts && <Facts facts={answer.facts} />}
      {answer.approved && (
        <StatementLinks id={question.id} reportId={answer.reportId} approved={answer.approved} />
      )}
      {isDraft && isManager && !isOwn && !answer.changed && (
        <>
          <p class="govuk-body">
            You sign the statement as {asking.account?.name}. The force can read it from then on.
          </p>
          <Form
            asking={asking}
            action={paths.approveExclusion(question.id)}
            button="Approve the statement"
            hidden={{ report: String(answer.reportId) }}
          >
            {asksPassword && (
              <TextField
                name="password"
                label="Your password"
                type="password"
                autocomplete="current-password"
                faults={faults}
                width={20}
              />
            )}
          </Form>
        </>
      )}
      {isDraft && (!isManager || isOwn) && (
        <p class="govuk-body">
          {isOwn
            ? 'You worked out the answer, so another manager approves it.'
            : 'A manager approves it before the force is told.'}
        </p>
      )}
      {(isDraft || isManager) && (
        <Form
          asking={asking}
          action={paths.setExclusionAside(question.id)}
          button={isDraft ? 'Set the answer aside' : 'Withdraw the statement'}
          kind="secondary"
        >
          <TextField
            name="reason"
            label={isDraft ? 'Why it should be answered again' : 'Why it is withdrawn'}
            value={reason}
            faults={faults}
            maxlength={500}
            autocomplete="off"
          />
        </Form>
      )}
    </>
  )
}

function coverageRows(facts: ExclusionFacts): [string, string][] {
  return [
    ['Whereabouts known', `${Math.floor(facts.windowCoverage * 100)} % of the time of the crime`],
    ['Longest time without a position', counted(Math.ceil(facts.longestGapMinutes), 'minute')],
  ]
}

const Facts: FC<{ facts: ExclusionFacts }> = ({ facts }) => (
  <Table
    caption="What rules presence out"
    columns={[
      { title: 'Position' },
      { title: 'Captured' },
      { title: 'From the place (m)', numeric: true },
      { title: 'Accuracy (m)', numeric: true },
      { title: 'By' },
    ]}
    rows={facts.positions.map(({ which, at, metres, accuracyMetres, mechanism }) => [
      which,
      londonTimeToTheSecond(at),
      String(Math.floor(metres)),
      accuracyMetres === undefined ? 'not given' : String(Math.ceil(accuracyMetres)),
      mechanism || 'not given',
    ])}
  />
)
