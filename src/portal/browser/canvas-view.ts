import type { FrameState } from 'ol/Map.js'

/** A canvas over the view, and where projected places fall on it in pixels. */
export interface CanvasView {
  readonly context: CanvasRenderingContext2D
  readonly width: number
  readonly height: number
  /** Projected units in a pixel. */
  readonly resolution: number
  /** The view's corner on the ground, in pixels. */
  readonly left: number
  readonly top: number
  column(x: number): number
  row(y: number): number
}

/** Sizes and clears the canvas for a frame. The map never turns, so places need no rotation. */
export function canvasView(
  canvas: HTMLCanvasElement,
  { size: [width = 0, height = 0], pixelRatio, viewState }: FrameState & { size: number[] },
): CanvasView | undefined {
  const context = canvas.getContext('2d')
  if (!context) return undefined
  const { center, resolution } = viewState
  canvas.width = Math.round(width * pixelRatio)
  canvas.height = Math.round(height * pixelRatio)
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
  const left = (center[0] ?? 0) / resolution - width / 2
  const top = -(center[1] ?? 0) / resolution - height / 2
  return {
    context,
    width,
    height,
    resolution,
    left,
    top,
    column: (x) => x / resolution - left,
    row: (y) => -y / resolution - top,
  }
}
