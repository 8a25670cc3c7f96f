import type { FC } from 'hono/jsx'
import { GAP_MINUTES } from '../../domain/gap.ts'
import type { MapZone } from '../map/map-data.ts'
import { packMap } from '../map/packed-map.ts'
import { paths } from '../paths.ts'
import { MapControls } from './map-controls.tsx'
import { MapLegend } from './map-legend.tsx'

/** Zones alone on a map; beside it the page says the same in words. */
export const ZoneMap: FC<{ id: string; title: string; zones: readonly MapZone[] }> = ({
  id,
  title,
  zones,
}) => {
  if (zones.length === 0) return null
  const data = packMap({
    positions: [],
    gapMinutes: GAP_MINUTES,
    crimes: [],
    wearers: [],
    zones,
    stays: [],
    marks: [],
    bands: [],
    table: { rowsPerPage: 1, page: 1, hrefs: [''] },
  })
  return (
    <section class="app-map" id={id} aria-label={title}>
      <link rel="stylesheet" href={paths.mapStylesheet} />
      <p class="govuk-body" data-map="instead">
        The map needs JavaScript. The page says the same in words.
      </p>
      <div class="app-map__shell" data-map="shell" hidden data-base={paths.mapBase}>
        <MapControls id={id} title={title} count={0} zones outside={false} crimes={0} />
        <div class="app-map__side">
          <MapLegend positions={[]} steps={[]} crimes={[]} wearers={[]} zones={zones} />
        </div>
      </div>
      <script
        type="application/json"
        data-map="data"
        // Escaped by packMap: nothing in it can end the element.
        dangerouslySetInnerHTML={{ __html: data }}
      />
      <script type="module" src={paths.mapScript} />
    </section>
  )
}
