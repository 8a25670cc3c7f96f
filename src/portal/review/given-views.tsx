import type { FC } from 'hono/jsx'
import { lengthInWords } from '../../domain/length-in-words.ts'
import { londonTime } from '../../domain/london-time.ts'
import { reasonText } from '../../domain/review-reasons.ts'
import type { MatchReview } from '../../store/records/match-review-records.ts'
import { Table } from '../components/table.tsx'
import { verdictText } from '../match/evidence-text.ts'
import { decisionText, partText } from './case-text.ts'

/** Views that whoever asks may read, those that count no more among them. */
export const GivenViews: FC<{ reviews: readonly MatchReview[] }> = ({ reviews }) =>
  reviews.length === 0 ? null : (
    <Table
      caption="Views given"
      columns={[
        { title: 'View' },
        { title: 'By' },
        { title: 'Given' },
        { title: 'Decision' },
        { title: 'Reason' },
        { title: 'In their own words' },
        { title: 'Evidence then' },
        { title: 'Time taken' },
      ]}
      rows={reviews.map((review) => [
        <>
          {partText(review.part)}
          {review.supersededWhy && (
            <>
              <br />
              {review.supersededWhy === 'taken_back'
                ? 'Taken back; counts no more'
                : 'Of earlier evidence; counts no more'}
            </>
          )}
        </>,
        review.username,
        londonTime(review.decidedAt),
        decisionText(review.decision),
        reasonText(review.reason),
        review.remark,
        evidenceThen(review),
        lengthInWords(review.decidedAt - review.beganAt),
      ])}
    />
  )

function evidenceThen({ evidence }: MatchReview): string {
  if (evidence.erased) return 'Erased since'
  if (!evidence.stands) return 'Nothing stood'
  const verdict = evidence.verdict ? verdictText({ verdict: evidence.verdict })[0] : 'Not weighed'
  return `${verdict}, ${evidence.positionsInRadius ?? 0} in radius`
}
