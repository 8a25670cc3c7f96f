import type { Links } from '../map/links.ts'
import { inkOfWearer } from '../map/symbols.ts'
import type { CanvasView } from './canvas-view.ts'
import type { Ground } from './ground.ts'
import type { Selection } from './selection.ts'

/**
 * Where a trail comes from a position that is held but not shown, or goes on to one: a short line towards
 * it. Where no position is held there is none, as nobody knows which way. Returns how many.
 */
export function drawEnds(
  view: CanvasView,
  ground: Ground,
  links: Links,
  { isShown }: Selection,
  first: number,
  end: number,
): number {
  let count = 0
  for (let index = first; index < end; index++) {
    const before = ground.steps[index]?.before
    if (before === undefined) continue
    if (isShown(index)) {
      const linked = links.before[index] ?? -1
      if (isShown(before) || (linked >= 0 && isShown(linked))) continue
      drawEnd(view, ground, index, before)
      count += 1
    } else if (isShown(before)) {
      const next = links.after[before] ?? -1
      if (next >= 0 && ground.outside[next] === 0) continue
      drawEnd(view, ground, before, index)
      count += 1
    }
  }
  return count
}

function drawEnd(view: CanvasView, ground: Ground, at: number, towards: number): void {
  const { context, resolution } = view
  const x = ground.x[at] ?? 0
  const y = ground.y[at] ?? 0
  const east = (ground.x[towards] ?? 0) - x
  const north = (ground.y[towards] ?? 0) - y
  const length = Math.hypot(east, north)
  if (length < resolution) return
  const share = Math.min(1, ground.endLength / length)
  context.strokeStyle = inkOfWearer(ground.wearer[at])
  context.fillStyle = context.strokeStyle
  context.lineWidth = 3
  context.beginPath()
  context.moveTo(view.column(x), view.row(y))
  context.lineTo(view.column(x + share * east), view.row(y + share * north))
  context.stroke()
  context.beginPath()
  context.arc(view.column(x + share * east), view.row(y + share * north), 3, 0, 7)
  context.fill()
}
