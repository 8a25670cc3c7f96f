import type { FC } from 'hono/jsx'
import { londonDate } from '../../domain/london-time.ts'
import type { PlaceExtract } from '../../store/records/place-records.ts'
import { dateText } from './date-text.ts'

const LICENCE = 'https://www.openstreetmap.org/copyright'

/** Where places come from and of what day they are, as their licence asks wherever they are shown. */
export const Attribution: FC<{ extract: PlaceExtract }> = ({ extract }) => {
  const { attribution, dataOf, takenAt } = extract
  return (
    <p class="govuk-body-s">
      Places:{' '}
      {/openstreetmap/i.test(attribution) ? (
        <a class="govuk-link" href={LICENCE}>
          {attribution}
        </a>
      ) : (
        attribution
      )}
      {dataOf ? `, as of ${dateText(dataOf)}` : `, brought in on ${londonDate(takenAt)}`}.
    </p>
  )
}
