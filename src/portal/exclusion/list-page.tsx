import type { FC } from 'hono/jsx'
import { exclusionLabel } from '../../domain/exclusion-answer.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { ExclusionQuestion } from '../../store/records/exclusion-questions.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { Table } from '../components/table.tsx'
import { forceLabel } from '../match/facts.ts'
import { paths } from '../paths.ts'

/** Questions about people and crimes, newest first; whom they name is on their own pages. */
export const ExclusionListPage: FC<{
  /** Whether police look. */
  forPolice: boolean
  questions: readonly ExclusionQuestion[]
  first: string | undefined
  next: string | undefined
}> = ({ forPolice, questions, first, next }) => (
  <>
    <h1 class="govuk-heading-l">Exclusions</h1>
    {forPolice && (
      <p class="govuk-body">
        <a class="govuk-link" href={paths.newExclusion}>
          Ask whether a person is ruled out
        </a>
      </p>
    )}
    {questions.length === 0 ? (
      <p class="govuk-body">
        {forPolice ? 'Your force has asked nothing yet.' : 'No force has asked anything yet.'}
      </p>
    ) : (
      <Table
        caption="Questions, the newest first"
        columns={[
          { title: 'Question' },
          { title: 'Crime' },
          ...(forPolice ? [] : [{ title: 'Police force' }]),
          { title: 'Asked' },
          { title: 'By' },
          { title: 'Answer' },
        ]}
        rows={questions.map((question) => [
          <a class="govuk-link" href={paths.exclusion(question.id)}>
            Question {question.id}
          </a>,
          question.crimeReference,
          ...(forPolice ? [] : [forceLabel(question)]),
          londonTime(question.askedAt),
          question.askedBy,
          forPolice ? toldText(question) : stateText(question),
        ])}
      />
    )}
    <CursorLinks label="Pages of questions" first={first} next={next} />
  </>
)

/** What police may know of where a question stands. */
function toldText({ state, answer }: ExclusionQuestion): string {
  return state === 'approved' && answer ? exclusionLabel(answer.answer) : 'With the hub'
}

function stateText({ state, answer }: ExclusionQuestion): string {
  if (!answer) return 'To answer'
  const changed = answer.changed ? '; the evidence has changed since' : ''
  const label = exclusionLabel(answer.answer)
  return state === 'approved' ? `${label}${changed}` : `${label}, to approve${changed}`
}
