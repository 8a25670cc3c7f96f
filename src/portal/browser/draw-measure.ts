import { ink } from '../map/symbols.ts'
import { type CanvasView, upright } from './canvas-view.ts'

/** From one place to another in projected units, and how far that is. */
export interface Measure {
  readonly from: readonly number[]
  readonly to: readonly number[] | undefined
  readonly text: string
}

export function drawMeasure(view: CanvasView, { from, to, text }: Measure): void {
  const { context } = view
  const ends = [from, ...(to ? [to] : [])].map(
    ([x = 0, y = 0]) => [view.column(x), view.row(y)] as const,
  )
  const [start, end] = ends
  for (const [colour, width] of [
    [ink.paper, 6],
    [ink.text, 2],
  ] as const) {
    context.strokeStyle = colour
    context.lineWidth = width
    context.beginPath()
    for (const [x, y] of ends) context.lineTo(x, y)
    context.stroke()
    for (const [x, y] of ends) {
      context.beginPath()
      context.arc(x, y, 7, 0, 7)
      context.stroke()
    }
  }
  if (!start || !end) return
  upright(view, (start[0] + end[0]) / 2, (start[1] + end[1]) / 2, (x, y) => {
    context.font = '700 14px system-ui, sans-serif'
    context.textAlign = 'center'
    context.textBaseline = 'bottom'
    context.strokeStyle = ink.paper
    context.lineWidth = 5
    context.fillStyle = ink.text
    context.strokeText(text, x, y - 6)
    context.fillText(text, x, y - 6)
    context.textAlign = 'start'
  })
}
