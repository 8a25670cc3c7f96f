import type { FC } from 'hono/jsx'
import { GAP_MINUTES } from '../../domain/gap.ts'
import type { MapCircle, MapPosition, MapZone, TablePages } from '../map/map-data.ts'
import type { MapBand, MapMark, MapStay } from '../map/map-legs.ts'
import { packMap } from '../map/packed-map.ts'
import type { Stretch } from '../map/playback.ts'
import { stepsBetween } from '../map/steps.ts'
import { paths } from '../paths.ts'
import { BandsInWords } from './map-bands.tsx'
import { MapChoice } from './map-choice.tsx'
import { MapControls } from './map-controls.tsx'
import { MapFilters } from './map-filters.tsx'
import { MapLegend } from './map-legend.tsx'
import { MapPlayback } from './map-playback.tsx'
import { MapTools } from './map-tools.tsx'
import { MovementsTable } from './movements-table.tsx'

/** More rows than this are turned by pages; the map shows all positions whatever the page. */
export const ROWS_PER_PAGE = 500

export interface MovementsMapProps {
  /** Of the element; unique on the page. */
  readonly id: string
  readonly title: string
  /** In order of capture. */
  readonly positions: readonly MapPosition[]
  readonly crime?: MapCircle | undefined
  /** Where there are several; each with its mark. */
  readonly crimes?: readonly MapCircle[] | undefined
  /** Ids of several wearers; each position says whose it is. */
  readonly wearers?: readonly string[] | undefined
  /** What the several trails are of, where not of wearers: two periods of one. */
  readonly trailsAre?: 'periods' | undefined
  /** Through what the trails can be played. */
  readonly played?: Stretch | undefined
  readonly zones?: readonly MapZone[] | undefined
  /** Of the person's notes, where the reader may write one: the card links to a note about its moment. */
  readonly notesHref?: string | undefined
  /** Drawn as rings with their number in the list of stays. */
  readonly stays?: readonly MapStay[] | undefined
  /** Home and appointments, each while it holds. */
  readonly marks?: readonly MapMark[] | undefined
  /** What was required and what is known, beneath the scrubber and in words; only where trails are played. */
  readonly bands?: readonly MapBand[] | undefined
  /** The table's page, from 1, and the address of each; only needed past {@link ROWS_PER_PAGE}. */
  readonly page?: number | undefined
  readonly pageHref?: ((page: number) => string) | undefined
}

/**
 * Positions on a map, and a table with the same facts behind it. The map is the only part that needs
 * JavaScript, and its script and styles come with it: pages without a map load neither.
 */
export const MovementsMap: FC<MovementsMapProps> = (props) => {
  const { id, title, positions, crime, zones = [], wearers = [], played } = props
  const { stays = [], marks = [], bands = [] } = props
  const crimes = crime ? [crime] : (props.crimes ?? [])
  const table = tablePages(positions.length, props)
  const steps = stepsBetween(positions, GAP_MINUTES)
  const data = packMap({
    positions,
    gapMinutes: GAP_MINUTES,
    crimes,
    wearers,
    zones,
    stays,
    marks,
    bands,
    played: positions.length > 0 ? played : undefined,
    table,
  })
  const nothing = positions.length === 0 && crimes.length === 0 && zones.length === 0
  return (
    <section class="app-map" id={id} aria-label={title}>
      <link rel="stylesheet" href={paths.mapStylesheet} />
      {positions.length === 0 ? (
        <p class="govuk-body">
          There are no positions to show. That does not say where anyone was or was not.
        </p>
      ) : (
        <p class="govuk-body">
          <a href={`#${id}-table`} class="govuk-link">
            Skip the map
          </a>
          , and go to a table with the same facts.
        </p>
      )}
      {!nothing && (
        <>
          <p class="govuk-body" data-map="instead">
            The map needs JavaScript. The table has the same facts.
          </p>
          <div class="app-map__shell" data-map="shell" hidden data-base={paths.mapBase}>
            <MapControls
              id={id}
              title={title}
              count={positions.length}
              zones={zones.length > 0}
              stays={stays.length > 0}
              marks={marks.length > 0}
              outside={positions.some(({ outsideWindow }) => outsideWindow)}
              crimes={crimes.length}
            >
              <MapFilters positions={positions} />
              {played && positions.length > 0 && (
                <MapPlayback id={id} played={played} wearers={wearers} bands={bands} />
              )}
              <MapTools positions={positions} />
            </MapControls>
            <div class="app-map__side">
              {positions.length > 0 && (
                <MapChoice id={id} count={positions.length} notesHref={props.notesHref} />
              )}
              <MapLegend
                positions={positions}
                steps={steps}
                crimes={crimes}
                wearers={wearers}
                zones={zones}
                stays={stays}
                marks={marks}
                trailsAre={props.trailsAre}
              />
            </div>
          </div>
          <script
            type="application/json"
            data-map="data"
            // Escaped by packMap: nothing in it can end the element.
            dangerouslySetInnerHTML={{ __html: data }}
          />
          <script type="module" src={paths.mapScript} />
        </>
      )}
      {bands.length > 0 && <BandsInWords bands={bands} />}
      <MovementsTable
        id={`${id}-table`}
        title={title}
        positions={positions}
        steps={steps}
        table={table}
        wearers={wearers}
        trailsAre={props.trailsAre}
      />
    </section>
  )
}

function tablePages(rows: number, { page = 1, pageHref }: MovementsMapProps): TablePages {
  const pages = Math.max(1, Math.ceil(rows / ROWS_PER_PAGE))
  if (pages === 1 || !pageHref) return { rowsPerPage: Math.max(1, rows), page: 1, hrefs: [''] }
  return {
    rowsPerPage: ROWS_PER_PAGE,
    page: Math.min(pages, Math.max(1, Math.floor(page) || 1)),
    hrefs: Array.from({ length: pages }, (_, index) => pageHref(index + 1)),
  }
}
