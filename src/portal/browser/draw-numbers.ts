import { ink } from '../map/symbols.ts'
import { TakenCells } from '../map/taken-cells.ts'
import type { CanvasView } from './canvas-view.ts'
import { radiusOf } from './draw-marks.ts'
import type { Ground } from './ground.ts'

const NUMBER_CELL = 6
const FONT = '600 12px system-ui, sans-serif'

/** As many numbers as fit without covering one another, the chosen one first. Returns how many. */
export function drawNumbers(
  view: CanvasView,
  ground: Ground,
  seen: readonly number[],
  chosen: number | undefined,
): number {
  const { context } = view
  const taken = new TakenCells(NUMBER_CELL, view.width, view.height, view.left, view.top)
  const radius = radiusOf(ground)
  context.font = FONT
  context.textBaseline = 'middle'
  context.lineWidth = 4
  context.strokeStyle = ink.paper
  context.fillStyle = ink.text
  const digit = context.measureText('0').width
  let count = 0
  const draw = (index: number, aside: number) => {
    const text = ground.texts[index] ?? ''
    const x = view.column(ground.x[index] ?? 0) + aside
    const y = view.row(ground.y[index] ?? 0) - 8
    if (!taken.take(x, y - 7, text.length * digit + 4, 14)) return
    context.strokeText(text, x, y)
    context.fillText(text, x, y)
    count += 1
  }
  if (chosen !== undefined) draw(chosen, radius + 8)
  // Labels of visits before mere numbers, where there is not room for both.
  const labelled = (index: number) => ground.positions[index]?.label !== undefined
  for (const index of seen) if (index !== chosen && labelled(index)) draw(index, radius + 1)
  for (const index of seen) if (index !== chosen && !labelled(index)) draw(index, radius + 1)
  return count
}
