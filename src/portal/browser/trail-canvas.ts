import { TakenCells } from '../map/taken-cells.ts'
import { type CanvasView, copyOnto, viewBeneath } from './canvas-view.ts'
import { ARROW_CELL, drawArrows } from './draw-arrows.ts'
import { drawEnds } from './draw-ends.ts'
import { type MarkStamps, radiusOf } from './draw-marks.ts'
import { drawNumbers, NUMBER_CELL } from './draw-numbers.ts'
import { drawSteps } from './draw-steps.ts'
import type { Ground } from './ground.ts'
import type { Selection } from './selection.ts'
import type { Shown } from './shown.ts'

/** What of a trail is in view as drawn. */
export interface TrailDrawn {
  readonly positions: number
  readonly lines: number
  readonly gaps: number
  readonly filtered: number
  readonly ends: number
  readonly arrows: number
  readonly numbers: number
}

type Views = Readonly<Record<'lines' | 'marks' | 'numbers', CanvasView>>

/** Positions this close on the screen are one mark. Pixels. */
const MARK_CELL = 3
const NOTHING: TrailDrawn = {
  positions: 0,
  lines: 0,
  gaps: 0,
  filtered: 0,
  ends: 0,
  arrows: 0,
  numbers: 0,
}

/**
 * Lines, marks and numbers of a trail on canvases of their own, kept from frame to frame: while it is
 * played only what is new is drawn, so that a frame of a fortnight costs no more than one of an hour.
 */
export class TrailCanvas {
  readonly #lines = document.createElement('canvas')
  readonly #marks = document.createElement('canvas')
  readonly #numbers = document.createElement('canvas')
  #views: Views | undefined
  #key = ''
  #hidden: Uint8Array | undefined
  #end = 0
  #arrowCells = new TakenCells(ARROW_CELL, 0, 0, 0, 0)
  #numberCells = new TakenCells(NUMBER_CELL, 0, 0, 0, 0)
  #drawn = NOTHING
  #circles: number[] = []

  /** Brings the canvases to what is to be seen. */
  draw(
    view: CanvasView,
    ground: Ground,
    shown: Shown,
    selected: Selection,
    stamps: MarkStamps,
  ): TrailDrawn {
    const { direction, accuracy, numbers, groups, outside } = shown
    const { left, top, resolution, rotation, width, height } = view
    const { canvas } = view.context
    const look = [direction, accuracy, numbers, groups, outside, selected.begin]
    const key = `${[left, top, resolution, rotation, width, height, canvas.width, ...look]}`
    let views = this.#views
    const goesOn = key === this.#key && this.#hidden === shown.hidden && selected.end >= this.#end
    if (!goesOn || !views) {
      views = {
        lines: viewBeneath(view, this.#lines),
        marks: viewBeneath(view, this.#marks),
        numbers: viewBeneath(view, this.#numbers),
      }
      this.#views = views
      this.#key = key
      this.#hidden = shown.hidden
      this.#end = selected.begin
      this.#arrowCells = new TakenCells(ARROW_CELL, width, height, left, top)
      this.#numberCells = new TakenCells(NUMBER_CELL, width, height, left, top)
      this.#drawn = NOTHING
      this.#circles = []
    }
    if (selected.end > this.#end) this.#add(views, ground, shown, selected, stamps)
    return this.#drawn
  }

  /** Of the positions drawn, those whose accuracy circle reaches into the view. */
  get circles(): readonly number[] {
    return this.#circles
  }

  copyLines(view: CanvasView): void {
    copyOnto(view, this.#lines)
  }

  copyMarks(view: CanvasView): void {
    copyOnto(view, this.#marks)
  }

  copyNumbers(view: CanvasView): void {
    copyOnto(view, this.#numbers)
  }

  #add(views: Views, ground: Ground, shown: Shown, selected: Selection, stamps: MarkStamps): void {
    const [first, end] = [this.#end, selected.end]
    this.#end = end
    const { links } = shown
    const { lines: view } = views
    const seen = inView(view, ground, selected, first, end)
    if (shown.accuracy) addCircles(view, ground, selected, first, end, this.#circles)
    const added = { ...NOTHING, positions: seen.length }
    if (shown.direction) {
      Object.assign(added, drawSteps(view, ground, links, selected, first, end))
      added.ends = drawEnds(view, ground, links, selected, first, end)
      added.arrows = drawArrows(view, ground, links, selected, first, end, this.#arrowCells)
    }
    if (!shown.groups) {
      const cells = new TakenCells(MARK_CELL, view.width, view.height, view.left, view.top)
      // The latest on top, so drawn backwards into free cells only.
      for (let at = seen.length - 1; at >= 0; at--) {
        const index = seen[at] ?? 0
        const x = view.column(ground.x[index] ?? 0)
        const y = view.row(ground.y[index] ?? 0)
        if (cells.take(x, y)) stamps.draw(views.marks, ground, index)
      }
      if (shown.numbers) added.numbers = drawNumbers(views.numbers, ground, seen, this.#numberCells)
    }
    const before = this.#drawn
    const names = Object.keys(NOTHING) as (keyof TrailDrawn)[]
    this.#drawn = Object.fromEntries(
      names.map((name) => [name, before[name] + added[name]]),
    ) as unknown as TrailDrawn
  }
}

function inView(
  view: CanvasView,
  ground: Ground,
  { isShown }: Selection,
  first: number,
  end: number,
): number[] {
  const radius = radiusOf(ground)
  const seen: number[] = []
  for (let index = first; index < end; index++) {
    if (!isShown(index)) continue
    const column = view.column(ground.x[index] ?? 0)
    const row = view.row(ground.y[index] ?? 0)
    const isIn =
      column >= -radius &&
      row >= -radius &&
      column <= view.width + radius &&
      row <= view.height + radius
    if (isIn) seen.push(index)
  }
  return seen
}

/** Circles that reach into the view and out from under their own mark. */
function addCircles(
  view: CanvasView,
  ground: Ground,
  { isShown }: Selection,
  first: number,
  end: number,
  circles: number[],
): void {
  const radius = radiusOf(ground)
  for (let index = first; index < end; index++) {
    const circle = ground.circles[index]
    if (!circle || circle.across / view.resolution <= radius || !isShown(index)) continue
    const across = circle.across / view.resolution
    const up = circle.up / view.resolution
    const column = view.column(circle.x)
    const row = view.row(circle.y)
    const isOut =
      column + across < 0 || column - across > view.width || row + up < 0 || row - up > view.height
    if (!isOut) circles.push(index)
  }
}
