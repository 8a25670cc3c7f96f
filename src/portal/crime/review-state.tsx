import type { FC } from 'hono/jsx'
import type { CasePhase } from '../../domain/match-case.ts'
import type { StandingMatch } from '../../store/records/visible-standing.ts'
import { paths } from '../paths.ts'

const states: Readonly<Record<CasePhase, string>> = {
  to_review: 'To look at',
  second_review: 'Waits for a second reviewer',
  disagreed: 'Reviewers disagree',
  qualified: 'Qualified',
  rejected: 'Rejected',
  changed: 'To look at again: the evidence changed',
  fallen_away: 'Fell away',
}

/** What people made of a pair, with the way to it. */
export const ReviewState: FC<{ review: StandingMatch['review'] }> = ({ review }) =>
  review ? (
    <a href={paths.review(review.caseId)} class="govuk-link">
      {states[review.phase]}
    </a>
  ) : (
    <>No review</>
  )
