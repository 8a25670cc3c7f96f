import type { FrameState } from 'ol/Map.js'

/**
 * A canvas over the view, and where projected places fall on it in pixels. Where the map is turned, the
 * canvas turns what is drawn and the view is the larger box around what can be seen: places are as on a
 * map that is not turned, and only what has to stand upright says so.
 */
export interface CanvasView {
  readonly context: CanvasRenderingContext2D
  readonly width: number
  readonly height: number
  /** Projected units in a pixel. */
  readonly resolution: number
  /** The view's corner on the ground, in pixels. */
  readonly left: number
  readonly top: number
  /** Clockwise, in radians. */
  readonly rotation: number
  column(x: number): number
  row(y: number): number
}

/** Sizes and clears the canvas for a frame. */
export function canvasView(
  canvas: HTMLCanvasElement,
  { size: [width = 0, height = 0], pixelRatio, viewState }: FrameState & { size: number[] },
): CanvasView | undefined {
  const context = canvas.getContext('2d')
  if (!context) return undefined
  const { center, resolution, rotation } = viewState
  const across = Math.round(width * pixelRatio)
  const down = Math.round(height * pixelRatio)
  clear(context, across, down)
  const [cos, sin] = [Math.abs(Math.cos(rotation)), Math.abs(Math.sin(rotation))]
  const boxWidth = width * cos + height * sin
  const boxHeight = width * sin + height * cos
  context.scale(pixelRatio, pixelRatio)
  if (rotation !== 0) {
    context.translate(width / 2, height / 2)
    context.rotate(rotation)
    context.translate(-boxWidth / 2, -boxHeight / 2)
  }
  const left = (center[0] ?? 0) / resolution - boxWidth / 2
  const top = -(center[1] ?? 0) / resolution - boxHeight / 2
  return {
    context,
    width: boxWidth,
    height: boxHeight,
    resolution,
    left,
    top,
    rotation,
    column: (x) => x / resolution - left,
    row: (y) => -y / resolution - top,
  }
}

/** A canvas that is given its size is made anew, which takes long: only where its size is another. */
function clear(context: CanvasRenderingContext2D, width: number, height: number): void {
  const { canvas } = context
  context.resetTransform()
  if (canvas.width === width && canvas.height === height) context.clearRect(0, 0, width, height)
  else {
    canvas.width = width
    canvas.height = height
  }
}

/**
 * The same view on another canvas: what changes seldom is kept there and copied.
 *
 * @param goesOn what is on it stays, and is added to.
 */
export function viewBeneath(
  view: CanvasView,
  canvas: HTMLCanvasElement,
  goesOn: boolean,
): CanvasView {
  const context = canvas.getContext('2d')
  if (!context) return view
  const { canvas: shown } = view.context
  if (!goesOn) clear(context, shown.width, shown.height)
  context.setTransform(view.context.getTransform())
  return { ...view, context }
}

/** Copies a whole canvas of {@link viewBeneath} onto the view. */
export function copyOnto({ context }: CanvasView, canvas: HTMLCanvasElement): void {
  const transform = context.getTransform()
  context.resetTransform()
  context.drawImage(canvas, 0, 0)
  context.setTransform(transform)
}

/** Draws something around a place of the view that stands upright however the map is turned. */
export function upright(
  { context, rotation }: CanvasView,
  x: number,
  y: number,
  draw: (x: number, y: number) => void,
): void {
  if (rotation === 0) {
    draw(x, y)
    return
  }
  context.save()
  context.translate(x, y)
  context.rotate(-rotation)
  draw(0, 0)
  context.restore()
}

/** Where a place of the view is seen: itself where the map is not turned. Pixels of the view. */
export function seenAt(view: CanvasView, x: number, y: number): readonly [x: number, y: number] {
  const { rotation, width, height } = view
  if (rotation === 0) return [x, y]
  const [east, south] = [x - width / 2, y - height / 2]
  const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)]
  return [width / 2 + cos * east - sin * south, height / 2 + sin * east + cos * south]
}
