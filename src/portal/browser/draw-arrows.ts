import type { Links } from '../map/links.ts'
import { ink, inkOfWearer, OUTSIDE_SHARE } from '../map/symbols.ts'
import type { TakenCells } from '../map/taken-cells.ts'
import type { CanvasView } from './canvas-view.ts'
import { radiusOf } from './draw-marks.ts'
import type { Ground } from './ground.ts'
import type { Selection } from './selection.ts'

/** Along a long line an arrow every so many pixels. */
const BETWEEN_ARROWS = 110
const ARROW = 7
export const ARROW_CELL = 18

/** Arrow heads on the steps of a range that are long enough to hold one clear of the marks. Returns how many. */
export function drawArrows(
  view: CanvasView,
  ground: Ground,
  links: Links,
  { isShown }: Selection,
  first: number,
  end: number,
  taken: TakenCells,
): number {
  const { context } = view
  const { x, y, wearer, outside } = ground
  const room = 2 * radiusOf(ground) + 2 * ARROW
  let count = 0
  context.strokeStyle = ink.paper
  context.lineWidth = 1
  for (let index = first; index < end; index++) {
    const before = links.before[index] ?? -1
    // Over what filters hide nobody is said to have gone straight.
    if (before < 0 || links.kind[index] === 2 || !isShown(index) || !isShown(before)) continue
    const fromX = view.column(x[before] ?? 0)
    const fromY = view.row(y[before] ?? 0)
    const across = view.column(x[index] ?? 0) - fromX
    const down = view.row(y[index] ?? 0) - fromY
    const length = Math.hypot(across, down)
    if (length < room) continue
    if (Math.max(fromX, fromX + across) < 0 || Math.min(fromX, fromX + across) > view.width)
      continue
    if (Math.max(fromY, fromY + down) < 0 || Math.min(fromY, fromY + down) > view.height) continue
    // Of a line far longer than the view only what may be seen is worth going along.
    context.fillStyle = inkOfWearer(wearer[index])
    context.globalAlpha = outside[before] || outside[index] ? OUTSIDE_SHARE : 1
    const arrows = Math.min(200, Math.max(1, Math.round(length / BETWEEN_ARROWS)))
    for (let arrow = 0; arrow < arrows; arrow++) {
      const share = (arrow + 0.5) / arrows
      const middleX = fromX + share * across
      const middleY = fromY + share * down
      if (!taken.take(middleX, middleY)) continue
      context.beginPath()
      traceArrow(context, middleX, middleY, across / length, down / length)
      context.fill()
      context.stroke()
      count += 1
    }
  }
  context.globalAlpha = 1
  return count
}

function traceArrow(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  east: number,
  south: number,
): void {
  const corner = (along: number, aside: number) =>
    [
      x + ARROW * (along * east - aside * south),
      y + ARROW * (along * south + aside * east),
    ] as const
  context.moveTo(...corner(0.8, 0))
  context.lineTo(...corner(-0.6, 0.75))
  context.lineTo(...corner(-0.6, -0.75))
  context.closePath()
}
