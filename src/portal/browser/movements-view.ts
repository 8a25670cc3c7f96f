import ScaleLine from 'ol/control/ScaleLine.js'
import DragPan from 'ol/interaction/DragPan.js'
import DragRotate from 'ol/interaction/DragRotate.js'
import { defaults as interactions } from 'ol/interaction/defaults.js'
import type Interaction from 'ol/interaction/Interaction.js'
import KeyboardPan from 'ol/interaction/KeyboardPan.js'
import PinchRotate from 'ol/interaction/PinchRotate.js'
import Layer from 'ol/layer/Layer.js'
import OlMap, { type FrameState } from 'ol/Map.js'
import { fromLonLat, toLonLat } from 'ol/proj.js'
import Source from 'ol/source/Source.js'
import View from 'ol/View.js'
import type { Place } from '../map/measured.ts'
import type { LookedAt } from '../map/view-fragment.ts'
import { type CanvasView, canvasView } from './canvas-view.ts'
import { MarkStamps } from './draw-marks.ts'
import { type Drawn, drawMovements } from './draw-movements.ts'
import { extentAround, extentOf, type Ground, type Look, nearestPosition } from './ground.ts'
import { selection } from './selection.ts'
import type { Shown } from './shown.ts'
import { TrailCanvas } from './trail-canvas.ts'

const CLOSEST_FIRST_LOOK = 17
/** A finger is wider than a mark. Pixels. */
const REACH = 20
const STEP_PIXELS = 128
/** A chosen position nearer to the edge than this is brought to the middle. Pixels. */
const EDGE = 48
const RADIANS = Math.PI / 180

/** The map itself: its view, its layers and what a pointer or key does to it. */
export class MovementsView {
  readonly map: OlMap
  readonly #ground: Ground
  readonly #moment: number
  readonly #shown: () => Shown
  readonly #onDrawn: (drawn: Drawn, view: CanvasView) => void
  readonly #canvas = document.createElement('canvas')
  readonly #stamps = new MarkStamps()
  readonly #trail = new TrailCanvas()
  readonly #turns: readonly Interaction[] = [new DragRotate(), new PinchRotate()]
  #frame: (FrameState & { size: number[] }) | undefined
  #isDue = false

  /**
   * @param still no animation: things jump to where they belong.
   * @param first where to look first; everything inside the window where that is not said.
   */
  constructor(
    target: HTMLElement,
    ground: Ground,
    still: boolean,
    first: LookedAt | undefined,
    shown: () => Shown,
    onDrawn: (drawn: Drawn, view: CanvasView) => void,
  ) {
    this.#ground = ground
    this.#shown = shown
    this.#onDrawn = onDrawn
    this.#moment = still ? 0 : 200
    this.#canvas.className = 'app-map__movements'
    const layer = new Layer({
      source: new Source({}),
      zIndex: 1,
      render: (frame) => {
        this.#frame = frame as FrameState & { size: number[] }
        this.#draw()
        return this.#canvas
      },
    })
    this.map = new OlMap({
      target,
      layers: [layer],
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
      view: new View({ minZoom: 5, maxZoom: 21, constrainRotation: false }),
    })
    if (still) {
      this.map.getInteractions().forEach((interaction) => {
        if (interaction instanceof KeyboardPan) this.map.removeInteraction(interaction)
      })
      this.map.addInteraction(new KeyboardPan({ duration: 0 }))
    }
    this.map.addInteraction(new DragPan({}))
    for (const turn of this.#turns) {
      turn.setActive(false)
      this.map.addInteraction(turn)
    }
    if (first) this.#lookAt(first)
    else this.#fit(extentOf(ground, 'window'), 0)
  }

  /** A place that a pointer chose, and the position there, if any. */
  onPick(pick: (place: Place, index: number | undefined) => void): void {
    this.map.on('click', ({ coordinate }) => {
      const within = REACH * (this.map.getView().getResolution() ?? 1)
      const { isShown } = selection(this.#ground, this.#shown())
      pick(placeOf(coordinate), nearestPosition(this.#ground, coordinate, within, isShown))
    })
  }

  /** The place beneath the pointer; `undefined` once it leaves the map. */
  onPointer(over: (place: Place | undefined) => void): void {
    this.map.on('pointermove', ({ coordinate }) => over(placeOf(coordinate)))
    this.map.getViewport()?.addEventListener('pointerleave', () => over(undefined))
  }

  /** When the view has come to rest. */
  onMoved(moved: (view: LookedAt) => void): void {
    this.map.on('moveend', () => moved(this.lookedAt))
  }

  get lookedAt(): LookedAt {
    const view = this.map.getView()
    return {
      zoom: view.getZoom() ?? 0,
      rotation: view.getRotation() / RADIANS,
      ...placeOf(view.getCenter() ?? [0, 0]),
    }
  }

  /** Draws what is shown anew, over what lies beneath as it is: that has not changed. */
  redraw(): void {
    if (this.#isDue) return
    this.#isDue = true
    requestAnimationFrame(() => {
      this.#isDue = false
      this.#draw()
    })
  }

  #draw(): void {
    if (!this.#frame) return
    const view = canvasView(this.#canvas, this.#frame)
    if (!view) return
    const drawn = drawMovements(view, this.#ground, this.#shown(), this.#stamps, this.#trail)
    this.#onDrawn(drawn, view)
  }

  show(look: Look): void {
    this.#fit(extentOf(this.#ground, look), this.#moment)
  }

  /** Looks at some positions closely. @param indexes at least one. */
  showPositions(indexes: readonly number[]): void {
    this.#fit(extentAround(this.#ground, indexes), this.#moment)
  }

  #fit(extent: number[], duration: number): void {
    this.map.getView().fit(extent, {
      padding: [50, 60, 50, 60],
      maxZoom: CLOSEST_FIRST_LOOK,
      duration,
    })
  }

  #lookAt({ zoom, latitude, longitude, rotation }: LookedAt): void {
    const view = this.map.getView()
    view.setCenter(fromLonLat([longitude, latitude]))
    view.setZoom(zoom)
    view.setRotation(rotation * RADIANS)
  }

  zoomBy(delta: number): void {
    const view = this.map.getView()
    view.animate({ zoom: (view.getZoom() ?? 0) + delta, duration: this.#moment })
  }

  zoomTo(zoom: number): void {
    this.map.getView().setZoom(zoom)
  }

  /** @param degrees clockwise. */
  turnTo(degrees: number): void {
    this.map.getView().setRotation(degrees * RADIANS)
  }

  /** Whether two fingers, or dragging with Alt and Shift, turn the map. */
  letTurn(turns: boolean): void {
    for (const turn of this.#turns) turn.setActive(turns)
  }

  /** @param east, north -1, 0 or 1. */
  moveBy(east: number, north: number): void {
    const view = this.map.getView()
    const step = STEP_PIXELS * (view.getResolution() ?? 1)
    const [x = 0, y = 0] = view.getCenter() ?? []
    view.animate({ center: [x + east * step, y + north * step], duration: this.#moment })
  }

  /** Moves only as far as it must: nothing where the position can be seen already. */
  bringIntoView(index: number, duration = this.#moment): void {
    const place = [this.#ground.x[index] ?? 0, this.#ground.y[index] ?? 0]
    const [column = -1, row = -1] = this.map.getPixelFromCoordinate(place) ?? []
    const [width = 0, height = 0] = this.map.getSize() ?? []
    const isSeen = column > EDGE && row > EDGE && column < width - EDGE && row < height - EDGE
    if (isSeen) return
    if (duration > 0) this.map.getView().animate({ center: place, duration })
    else this.map.getView().setCenter(place)
  }
}

function placeOf(coordinate: readonly number[]): Place {
  const [longitude = 0, latitude = 0] = toLonLat([...coordinate])
  return { latitude, longitude }
}
