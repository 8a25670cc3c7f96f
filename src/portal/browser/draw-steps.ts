import { GAP_DASH, inkOfWearer, OUTSIDE_SHARE } from '../map/symbols.ts'
import type { CanvasView } from './canvas-view.ts'
import type { Ground } from './ground.ts'

/** The lines that are drawn alike: of one wearer, a gap or not, in the window or beside it. */
interface Strokes {
  readonly wearer: number
  readonly gap: boolean
  readonly beside: boolean
  readonly ends: number[]
}

/** From each position to the next; across a gap dashed, outside the window lighter. Returns how many are in view. */
export function drawSteps(
  view: CanvasView,
  ground: Ground,
  shows: (index: number) => boolean,
): { lines: number; gaps: number } {
  const { context } = view
  const alike = new Map<number, Strokes>()
  ground.steps.forEach(({ before, gap }, index) => {
    if (before === undefined || !shows(index) || !shows(before)) return
    const fromX = view.column(ground.x[before] ?? 0)
    const fromY = view.row(ground.y[before] ?? 0)
    const toX = view.column(ground.x[index] ?? 0)
    const toY = view.row(ground.y[index] ?? 0)
    if (Math.max(fromX, toX) < 0 || Math.min(fromX, toX) > view.width) return
    if (Math.max(fromY, toY) < 0 || Math.min(fromY, toY) > view.height) return
    const wearer = ground.wearer[index] ?? 0
    const beside = ground.outside[before] === 1 || ground.outside[index] === 1
    const key = wearer * 4 + Number(gap) * 2 + Number(beside)
    const strokes = alike.get(key) ?? { wearer, gap, beside, ends: [] }
    strokes.ends.push(fromX, fromY, toX, toY)
    alike.set(key, strokes)
  })
  const counts = { lines: 0, gaps: 0 }
  context.lineWidth = 2
  for (const { wearer, gap, beside, ends } of alike.values()) {
    context.beginPath()
    for (let at = 0; at < ends.length; at += 4) {
      context.moveTo(ends[at] ?? 0, ends[at + 1] ?? 0)
      context.lineTo(ends[at + 2] ?? 0, ends[at + 3] ?? 0)
    }
    context.strokeStyle = inkOfWearer(wearer)
    context.globalAlpha = beside ? OUTSIDE_SHARE : 1
    context.setLineDash(gap ? GAP_DASH : [])
    context.stroke()
    counts[gap ? 'gaps' : 'lines'] += ends.length / 4
  }
  context.globalAlpha = 1
  context.setLineDash([])
  return counts
}
