import type { FC } from 'hono/jsx'
import type { PresentWearer } from '../../app/locations/read-place.ts'
import { counted } from '../../domain/count-text.ts'
import type { Place } from '../../domain/data-request.ts'
import type { Interval } from '../../domain/interval.ts'
import { londonTime, londonWindow } from '../../domain/london-time.ts'
import { MovementsMap } from '../components/movements-map.tsx'
import { Table } from '../components/table.tsx'
import { personName } from '../people/person-name.ts'

/** Whose devices were in a circle, and one of them on the map. */
export const PlaceView: FC<{
  place: Place
  within: Interval
  wearers: readonly PresentWearer[]
  chosen: PresentWearer | undefined
  hrefOf: (id: string, page: number) => string
  page: number
}> = ({ place, within, wearers, chosen, hrefOf, page }) => {
  const period = londonWindow(within.from, within.to)
  return (
    <>
      <p class="govuk-body">
        <strong>
          {wearers.length === 0
            ? 'No position is held of anybody here'
            : counted(wearers.length, 'device wearer')}
        </strong>
        {` within ${place.radiusMetres} m, ${period}. A tag that was silent is not here, and whoever a restriction keeps from you is left out: that somebody is not listed does not say that they were absent.`}
      </p>
      {wearers.length > 0 && (
        <Table
          caption="Whose device was there"
          columns={[
            { title: 'Wearer' },
            { title: 'Positions', numeric: true },
            { title: 'Best accuracy', numeric: true },
            { title: 'First' },
            { title: 'Last' },
          ]}
          rows={wearers.map((wearer) => [
            <a class="govuk-link" href={hrefOf(wearer.id, 1)}>
              {`${personName(wearer)} (${wearer.id})`}
            </a>,
            wearer.positions.length,
            bestAccuracy(wearer),
            londonTime(wearer.positions[0]?.capturedAt ?? Number.NaN),
            londonTime(wearer.positions.at(-1)?.capturedAt ?? Number.NaN),
          ])}
        />
      )}
      {chosen && (
        <MovementsMap
          id="positions"
          title={`Positions of ${personName(chosen)} (${chosen.id})`}
          positions={chosen.positions.map((each, index) => ({ ...each, number: index + 1 }))}
          crime={{ ...place, title: 'The place that was granted' }}
          page={page}
          pageHref={(turned) => hrefOf(chosen.id, turned)}
        />
      )}
    </>
  )
}

/** A circle much wider than the place says little of whether the device was in it. */
function bestAccuracy({ positions }: PresentWearer): string {
  const known = positions.flatMap(({ accuracyMetres }) => accuracyMetres ?? [])
  return known.length === 0 ? 'not given' : `${Math.min(...known)} m`
}
