import type { Links } from '../map/links.ts'
import { FILTERED_DASH, GAP_DASH, ink, inkOfWearer, OUTSIDE_SHARE } from '../map/symbols.ts'
import type { CanvasView } from './canvas-view.ts'
import type { Ground } from './ground.ts'
import type { Selection } from './selection.ts'

/** The lines that are drawn alike: of one wearer and kind, in the window or beside it. */
interface Strokes {
  readonly wearer: number
  readonly kind: number
  readonly beside: boolean
  readonly ends: number[]
}

/** A path of thousands of lines takes longer than the same lines in several. */
const LINES_A_PATH = 300

/**
 * From each position of a range to the one shown before it; across a gap dashed, outside the window
 * lighter, over what filters hide thin. Returns how many are in view.
 */
export function drawSteps(
  view: CanvasView,
  ground: Ground,
  links: Links,
  { isShown }: Selection,
  first: number,
  end: number,
): { lines: number; gaps: number; filtered: number } {
  const { context } = view
  const alike = new Map<number, Strokes>()
  const counts = [0, 0, 0]
  for (let index = first; index < end; index++) {
    const before = links.before[index] ?? -1
    if (before < 0 || !isShown(index) || !isShown(before)) continue
    const fromX = view.column(ground.x[before] ?? 0)
    const fromY = view.row(ground.y[before] ?? 0)
    const toX = view.column(ground.x[index] ?? 0)
    const toY = view.row(ground.y[index] ?? 0)
    if (Math.max(fromX, toX) < 0 || Math.min(fromX, toX) > view.width) continue
    if (Math.max(fromY, toY) < 0 || Math.min(fromY, toY) > view.height) continue
    const wearer = ground.wearer[index] ?? 0
    const kind = links.kind[index] ?? 0
    counts[kind] = (counts[kind] ?? 0) + 1
    // Under its own marks nobody sees it.
    if (Math.abs(fromX - toX) < 1 && Math.abs(fromY - toY) < 1) continue
    const beside = ground.outside[before] === 1 || ground.outside[index] === 1
    const key = wearer * 6 + kind * 2 + Number(beside)
    const strokes = alike.get(key) ?? { wearer, kind, beside, ends: [] }
    strokes.ends.push(fromX, fromY, toX, toY)
    alike.set(key, strokes)
  }
  for (const { wearer, kind, beside, ends } of alike.values()) {
    context.strokeStyle = kind === 2 ? ink.filtered : inkOfWearer(wearer)
    context.lineWidth = kind === 2 ? 1.5 : 2
    context.globalAlpha = beside ? OUTSIDE_SHARE : 1
    context.setLineDash(kind === 1 ? GAP_DASH : kind === 2 ? FILTERED_DASH : [])
    for (let path = 0; path < ends.length; path += 4 * LINES_A_PATH) {
      context.beginPath()
      for (let at = path; at < Math.min(ends.length, path + 4 * LINES_A_PATH); at += 4) {
        context.moveTo(ends[at] ?? 0, ends[at + 1] ?? 0)
        context.lineTo(ends[at + 2] ?? 0, ends[at + 3] ?? 0)
      }
      context.stroke()
    }
  }
  context.globalAlpha = 1
  context.setLineDash([])
  const [lines = 0, gaps = 0, filtered = 0] = counts
  return { lines, gaps, filtered }
}
