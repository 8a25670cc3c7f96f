import { GAP_DASH, ink, POSITION_RADIUS } from '../map/symbols.ts'
import { TakenCells } from '../map/taken-cells.ts'
import type { CanvasView } from './canvas-view.ts'
import { drawCrime, drawZones, strokeEllipse } from './draw-areas.ts'
import { drawArrows } from './draw-arrows.ts'
import type { Ground } from './ground.ts'

/** What a reader has switched on, and chosen. */
export interface Shown {
  readonly direction: boolean
  readonly accuracy: boolean
  readonly numbers: boolean
  readonly zones: boolean
  readonly chosen: number | undefined
}

/** How many of each are in view as drawn. */
export interface Drawn {
  readonly positions: number
  readonly lines: number
  readonly gaps: number
  readonly arrows: number
  readonly circles: number
  readonly numbers: number
  /** Accuracy circles that were left out because so many would hide one another. */
  readonly circlesLeftOut: number
}

/** More circles than this in view are a blot that says nothing. */
const MOST_CIRCLES = 300
/** Positions this close on the screen are one mark. Pixels. */
const MARK_CELL = 3
const NUMBER_CELL = 6
const FONT = '600 12px system-ui, sans-serif'

/** Draws a frame: areas beneath, then circles, lines, marks, numbers, and what is chosen on top. */
export function drawMovements(view: CanvasView, ground: Ground, shown: Shown): Drawn {
  const { context } = view
  context.lineJoin = 'round'
  if (shown.zones) drawZones(view, ground)
  if (ground.crime) drawCrime(view, ground.crime)
  const seen = positionsInView(view, ground)
  const circles = shown.accuracy ? circlesInView(view, ground) : []
  const tooMany = circles.length > MOST_CIRCLES
  context.strokeStyle = ink.accuracy
  context.lineWidth = 1
  context.globalAlpha = circles.length > 50 ? 0.4 : 0.8
  if (!tooMany) {
    for (const index of circles) strokeEllipse(view, ground.circles[index])
  }
  context.globalAlpha = 1
  const lines = shown.direction ? strokeSteps(view, ground, false) : 0
  const gaps = shown.direction ? strokeSteps(view, ground, true) : 0
  const arrows = shown.direction ? drawArrows(view, ground) : 0
  const marks = new TakenCells(MARK_CELL, view.width, view.height, view.left, view.top)
  // The latest on top, so drawn backwards into free cells only.
  for (let at = seen.length - 1; at >= 0; at--) {
    const index = seen[at] ?? 0
    const x = view.column(ground.x[index] ?? 0)
    const y = view.row(ground.y[index] ?? 0)
    if (marks.take(x, y)) drawMark(view, ground, index, POSITION_RADIUS)
  }
  if (shown.chosen !== undefined) drawChosen(view, ground, shown.chosen)
  const numbers = shown.numbers ? drawNumbers(view, ground, seen, shown.chosen) : 0
  return {
    positions: seen.length,
    lines,
    gaps,
    arrows,
    circles: tooMany ? 0 : circles.length,
    numbers,
    circlesLeftOut: tooMany ? circles.length : 0,
  }
}

function positionsInView(view: CanvasView, { x, y }: Ground): number[] {
  const seen: number[] = []
  for (let index = 0; index < x.length; index++) {
    const column = view.column(x[index] ?? 0)
    const row = view.row(y[index] ?? 0)
    const out =
      column < -POSITION_RADIUS ||
      row < -POSITION_RADIUS ||
      column > view.width + POSITION_RADIUS ||
      row > view.height + POSITION_RADIUS
    if (!out) seen.push(index)
  }
  return seen
}

/** Circles that reach into the view and out from under their own mark. */
function circlesInView(view: CanvasView, { circles }: Ground): number[] {
  const seen: number[] = []
  circles.forEach((circle, index) => {
    if (!circle || circle.across / view.resolution <= POSITION_RADIUS) return
    const across = circle.across / view.resolution
    const up = circle.up / view.resolution
    const column = view.column(circle.x)
    const row = view.row(circle.y)
    const out =
      column + across < 0 || column - across > view.width || row + up < 0 || row - up > view.height
    if (!out) seen.push(index)
  })
  return seen
}

/** One stroke for all steps that are gaps, or all that are not. Returns how many are in view. */
function strokeSteps(view: CanvasView, { steps, x, y }: Ground, gaps: boolean): number {
  const { context } = view
  let count = 0
  context.beginPath()
  steps.forEach(({ before, gap }, index) => {
    if (before === undefined || gap !== gaps) return
    const fromX = view.column(x[before] ?? 0)
    const fromY = view.row(y[before] ?? 0)
    const toX = view.column(x[index] ?? 0)
    const toY = view.row(y[index] ?? 0)
    if (Math.max(fromX, toX) < 0 || Math.min(fromX, toX) > view.width) return
    if (Math.max(fromY, toY) < 0 || Math.min(fromY, toY) > view.height) return
    context.moveTo(fromX, fromY)
    context.lineTo(toX, toY)
    count += 1
  })
  context.strokeStyle = ink.track
  context.lineWidth = 2
  context.setLineDash(gaps ? GAP_DASH : [])
  context.stroke()
  context.setLineDash([])
  return count
}

/** Filled inside the window, hollow outside it, in the shape of the mechanism. */
function drawMark(view: CanvasView, ground: Ground, index: number, radius: number): void {
  const { context } = view
  const hollow = ground.positions[index]?.outsideWindow
  tracePosition(view, ground, index, hollow ? radius - 1 : radius)
  context.fillStyle = hollow ? ink.paper : ink.position
  context.strokeStyle = hollow ? ink.position : ink.paper
  context.lineWidth = hollow ? 2 : 1
  context.fill()
  context.stroke()
}

function tracePosition(view: CanvasView, ground: Ground, index: number, radius: number): void {
  const { context } = view
  const x = view.column(ground.x[index] ?? 0)
  const y = view.row(ground.y[index] ?? 0)
  context.beginPath()
  const outline = ground.symbols[index]?.outline ?? []
  if (outline.length === 0) context.arc(x, y, radius, 0, 2 * Math.PI)
  for (const [east, south] of outline) context.lineTo(x + radius * east, y + radius * south)
  context.closePath()
}

function drawChosen(view: CanvasView, ground: Ground, index: number): void {
  const { context } = view
  context.strokeStyle = ink.accuracy
  context.fillStyle = `${ink.accuracy}22`
  context.lineWidth = 2
  strokeEllipse(view, ground.circles[index])
  context.fill()
  tracePosition(view, ground, index, POSITION_RADIUS + 6)
  context.fillStyle = ink.chosen
  context.strokeStyle = ink.text
  context.fill()
  context.stroke()
  drawMark(view, ground, index, POSITION_RADIUS)
}

/** As many numbers as fit without covering one another, the chosen one first. */
function drawNumbers(
  view: CanvasView,
  ground: Ground,
  seen: readonly number[],
  chosen: number | undefined,
): number {
  const { context } = view
  const taken = new TakenCells(NUMBER_CELL, view.width, view.height, view.left, view.top)
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
  if (chosen !== undefined) draw(chosen, POSITION_RADIUS + 8)
  for (const index of seen) if (index !== chosen) draw(index, POSITION_RADIUS + 1)
  return count
}
