import type { Instant } from '../../domain/interval.ts'
import { countUntil } from '../map/playback.ts'
import { ink, inkOfWearer } from '../map/symbols.ts'
import { TakenCells } from '../map/taken-cells.ts'
import type { CanvasView } from './canvas-view.ts'
import { drawCrimes, drawZones, strokeEllipse } from './draw-areas.ts'
import { drawArrows } from './draw-arrows.ts'
import { drawPlaces, drawStays } from './draw-legs.ts'
import { drawChosen, drawNow, type MarkStamps, radiusOf } from './draw-marks.ts'
import { drawNumbers } from './draw-numbers.ts'
import { drawSteps } from './draw-steps.ts'
import type { Ground } from './ground.ts'

/** What a reader has switched on, and chosen. */
export interface Shown {
  readonly direction: boolean
  readonly accuracy: boolean
  readonly numbers: boolean
  readonly zones: boolean
  readonly stays: boolean
  readonly marks: boolean
  /** What lies outside the window. */
  readonly outside: boolean
  readonly chosen: number | undefined
  /** Nothing captured after it is drawn: how far a trail has been played. */
  readonly until: Instant | undefined
  /** Where each wearer's device is at that instant, as far as is known. */
  readonly now: readonly number[]
}

/** How many of each are in view as drawn. */
export interface Drawn {
  readonly positions: number
  readonly lines: number
  readonly gaps: number
  readonly arrows: number
  readonly circles: number
  readonly numbers: number
  readonly stays: number
  readonly marks: number
  /** Accuracy circles that were left out because so many would hide one another. */
  readonly circlesLeftOut: number
}

/** More circles than this in view are a blot that says nothing. */
const MOST_CIRCLES = 300
/** Positions this close on the screen are one mark. Pixels. */
const MARK_CELL = 3

/** Draws a frame: areas beneath, then circles, lines, marks, numbers, and what is chosen on top. */
export function drawMovements(
  view: CanvasView,
  ground: Ground,
  shown: Shown,
  stamps: MarkStamps,
): Drawn {
  const { context } = view
  context.lineJoin = 'round'
  if (shown.zones) drawZones(view, ground)
  drawCrimes(view, ground)
  const stays = shown.stays ? drawStays(view, ground, shown.until) : 0
  const shows = selection(ground, shown)
  const seen = positionsInView(view, ground, shows)
  const circles = shown.accuracy ? circlesInView(view, ground, shows) : []
  const tooMany = circles.length > MOST_CIRCLES
  if (!tooMany) drawCircles(view, ground, circles)
  const { lines, gaps } = shown.direction ? drawSteps(view, ground, shows) : { lines: 0, gaps: 0 }
  const arrows = shown.direction ? drawArrows(view, ground, shows) : 0
  const marks = new TakenCells(MARK_CELL, view.width, view.height, view.left, view.top)
  // The latest on top, so drawn backwards into free cells only.
  for (let at = seen.length - 1; at >= 0; at--) {
    const index = seen[at] ?? 0
    const x = view.column(ground.x[index] ?? 0)
    const y = view.row(ground.y[index] ?? 0)
    if (marks.take(x, y)) stamps.draw(view, ground, index)
  }
  const places = shown.marks ? drawPlaces(view, ground, shown.until) : 0
  for (const index of shown.now) if (shows(index)) drawNow(view, ground, index, stamps)
  const chosen = shown.chosen !== undefined && shows(shown.chosen) ? shown.chosen : undefined
  if (chosen !== undefined) drawChosen(view, ground, chosen, stamps)
  const numbers = shown.numbers ? drawNumbers(view, ground, seen, chosen) : 0
  return {
    positions: seen.length,
    lines,
    gaps,
    arrows,
    circles: tooMany ? 0 : circles.length,
    numbers,
    stays,
    marks: places,
    circlesLeftOut: tooMany ? circles.length : 0,
  }
}

/** Which positions are drawn: not those yet to be played, nor, switched off, those outside the window. */
export function selection(
  { positions, outside }: Ground,
  shown: Pick<Shown, 'until' | 'outside'>,
): (index: number) => boolean {
  const end = shown.until === undefined ? positions.length : countUntil(positions, shown.until)
  return (index) => index < end && (shown.outside || outside[index] === 0)
}

function positionsInView(
  view: CanvasView,
  ground: Ground,
  shows: (index: number) => boolean,
): number[] {
  const { x, y } = ground
  const radius = radiusOf(ground)
  const seen: number[] = []
  for (let index = 0; index < x.length; index++) {
    if (!shows(index)) continue
    const column = view.column(x[index] ?? 0)
    const row = view.row(y[index] ?? 0)
    const out =
      column < -radius ||
      row < -radius ||
      column > view.width + radius ||
      row > view.height + radius
    if (!out) seen.push(index)
  }
  return seen
}

/** Circles that reach into the view and out from under their own mark. */
function circlesInView(
  view: CanvasView,
  ground: Ground,
  shows: (index: number) => boolean,
): number[] {
  const seen: number[] = []
  const radius = radiusOf(ground)
  ground.circles.forEach((circle, index) => {
    if (!circle || circle.across / view.resolution <= radius || !shows(index)) return
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

/** In the colour of their wearer where there are several. */
function drawCircles(view: CanvasView, ground: Ground, circles: readonly number[]): void {
  const { context } = view
  context.lineWidth = 1
  context.globalAlpha = circles.length > 50 ? 0.4 : 0.8
  for (const index of circles) {
    context.strokeStyle = ground.wearers > 0 ? inkOfWearer(ground.wearer[index]) : ink.accuracy
    strokeEllipse(view, ground.circles[index])
  }
  context.globalAlpha = 1
}
