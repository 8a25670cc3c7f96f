import type { FC } from 'hono/jsx'
import { exclusionLabel, exclusionMeaning } from '../../domain/exclusion-answer.ts'
import { londonTime } from '../../domain/london-time.ts'
import type {
  ExclusionQuestion,
  WithdrawnStatement,
} from '../../store/records/exclusion-questions.ts'
import { DoneNotice } from '../components/notice.tsx'
import { QuestionFacts } from './question-facts.tsx'
import { StatementLinks } from './statement-links.tsx'

/** What police are told: nothing but an approved answer, in words that are the same for everybody it is given of. */
export const PoliceExclusionPage: FC<{
  question: ExclusionQuestion
  withdrawn: readonly WithdrawnStatement[]
  done: string | undefined
}> = ({ question, withdrawn, done }) => {
  const { state, answer } = question
  const approved = state === 'approved' ? answer?.approved : undefined
  return (
    <>
      <DoneNotice done={done} />
      <h1 class="govuk-heading-l">Question {question.id}</h1>
      {answer && approved ? (
        <>
          <h2 class="govuk-heading-m">{exclusionLabel(answer.answer)}</h2>
          <p class="govuk-body">{exclusionMeaning(answer.answer)}</p>
          <StatementLinks id={question.id} reportId={answer.reportId} approved={approved} />
        </>
      ) : (
        <p class="govuk-body">The hub has not answered yet.</p>
      )}
      {withdrawn.length > 0 && (
        <ul class="govuk-list">
          {withdrawn.map(({ number, at }) => (
            <li>
              Statement {number} was withdrawn on {londonTime(at)}: do not rely on it.
            </li>
          ))}
        </ul>
      )}
      <h2 class="govuk-heading-m">What was asked</h2>
      <QuestionFacts question={question} />
    </>
  )
}
