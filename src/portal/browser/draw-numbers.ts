import { ink } from '../map/symbols.ts'
import type { TakenCells } from '../map/taken-cells.ts'
import { type CanvasView, seenAt, upright } from './canvas-view.ts'
import { radiusOf } from './draw-marks.ts'
import type { Ground } from './ground.ts'

/** Of the cells in which numbers find their room. Pixels. */
export const NUMBER_CELL = 6
const FONT = '600 12px system-ui, sans-serif'

/** As many numbers as fit without covering one another. Returns how many. */
export function drawNumbers(
  view: CanvasView,
  ground: Ground,
  seen: readonly number[],
  taken: TakenCells,
): number {
  const { context } = view
  const aside = radiusOf(ground) + 1
  prepare(context)
  const digit = context.measureText('0').width
  let count = 0
  const draw = (index: number) => {
    const text = ground.texts[index] ?? ''
    const x = view.column(ground.x[index] ?? 0)
    const y = view.row(ground.y[index] ?? 0)
    const [column, row] = seenAt(view, x, y)
    if (!taken.take(column + aside, row - 15, text.length * digit + 4, 14)) return
    upright(view, x, y, (left, middle) => {
      context.strokeText(text, left + aside, middle - 8)
      context.fillText(text, left + aside, middle - 8)
    })
    count += 1
  }
  // Labels of visits before mere numbers, where there is not room for both.
  const isLabelled = (index: number) => ground.positions[index]?.label !== undefined
  for (const index of seen) if (isLabelled(index)) draw(index)
  for (const index of seen) if (!isLabelled(index)) draw(index)
  return count
}

/** The number of the chosen one, on top of any other. */
export function drawChosenNumber(view: CanvasView, ground: Ground, index: number): void {
  const { context } = view
  const text = ground.texts[index] ?? ''
  const aside = radiusOf(ground) + 8
  prepare(context)
  const width = context.measureText(text).width
  const x = view.column(ground.x[index] ?? 0)
  const y = view.row(ground.y[index] ?? 0)
  upright(view, x, y, (left, middle) => {
    context.fillStyle = ink.chosen
    context.fillRect(left + aside - 3, middle - 17, width + 6, 17)
    context.fillStyle = ink.text
    context.fillText(text, left + aside, middle - 8)
  })
}

function prepare(context: CanvasRenderingContext2D): void {
  context.font = FONT
  context.textBaseline = 'middle'
  context.textAlign = 'start'
  context.lineWidth = 4
  context.lineJoin = 'round'
  context.strokeStyle = ink.paper
  context.fillStyle = ink.text
}
