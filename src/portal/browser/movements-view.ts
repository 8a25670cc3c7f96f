import ScaleLine from 'ol/control/ScaleLine.js'
import DragPan from 'ol/interaction/DragPan.js'
import { defaults as interactions } from 'ol/interaction/defaults.js'
import KeyboardPan from 'ol/interaction/KeyboardPan.js'
import Layer from 'ol/layer/Layer.js'
import OlMap, { type FrameState } from 'ol/Map.js'
import Source from 'ol/source/Source.js'
import View from 'ol/View.js'
import { type CanvasView, canvasView } from './canvas-view.ts'
import { MarkStamps } from './draw-marks.ts'
import { type Drawn, drawMovements, type Shown, selection } from './draw-movements.ts'
import { extentOf, type Ground, type Look, nearestPosition } from './ground.ts'

const CLOSEST_FIRST_LOOK = 17
/** A finger is wider than a mark. Pixels. */
const REACH = 20
const STEP_PIXELS = 128
/** A chosen position nearer to the edge than this is brought to the middle. Pixels. */
const EDGE = 48

/** The map itself: its view, its layers and what a pointer or key does to it. */
export class MovementsView {
  readonly map: OlMap
  readonly #ground: Ground
  readonly #layer: Layer
  readonly #moment: number
  readonly #shown: () => Shown

  /** @param still no animation: things jump to where they belong. */
  constructor(
    target: HTMLElement,
    ground: Ground,
    still: boolean,
    shown: () => Shown,
    onDrawn: (drawn: Drawn, view: CanvasView) => void,
  ) {
    this.#ground = ground
    this.#shown = shown
    this.#moment = still ? 0 : 200
    const canvas = document.createElement('canvas')
    const stamps = new MarkStamps()
    canvas.className = 'app-map__movements'
    this.#layer = new Layer({
      source: new Source({}),
      zIndex: 1,
      render: (frame) => {
        const view = canvasView(canvas, frame as FrameState & { size: number[] })
        performance.mark('movements')
        if (view) onDrawn(drawMovements(view, ground, shown(), stamps), view)
        performance.measure('draw movements', 'movements')
        return canvas
      },
    })
    this.map = new OlMap({
      target,
      layers: [this.#layer],
      controls: [new ScaleLine({ className: 'app-map__scale' })],
      interactions: interactions({
        altShiftDragRotate: false,
        pinchRotate: false,
        dragPan: false,
        keyboard: true,
        zoomDuration: this.#moment,
        // A wheel that passes over scrolls the page; it zooms once the map has the focus.
        onFocusOnly: true,
      }),
      view: new View({ enableRotation: false, minZoom: 5, maxZoom: 21 }),
    })
    if (still) {
      this.map.getInteractions().forEach((interaction) => {
        if (interaction instanceof KeyboardPan) this.map.removeInteraction(interaction)
      })
      this.map.addInteraction(new KeyboardPan({ duration: 0 }))
    }
    this.map.addInteraction(new DragPan({}))
    this.#fit('window', 0)
  }

  /** The position under a pointer, if any. */
  onPick(pick: (index: number) => void): void {
    this.map.on('click', ({ coordinate }) => {
      const within = REACH * (this.map.getView().getResolution() ?? 1)
      const shows = selection(this.#ground, this.#shown())
      const index = nearestPosition(this.#ground, coordinate, within, shows)
      if (index !== undefined) pick(index)
    })
  }

  redraw(): void {
    this.#layer.changed()
  }

  show(look: Look): void {
    this.#fit(look, this.#moment)
  }

  #fit(look: Look, duration: number): void {
    this.map.getView().fit(extentOf(this.#ground, look), {
      padding: [50, 60, 50, 60],
      maxZoom: CLOSEST_FIRST_LOOK,
      duration,
    })
  }

  zoomBy(delta: number): void {
    const view = this.map.getView()
    view.animate({ zoom: (view.getZoom() ?? 0) + delta, duration: this.#moment })
  }

  /** @param east, north -1, 0 or 1. */
  moveBy(east: number, north: number): void {
    const view = this.map.getView()
    const step = STEP_PIXELS * (view.getResolution() ?? 1)
    const [x = 0, y = 0] = view.getCenter() ?? []
    view.animate({ center: [x + east * step, y + north * step], duration: this.#moment })
  }

  /** Moves only as far as it must: nothing where the position can be seen already. */
  bringIntoView(index: number): void {
    const place = [this.#ground.x[index] ?? 0, this.#ground.y[index] ?? 0]
    const [column = -1, row = -1] = this.map.getPixelFromCoordinate(place) ?? []
    const [width = 0, height = 0] = this.map.getSize() ?? []
    const seen = column > EDGE && row > EDGE && column < width - EDGE && row < height - EDGE
    if (!seen) this.map.getView().animate({ center: place, duration: this.#moment })
  }
}
