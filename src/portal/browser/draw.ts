import ScaleLine from 'ol/control/ScaleLine.js'
import Feature from 'ol/Feature.js'
import GeoJSON from 'ol/format/GeoJSON.js'
import Polygon from 'ol/geom/Polygon.js'
import type { Geometry } from 'ol/geom.js'
import Draw from 'ol/interaction/Draw.js'
import { defaults as interactions } from 'ol/interaction/defaults.js'
import Modify from 'ol/interaction/Modify.js'
import VectorLayer from 'ol/layer/Vector.js'
import OlMap from 'ol/Map.js'
import { toLonLat } from 'ol/proj.js'
import VectorSource from 'ol/source/Vector.js'
import CircleStyle from 'ol/style/Circle.js'
import Fill from 'ol/style/Fill.js'
import Stroke from 'ol/style/Stroke.js'
import Style from 'ol/style/Style.js'
import View from 'ol/View.js'
import { ink } from '../map/symbols.ts'
import { baseLayer } from './base-layers.ts'
import { part } from './part.ts'
import { cornersText, type Typed, typedShape } from './typed-zone.ts'

const NO_BASE = 'The map beneath could not be loaded; the zone is drawn without it.'
const STEP_PIXELS = 128
/** The service’s ground, where nothing else says where to look. */
const GROUND = [-700_000, 6_500_000, 200_000, 8_000_000]
/** Where a place is clicked before a radius is typed. */
const FIRST_RADIUS = '100'
const SHAPE_FIELDS = new Set(['shapeBy', 'place', 'radius', 'corners', 'chosen', 'buffer'])
const projected = { featureProjection: 'EPSG:3857' }

for (const shell of document.querySelectorAll('[data-map="shell"]')) {
  const form = shell.closest('form')
  if (shell instanceof HTMLElement && form) begin(shell, form)
}

/** Keeps the map and the form's fields the same: whichever changes, the other follows. */
function begin(shell: HTMLElement, form: HTMLFormElement): void {
  const field = (name: string) => form.elements.namedItem(name)
  const value = (name: string) => {
    const found = field(name)
    return found && 'value' in found ? String(found.value) : ''
  }
  const put = (name: string, text: string) => {
    const found = field(name)
    if (found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement)
      found.value = text
  }
  const note = part(shell, 'note', HTMLElement)
  const again = part(shell, 'again', HTMLButtonElement)
  shell.hidden = false
  shell.closest('.app-draw')?.classList.add('app-map--drawn')

  const shape = new VectorSource<Feature<Geometry>>()
  const buffer = new VectorSource<Feature<Geometry>>()
  const line = new Stroke({ color: ink.crime, width: 3 })
  const fill = new Fill({ color: `${ink.crime}22` })
  const corner = new CircleStyle({ radius: 6, fill: new Fill({ color: ink.paper }), stroke: line })
  const style = new Style({ stroke: line, fill, image: corner })
  const map = new OlMap({
    target: part(shell, 'canvas', HTMLElement),
    layers: [
      new VectorLayer({ source: buffer, style: (feature) => feature.get('style') as Style }),
      new VectorLayer({ source: shape, style }),
    ],
    controls: [new ScaleLine({ className: 'app-map__scale' })],
    interactions: interactions({
      altShiftDragRotate: false,
      pinchRotate: false,
      onFocusOnly: true,
    }),
    view: new View({ enableRotation: false, minZoom: 5, maxZoom: 20 }),
  })
  const view = map.getView()
  view.fit(GROUND)
  const draw = new Draw({ source: shape, type: 'Polygon', style, stopClick: true })
  const modify = new Modify({ source: shape, style })
  map.addInteraction(modify)
  map.addInteraction(draw)

  const typed = (): Typed => ({
    by: value('shapeBy'),
    place: value('place'),
    radius: value('radius'),
    corners: value('corners'),
    found: value('found'),
    chosen: value('chosen'),
  })
  const follow = (look: boolean) => {
    const { by } = typed()
    const geometry = typedShape(typed())
    shape.clear()
    if (geometry)
      shape.addFeature(new Feature(new GeoJSON(projected).readGeometry(geometry) as Geometry))
    drawBuffer()
    draw.setActive(by === 'corners' && !geometry)
    modify.setActive(by === 'corners' && geometry !== undefined)
    again.hidden = by !== 'corners'
    shell.dataset['shape'] = geometry?.type ?? 'none'
    const extent = shape.getExtent()
    if (look && geometry && extent) view.fit(extent, { padding: [60, 60, 60, 60], maxZoom: 17 })
  }
  /** A wide round edge is what lies within the buffer's metres of the shape. */
  const drawBuffer = () => {
    buffer.clear()
    const metres = Number(value('buffer'))
    const [feature] = shape.getFeatures()
    if (!feature || !(metres > 0)) return
    const [x = 0, y = 0] = feature.getGeometry()?.getExtent() ?? []
    const [, latitude = 0] = toLonLat([x, y])
    const units = metres / Math.cos((latitude * Math.PI) / 180)
    const width = (2 * units) / (view.getResolution() ?? 1)
    const edge = new Feature(feature.getGeometry()?.clone())
    edge.set('style', new Style({ stroke: new Stroke({ color: `${ink.crime}33`, width }) }))
    buffer.addFeature(edge)
  }
  view.on('change:resolution', drawBuffer)

  const typeCorners = (polygon: Geometry | undefined) => {
    if (!(polygon instanceof Polygon)) return
    const ring = (polygon.getCoordinates()[0] ?? []).map((each) => toLonLat(each))
    put('corners', cornersText(ring))
    shell.dataset['shape'] = 'Polygon'
  }
  draw.on('drawend', ({ feature }) => {
    typeCorners(feature.getGeometry())
    note.textContent = 'The zone is drawn. Drag a corner to move it.'
    // The layer holds what was drawn only after this.
    setTimeout(() => follow(false))
  })
  modify.on('modifyend', ({ features }) => {
    typeCorners(features.item(0)?.getGeometry())
    drawBuffer()
  })
  map.on('click', ({ coordinate }) => {
    if (value('shapeBy') !== 'place') return
    put('place', cornersText([toLonLat(coordinate)]))
    if (value('radius') === '') put('radius', FIRST_RADIUS)
    note.textContent = `The place is ${value('place')}, with a radius of ${value('radius')} metres.`
    follow(false)
  })
  again.addEventListener('click', () => {
    put('corners', '')
    note.textContent = 'Click where the first corner is.'
    follow(false)
  })
  form.addEventListener('change', ({ target }) => {
    const name = target instanceof Element ? (target.getAttribute('name') ?? '') : ''
    if (SHAPE_FIELDS.has(name)) follow(true)
  })
  follow(true)

  const moves: Readonly<Record<string, () => void>> = {
    in: () => zoomBy(1),
    out: () => zoomBy(-1),
    all: () => follow(true),
    west: () => moveBy(-1, 0),
    east: () => moveBy(1, 0),
    north: () => moveBy(0, 1),
    south: () => moveBy(0, -1),
  }
  function zoomBy(delta: number) {
    view.setZoom((view.getZoom() ?? 0) + delta)
  }
  function moveBy(east: number, north: number) {
    const step = STEP_PIXELS * (view.getResolution() ?? 1)
    const [x = 0, y = 0] = view.getCenter() ?? []
    view.setCenter([x + east * step, y + north * step])
  }
  for (const button of shell.querySelectorAll<HTMLElement>('[data-move]')) {
    button.addEventListener('click', () => moves[button.dataset['move'] ?? '']?.())
  }

  const withoutBase = () => {
    note.textContent = NO_BASE
    shell.dataset['base'] = 'failed'
  }
  baseLayer(shell.dataset['base'] ?? '', withoutBase).then((base) => {
    if (!base) return
    map.getLayers().insertAt(0, base.layer)
    part(shell, 'attribution', HTMLElement).textContent = base.attribution
    const source = base.layer instanceof VectorLayer ? base.layer.getSource() : undefined
    const extent = source instanceof VectorSource ? source.getExtent() : undefined
    if (extent && shape.getFeatures().length === 0) view.fit(extent, { padding: [20, 20, 20, 20] })
    shell.dataset['ready'] = 'yes'
  }, withoutBase)
}
