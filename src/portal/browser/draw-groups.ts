import { grouped } from '../../domain/count-text.ts'
import { ink, inkOfWearer } from '../map/symbols.ts'
import { type CanvasView, upright } from './canvas-view.ts'
import type { MarkStamps } from './draw-marks.ts'
import type { Ground } from './ground.ts'
import type { Selection } from './selection.ts'

/** Pixels of a square whose positions are one mark; it stays where it is on the ground while the map moves. */
const CELL = 56

/** Positions of one square and wearer as a disc with their count, alone as themselves. Returns how many discs. */
export function drawGroups(
  view: CanvasView,
  ground: Ground,
  { begin, end, isShown }: Selection,
  stamps: MarkStamps,
): number {
  const { context } = view
  const groups = new Map<string, { x: number; y: number; count: number; last: number }>()
  for (let index = begin; index < end; index++) {
    if (!isShown(index)) continue
    const x = view.column(ground.x[index] ?? 0)
    const y = view.row(ground.y[index] ?? 0)
    if (x < -CELL || y < -CELL || x > view.width + CELL || y > view.height + CELL) continue
    const cell = `${Math.floor((x + view.left) / CELL)} ${Math.floor((y + view.top) / CELL)}`
    const key = `${cell} ${ground.wearer[index]}`
    const group = groups.get(key)
    if (!group) groups.set(key, { x, y, count: 1, last: index })
    else {
      group.x += x
      group.y += y
      group.count += 1
      group.last = index
    }
  }
  context.font = '700 12px system-ui, sans-serif'
  context.textBaseline = 'middle'
  let discs = 0
  for (const { x, y, count, last } of groups.values()) {
    if (count === 1) {
      stamps.draw(view, ground, last)
      continue
    }
    discs += 1
    upright(view, x / count, y / count, (middle, row) => {
      const text = grouped(count)
      context.beginPath()
      const radius = Math.max(10 + 2 * Math.log2(count), context.measureText(text).width / 2 + 5)
      context.arc(middle, row, radius, 0, 7)
      context.fillStyle = inkOfWearer(ground.wearer[last])
      context.strokeStyle = ink.paper
      context.lineWidth = 2
      context.fill()
      context.stroke()
      context.fillStyle = ink.paper
      context.textAlign = 'center'
      context.fillText(text, middle, row + 1)
      context.textAlign = 'start'
    })
  }
  return discs
}
