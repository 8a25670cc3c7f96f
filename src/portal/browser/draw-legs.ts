import type { Instant } from '../../domain/interval.ts'
import { ink, markOutlines } from '../map/symbols.ts'
import { type CanvasView, upright } from './canvas-view.ts'
import type { Ground } from './ground.ts'

/** A stay of a few metres is still to be seen. Pixels. */
const SMALLEST_RING = 12
const BADGE = 9
const MARK = 11

/** A ring around each stay that began by then, and its number in the list at its top. Returns how many. */
export function drawStays(view: CanvasView, { stays }: Ground, until: Instant | undefined): number {
  const { context, resolution } = view
  const begun = stays.filter(({ from }) => until === undefined || from <= until)
  context.lineWidth = 3
  context.font = '700 12px system-ui, sans-serif'
  context.textBaseline = 'middle'
  for (const { x, y, across, up, number } of begun) {
    const column = view.column(x)
    const row = view.row(y)
    const wide = Math.max(SMALLEST_RING, across / resolution)
    const high = Math.max(SMALLEST_RING, up / resolution)
    context.strokeStyle = ink.stay
    context.beginPath()
    context.ellipse(column, row, wide, high, 0, 0, 7)
    context.stroke()
    upright(view, column, row, (x, y) => drawBadge(context, x, y - high, String(number)))
  }
  return begun.length
}

function drawBadge(context: CanvasRenderingContext2D, x: number, y: number, text: string): void {
  const half = Math.max(BADGE, context.measureText(text).width / 2 + 4)
  context.fillStyle = ink.stay
  context.fillRect(x - half, y - BADGE, 2 * half, 2 * BADGE)
  context.fillStyle = ink.paper
  context.textAlign = 'center'
  context.fillText(text, x, y + 1)
  context.textAlign = 'start'
}

/** Home, appointments and places, while they hold. Returns how many. */
export function drawPlaces(view: CanvasView, { marks }: Ground, at: Instant | undefined): number {
  const { context } = view
  const holding = marks.filter(({ from, to }) => at === undefined || (from <= at && at < to))
  context.font = '600 13px system-ui, sans-serif'
  context.textBaseline = 'middle'
  for (const { x, y, kind, title } of holding) {
    upright(view, view.column(x), view.row(y), (column, row) => {
      context.beginPath()
      for (const [east, south] of markOutlines[kind]) {
        context.lineTo(column + MARK * east, row + MARK * south)
      }
      context.closePath()
      context.lineWidth = 4
      context.strokeStyle = ink.paper
      context.stroke()
      context.fillStyle = ink.mark
      context.fill()
      context.strokeText(title, column + MARK + 6, row)
      context.fillText(title, column + MARK + 6, row)
    })
  }
  return holding.length
}
