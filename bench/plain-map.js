// The peer of bench/movements.js, in the browser: OpenLayers as its examples use it, a feature and a style for each
// position, its number and its line; played by adding features as time goes on.
import Feature from 'ol/Feature.js'
import GeoJSON from 'ol/format/GeoJSON.js'
import LineString from 'ol/geom/LineString.js'
import Point from 'ol/geom/Point.js'
import VectorLayer from 'ol/layer/Vector.js'
import OlMap from 'ol/Map.js'
import { fromLonLat } from 'ol/proj.js'
import VectorSource from 'ol/source/Vector.js'
import Circle from 'ol/style/Circle.js'
import Fill from 'ol/style/Fill.js'
import Stroke from 'ol/style/Stroke.js'
import Style from 'ol/style/Style.js'
import Text from 'ol/style/Text.js'
import View from 'ol/View.js'

const rows = JSON.parse(document.getElementById('data').textContent)
const features = rows.map(([number, , latitude, longitude], index) => {
  const place = fromLonLat([longitude, latitude])
  const point = new Feature(new Point(place))
  point.setStyle(
    new Style({
      image: new Circle({
        radius: 6,
        fill: new Fill({ color: '#12437d' }),
        stroke: new Stroke({ color: '#ffffff', width: 1 }),
      }),
      text: new Text({ text: String(number), offsetX: 12, offsetY: -8 }),
    }),
  )
  if (index === 0) return [point]
  const [, , latitudeBefore, longitudeBefore] = rows[index - 1]
  const line = new Feature(new LineString([fromLonLat([longitudeBefore, latitudeBefore]), place]))
  line.setStyle(new Style({ stroke: new Stroke({ color: '#12437d', width: 2 }) }))
  return [line, point]
})
const source = new VectorSource({ features: features.flat() })
const map = new OlMap({
  target: 'map',
  layers: [new VectorLayer({ source, declutter: true })],
  view: new View(),
})
map.getView().fit(source.getExtent(), { padding: [50, 60, 50, 60], maxZoom: 17 })
const town = await (await fetch('/map/town.geojson')).json()
const ground = new GeoJSON({ featureProjection: 'EPSG:3857' }).readFeatures(town)
map.getLayers().insertAt(0, new VectorLayer({ source: new VectorSource({ features: ground }) }))
map.once('rendercomplete', () => {
  document.body.dataset.drawn = 'true'
})

/** Plays minutes of the trail a second, so much of its end. Milliseconds. */
globalThis.playPlain = (speed, length) => {
  source.clear()
  const began = performance.now()
  const start = rows.at(-1)[1] - length
  let next = 0
  const step = () => {
    const until = start + (performance.now() - began) * speed * 60
    const added = []
    while (next < rows.length && rows[next][1] <= until) added.push(...features[next++])
    if (added.length > 0) source.addFeatures(added)
    if (next < rows.length) requestAnimationFrame(step)
  }
  requestAnimationFrame(step)
}
