import { heatInk } from '../map/symbols.ts'
import { minutesAround } from '../map/time-spent.ts'
import type { CanvasView } from './canvas-view.ts'
import type { Ground } from './ground.ts'
import type { Selection } from './selection.ts'

/** Pixels of a cell, and how many cells to either side are summed: a square of 30 pixels. */
const CELL = 6
const REACH = 2
const STEPS = 64
/** Less than this anywhere is not coloured. Minutes. */
const LEAST = 0.25

const small = document.createElement('canvas')

/**
 * The ground coloured by time spent around each place, from light to dark by its logarithm. Returns the
 * most minutes anywhere in view, and the metres across of the square they were spent in.
 */
export function drawHeat(
  view: CanvasView,
  ground: Ground,
  { begin, end, isShown }: Selection,
): { most: number; metres: number } {
  const [offLeft, offTop] = [modulo(view.left, CELL), modulo(view.top, CELL)]
  const across = Math.ceil(view.width / CELL) + 2 * REACH + 2
  const down = Math.ceil(view.height / CELL) + 2 * REACH + 2
  const cells = new Float64Array(across * down)
  for (let index = begin; index < end; index++) {
    if (!isShown(index)) continue
    const column = Math.floor((view.column(ground.x[index] ?? 0) + offLeft) / CELL) + REACH
    const row = Math.floor((view.row(ground.y[index] ?? 0) + offTop) / CELL) + REACH
    if (column < 0 || row < 0 || column >= across || row >= down) continue
    const cell = row * across + column
    cells[cell] = (cells[cell] ?? 0) + (ground.minutes[index] ?? 0)
  }
  const around = minutesAround(cells, across, down, REACH)
  const most = around.reduce((top, minutes) => Math.max(top, minutes), 0)
  small.width = across
  small.height = down
  const context = small.getContext('2d')
  if (most <= LEAST || !context) return { most: 0, metres: 0 }
  const image = context.createImageData(across, down)
  const scale = STEPS / Math.log(most / LEAST)
  around.forEach((minutes, cell) => {
    if (minutes <= LEAST) return
    const step = Math.min(STEPS - 1, Math.floor(scale * Math.log(minutes / LEAST)))
    image.data.set(ramp[step] ?? [], cell * 4)
  })
  context.putImageData(image, 0, 0)
  const { context: shown } = view
  const [x, y] = [-offLeft - REACH * CELL, -offTop - REACH * CELL]
  shown.drawImage(small, x, y, across * CELL, down * CELL)
  return { most, metres: ((2 * REACH + 1) * CELL * view.resolution) / ground.unitsPerMetre }
}

/** Red, green, blue and opacity of each step, between the colours of the legend. */
const ramp = Array.from({ length: STEPS }, (_, step) => {
  const at = (step / (STEPS - 1)) * (heatInk.length - 1)
  const [low, high] = [heatInk[Math.floor(at)], heatInk[Math.ceil(at)]]
  const share = at - Math.floor(at)
  return [1, 3, 5, 7].map((digit) => {
    const part = (colour = '#00000000') => Number.parseInt(colour.slice(digit, digit + 2), 16)
    return Math.round(part(low) * (1 - share) + part(high) * share)
  })
})

function modulo(value: number, size: number): number {
  return ((value % size) + size) % size
}
