import type { FC } from 'hono/jsx'
import { londonTime } from '../../domain/london-time.ts'
import type { ExclusionQuestion } from '../../store/records/exclusion-questions.ts'
import { SummaryList } from '../components/summary-list.tsx'
import { forceLabel } from '../match/facts.ts'
import { paths } from '../paths.ts'

/** What was asked, in the words of whoever asked. */
export const QuestionFacts: FC<{ question: ExclusionQuestion }> = ({ question }) => (
  <SummaryList
    rows={[
      [
        'Crime',
        <a class="govuk-link" href={paths.crime(question.crimeId)}>
          {question.crimeReference}
        </a>,
      ],
      ['Police force', forceLabel(question)],
      ['Name', question.person.name || 'not given'],
      ['Date of birth', question.person.dateOfBirth ?? 'not given'],
      ['PNC, CRN or NOMIS number', question.person.identifier ?? 'not given'],
      ['Why', question.purpose],
      ['Asked', `${londonTime(question.askedAt)} by ${question.askedBy}`],
    ]}
  />
)
