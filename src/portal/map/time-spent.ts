import { shortLength } from '../../domain/length-in-words.ts'
import type { Step } from './steps.ts'

/**
 * Minutes that each position speaks for: half of the way from the one before and half of that to the one
 * after of its device, of a gap no more than the threshold. A device that reports twice as often is not
 * twice as long anywhere, and time of which nothing is known is nowhere.
 */
export function minutesSpent(steps: readonly Step[], gapMinutes: number): Float64Array {
  const minutes = new Float64Array(steps.length)
  steps.forEach(({ before, minutes: taken }, index) => {
    if (before === undefined) return
    const half = Math.min(taken, gapMinutes) / 2
    minutes[index] = (minutes[index] ?? 0) + half
    minutes[before] = (minutes[before] ?? 0) + half
  })
  return minutes
}

/** Of a grid of minutes, the minutes within `reach` cells of each cell, in a square. */
export function minutesAround(
  cells: Float64Array,
  across: number,
  down: number,
  reach: number,
): Float64Array {
  const rows = summed(cells, across, down, 1, across, reach)
  return summed(rows, down, across, across, 1, reach)
}

/** A running sum along each line of a grid. */
function summed(
  cells: Float64Array,
  along: number,
  lines: number,
  step: number,
  lineStep: number,
  reach: number,
): Float64Array {
  const sums = new Float64Array(cells.length)
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep
    let sum = 0
    for (let at = -reach; at < along; at++) {
      if (at + reach < along) sum += cells[start + (at + reach) * step] ?? 0
      if (at - reach - 1 >= 0) sum -= cells[start + (at - reach - 1) * step] ?? 0
      // What is left of taking away what was added is not time.
      if (at >= 0) sums[start + at * step] = sum < 1e-6 ? 0 : sum
    }
  }
  return sums
}

/** What the darkest colour means: `Darkest: 12 h 5 min within 40 m`. */
export function heatText(mostMinutes: number, metres: number): string {
  if (mostMinutes === 0) return 'No time is known of here'
  const width = metres >= 950 ? `${(metres / 1000).toFixed(1)} km` : `${Math.round(metres)} m`
  return `Darkest: ${shortLength(mostMinutes)} within ${width}`
}
