import type { FC } from 'hono/jsx'
import { agreementOf } from '../../domain/agreement.ts'
import { grouped } from '../../domain/count-text.ts'
import { lengthInWords } from '../../domain/length-in-words.ts'
import type { ReviewFigures } from '../../store/records/funnel-records.ts'
import { SummaryList } from '../components/summary-list.tsx'

/** Fewer views than this say nothing of how people review, and much of one person. */
const LEAST = 5

/** How long reviews took, and how far two reviewers agree. */
export const ReviewFiguresOf: FC<{ figures: ReviewFigures }> = ({ figures }) => {
  const { views, quartiles } = figures
  const { n, agreed, kappa } = agreementOf(figures)
  const few = `Fewer than ${LEAST}, too few to say`
  return (
    <>
      <h2 class="govuk-heading-m">Reviews</h2>
      <SummaryList
        rows={[
          ['Views that count', views < LEAST && views > 0 ? `Fewer than ${LEAST}` : grouped(views)],
          [
            'Time from opening a match to deciding',
            views < LEAST || !quartiles ? few : quartilesText(quartiles),
          ],
          [
            'Two reviewers agree',
            n < LEAST
              ? few
              : `${agreed} of ${n} matches (${((agreed / n) * 100).toFixed(1)} %)${kappa === undefined ? '; kappa cannot be told, because all answered alike' : `; kappa ${kappa.toFixed(2)}, n = ${n}`}`,
          ],
        ]}
      />
    </>
  )
}

function quartilesText(quartiles: NonNullable<ReviewFigures['quartiles']>): string {
  const [low, half, high] = quartiles.map(lengthInWords)
  if (low === high) return `The middle half: ${half}`
  const most = half?.startsWith('less') ? half : `${half} or less`
  return `Half took ${most}; the middle half between ${low} and ${high}`
}
