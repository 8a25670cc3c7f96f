import type { FeatureLike } from 'ol/Feature.js'
import Fill from 'ol/style/Fill.js'
import Stroke from 'ol/style/Stroke.js'
import Style from 'ol/style/Style.js'
import Text from 'ol/style/Text.js'

const filled = (color: string, zIndex: number) => new Style({ fill: new Fill({ color }), zIndex })
const lined = (color: string, width: number, zIndex: number) =>
  new Style({ stroke: new Stroke({ color, width }), zIndex })

/** By the layer names of the two schemas in common use, Protomaps' and OpenMapTiles'. */
const grounds: ReadonlyMap<string, Style> = new Map([
  ['earth', filled('#f4f3ee', 0)],
  ['landcover', filled('#e6eddd', 1)],
  ['landuse', filled('#ebeae1', 2)],
  ['park', filled('#dfead6', 2)],
  ['water', filled('#c9dce8', 3)],
  ['waterway', lined('#c9dce8', 1.5, 3)],
  ['building', filled('#e0dbd0', 4)],
  ['buildings', filled('#e0dbd0', 4)],
  ['boundary', lined('#b9b3c4', 1, 6)],
  ['boundaries', lined('#b9b3c4', 1, 6)],
])
const roadLayers = new Set(['roads', 'transportation'])
const nameLayers = new Set(['places', 'place', 'transportation_name'])
const largeRoads = new Set(['highway', 'major_road', 'motorway', 'trunk', 'primary', 'secondary'])
const largeRoad = lined('#cfc8b8', 3, 5)
const smallRoad = lined('#ddd8cc', 1.5, 5)

/** A quiet look for vector tiles; layers it does not know are not drawn. */
export function styleOfTile(feature: FeatureLike, resolution: number): Style | undefined {
  const layer = String(feature.get('layer') ?? '')
  if (roadLayers.has(layer)) {
    if (largeRoads.has(String(feature.get('kind') ?? feature.get('class')))) return largeRoad
    return resolution > 40 ? undefined : smallRoad
  }
  // In Protomaps' schema water is both areas and lines.
  if (layer === 'water' && feature.getGeometry()?.getType().includes('Line'))
    return grounds.get('waterway')
  return nameLayers.has(layer) ? named(feature) : grounds.get(layer)
}

function named(feature: FeatureLike): Style | undefined {
  const name: unknown = feature.get('name')
  if (typeof name !== 'string') return undefined
  return new Style({
    text: new Text({
      text: name,
      font: '12px system-ui, sans-serif',
      fill: new Fill({ color: '#54606a' }),
      stroke: new Stroke({ color: '#ffffff', width: 3 }),
      ...(feature.getGeometry()?.getType().includes('Line') ? { placement: 'line' as const } : {}),
    }),
    zIndex: 7,
  })
}
