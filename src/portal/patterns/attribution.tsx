import type { FC } from 'hono/jsx'
import { londonDate } from '../../domain/london-time.ts'
import type { PlaceExtract } from '../../store/records/place-records.ts'

const LICENCE = 'https://www.openstreetmap.org/copyright'

/** Where places come from and of what day they are, as their licence asks wherever they are shown. */
export const Attribution: FC<{ extract: PlaceExtract }> = ({ extract }) => {
  const { attribution, dataOf, takenAt } = extract
  const of = dataOf === undefined ? undefined : londonDate(Date.parse(`${dataOf}T12:00:00Z`))
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
      {of ? `, as of ${of}` : `, brought in on ${londonDate(takenAt)}`}.
    </p>
  )
}
