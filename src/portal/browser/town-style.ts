import type { FeatureLike } from 'ol/Feature.js'
import Fill from 'ol/style/Fill.js'
import Stroke from 'ol/style/Stroke.js'
import Style from 'ol/style/Style.js'
import Text from 'ol/style/Text.js'

const land = new Style({ fill: new Fill({ color: '#f4f3ee' }), zIndex: 0 })
const park = new Style({ fill: new Fill({ color: '#dfead6' }), zIndex: 1 })
const centre = new Style({ fill: new Fill({ color: '#ece6dc' }), zIndex: 1 })
const quiet = '#54606a'

/** Quiet: what moved is what matters. Streets grow with the zoom; names of haunts come last. */
export function styleOfTown(feature: FeatureLike, resolution: number): Style | undefined {
  const kind = feature.get('kind')
  if (kind === 'land') return land
  if (kind === 'park') return park
  if (kind === 'centre') return centre
  if (kind === 'main') return street('#ffffff', '#cfc8b8', Math.max(2, 14 / resolution), 3)
  if (kind === 'street') {
    return resolution > 12
      ? undefined
      : street('#ffffff', '#e0dbd0', Math.max(1, 7 / resolution), 2)
  }
  if (resolution > 2.5) return undefined
  return new Style({
    text: new Text({
      text: String(feature.get('name') ?? ''),
      font: '12px system-ui, sans-serif',
      fill: new Fill({ color: quiet }),
      stroke: new Stroke({ color: '#ffffff', width: 3 }),
    }),
    zIndex: 4,
  })
}

const streets = new Map<string, Style>()

/** One style a look and width: the casing is left to the wider zooms, where it can be seen. */
function street(inside: string, edge: string, width: number, zIndex: number): Style {
  const pixels = Math.round(Math.min(24, width) * 2) / 2
  const key = `${edge} ${pixels}`
  const known = streets.get(key)
  if (known) return known
  const style = new Style({
    stroke: new Stroke({ color: pixels < 4 ? edge : inside, width: pixels }),
    zIndex,
  })
  streets.set(key, style)
  return style
}
