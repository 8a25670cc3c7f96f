import { wearerNumber } from '../map/playback.ts'
import { ink, inkOfWearer, NUMBERED_RADIUS, POSITION_RADIUS } from '../map/symbols.ts'
import { type CanvasView, upright } from './canvas-view.ts'
import { strokeEllipse } from './draw-areas.ts'
import type { Ground } from './ground.ts'

/** Half as wide as a mark, in pixels: wider where it holds a number. */
export function radiusOf({ wearers }: Ground): number {
  return wearers > 0 ? NUMBERED_RADIUS : POSITION_RADIUS
}

/** Marks drawn once and stamped from then on: thousands a frame are fast without a graphics card. */
export class MarkStamps {
  readonly #stamps = new Map<string, HTMLCanvasElement>()

  /** Filled inside the window, hollow outside it; the shape is the mechanism's, the number the wearer's. */
  draw(view: CanvasView, ground: Ground, index: number): void {
    const { context } = view
    const radius = radiusOf(ground)
    const { a, b } = context.getTransform()
    const ratio = Math.hypot(a, b)
    const symbol = ground.symbols[index]
    const hollow = ground.outside[index] === 1
    const wearer = ground.wearer[index] ?? 0
    const key = `${ratio} ${symbol?.name} ${hollow} ${wearer}`
    let stamp = this.#stamps.get(key)
    const half = Math.ceil(1.6 * radius) + 2
    if (!stamp) {
      stamp = document.createElement('canvas')
      stamp.width = stamp.height = Math.ceil(2 * half * ratio)
      const own = stamp.getContext('2d')
      if (!own) return
      own.setTransform(ratio, 0, 0, ratio, half * ratio, half * ratio)
      paint(own, symbol?.outline ?? [], radius, hollow, wearer, ground.wearers > 0)
      this.#stamps.set(key, stamp)
    }
    const drawing = stamp
    // A square stays a square: turned it would be the diamond of another mechanism.
    upright(view, view.column(ground.x[index] ?? 0), view.row(ground.y[index] ?? 0), (x, y) =>
      context.drawImage(drawing, x - half, y - half, 2 * half, 2 * half),
    )
  }
}

type Outline = readonly (readonly [x: number, y: number])[]

function paint(
  context: CanvasRenderingContext2D,
  outline: Outline,
  radius: number,
  hollow: boolean,
  wearer: number,
  numbered: boolean,
): void {
  const colour = inkOfWearer(wearer)
  trace(context, outline, 0, 0, hollow ? radius - 1 : radius)
  context.fillStyle = hollow ? ink.paper : colour
  context.strokeStyle = hollow ? colour : ink.paper
  context.lineWidth = hollow ? 2 : 1
  context.fill()
  context.stroke()
  if (!numbered) return
  context.fillStyle = hollow ? colour : ink.paper
  context.font = '700 11px system-ui, sans-serif'
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(wearerNumber(wearer), 0, 0.5)
}

function trace(
  context: CanvasRenderingContext2D,
  outline: Outline,
  x: number,
  y: number,
  radius: number,
): void {
  context.beginPath()
  if (outline.length === 0) context.arc(x, y, radius, 0, 2 * Math.PI)
  for (const [east, south] of outline) context.lineTo(x + radius * east, y + radius * south)
  context.closePath()
}

function traceMark(view: CanvasView, ground: Ground, index: number, radius: number): void {
  const x = view.column(ground.x[index] ?? 0)
  const y = view.row(ground.y[index] ?? 0)
  // A path keeps the places it was traced at when what turned them is undone.
  upright(view, x, y, (column, row) =>
    trace(view.context, ground.symbols[index]?.outline ?? [], column, row, radius),
  )
}

/** Where a wearer's device is while a trail is played: a ring around its mark. */
export function drawNow(view: CanvasView, ground: Ground, index: number, stamps: MarkStamps): void {
  const { context } = view
  traceMark(view, ground, index, radiusOf(ground) + 5)
  context.fillStyle = ink.paper
  context.strokeStyle = inkOfWearer(ground.wearer[index])
  context.lineWidth = 3
  context.fill()
  context.stroke()
  stamps.draw(view, ground, index)
}

export function drawChosen(
  view: CanvasView,
  ground: Ground,
  index: number,
  stamps: MarkStamps,
): void {
  const { context } = view
  context.strokeStyle = ink.accuracy
  context.fillStyle = `${ink.accuracy}22`
  context.lineWidth = 2
  strokeEllipse(view, ground.circles[index])
  context.fill()
  traceMark(view, ground, index, radiusOf(ground) + 6)
  context.fillStyle = ink.chosen
  context.strokeStyle = ink.text
  context.fill()
  context.stroke()
  stamps.draw(view, ground, index)
}
