import type { FC } from 'hono/jsx'
import type { Movement } from '../../app/read-movements.ts'
import { londonWindow } from '../../domain/london-time.ts'
import { placeCategoryLabel } from '../../domain/reference/place-categories.ts'
import type { Visit } from '../../patterns/visits.ts'
import { MovementsMap } from '../components/movements-map.tsx'
import { rangeQuery } from '../components/typed-range.ts'
import { zoneOnMap } from '../map/zone-on-map.ts'
import { paths } from '../paths.ts'
import { wholeMinutes } from './whole-minutes.ts'

const AROUND = 10 * 60_000

/** One visit: the place, and the positions from ten minutes before it to ten minutes after. */
export const VisitMap: FC<{ id: string; visit: Visit; positions: readonly Movement[] }> = ({
  id,
  visit: { place, stay },
  positions,
}) => {
  const whole = wholeMinutes(stay)
  const around = { from: whole.from - AROUND, to: whole.to + AROUND }
  const shown = positions.filter(
    ({ capturedAt }) => capturedAt >= around.from && capturedAt <= around.to,
  )
  const title = place.name ?? placeCategoryLabel(place.category)
  const area = zoneOnMap(
    { kind: 'place', geometry: place.geometry, radiusMetres: place.radiusMetres },
    title,
  )
  return (
    <section aria-labelledby="visit">
      <h2
        class="govuk-heading-m"
        id="visit"
      >{`${title}, ${londonWindow(whole.from, whole.to)}`}</h2>
      <p class="govuk-body">
        With ten minutes before and after.{' '}
        <a class="govuk-link" href={paths.movements(id) + rangeQuery(around)}>
          All movements of that time
        </a>
      </p>
      <MovementsMap
        id="visit-map"
        title={`Visit: ${title}`}
        positions={shown.map((position, index) => ({ ...position, number: index + 1 }))}
        zones={area ? [area] : []}
        stays={[{ ...stay, number: 1, title }]}
      />
    </section>
  )
}
