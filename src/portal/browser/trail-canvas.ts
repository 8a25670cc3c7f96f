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

/** What a frame is drawn with. */
interface Frame {
  readonly ground: Ground
  readonly shown: Shown
  readonly selected: Selection
  readonly stamps: MarkStamps
}

/** So many positions are drawn anew in every frame: keeping and copying them takes longer. */
const FEW = 1500

/**
 * Lines, marks and numbers of a trail. Of a long one they are kept on canvases of their own from frame to
 * frame: while it is played only what is new is drawn, so that a frame of a fortnight costs no more than
 * one of an hour.
 */
export class TrailCanvas {
  readonly #lines = document.createElement('canvas')
  readonly #marks = document.createElement('canvas')
  readonly #numbers = document.createElement('canvas')
  #frame: Frame | undefined
  #isKept = false
  #key = ''
  #hidden: Uint8Array | undefined
  #first = 0
  #end = 0
  #seen: readonly number[] = []
  #arrowCells = new TakenCells(ARROW_CELL, 0, 0, 0, 0)
  #numberCells = new TakenCells(NUMBER_CELL, 0, 0, 0, 0)
  #drawn = NOTHING
  #circles: number[] = []

  /** Begins a frame: what was kept of the one before is added to, where it is still what is to be seen. */
  begin(view: CanvasView, frame: Frame): void {
    const { ground, shown, selected } = frame
    const { left, top, resolution, rotation, width, height } = view
    const { direction, accuracy, numbers, groups, outside } = shown
    const look = [direction, accuracy, numbers, groups, outside, selected.begin]
    const { canvas } = view.context
    const key = `${[left, top, resolution, rotation, width, height, canvas.width, ...look]}`
    const isSame = key === this.#key && this.#hidden === shown.hidden
    const goesOn = this.#isKept && isSame && selected.end >= this.#end
    this.#frame = frame
    this.#isKept = selected.end - selected.begin > FEW
    this.#key = key
    this.#hidden = shown.hidden
    if (!goesOn || !this.#isKept) {
      this.#arrowCells = new TakenCells(ARROW_CELL, width, height, left, top)
      this.#numberCells = new TakenCells(NUMBER_CELL, width, height, left, top)
      this.#drawn = NOTHING
      this.#circles = []
      this.#end = selected.begin
    }
    this.#first = this.#end
    this.#end = selected.end
    this.#seen = inView(view, ground, selected, this.#first, this.#end)
    if (accuracy) addCircles(view, ground, selected, this.#first, this.#end, this.#circles)
    this.#count({ positions: this.#seen.length })
    if (!this.#isKept || (goesOn && this.#first === this.#end)) return
    const beneath = (kept: HTMLCanvasElement) => viewBeneath(view, kept, goesOn)
    this.#addLines(beneath(this.#lines), frame)
    this.#addMarks(beneath(this.#marks), frame)
    this.#addNumbers(beneath(this.#numbers), frame)
  }

  /** What is in view, once all is drawn. */
  get drawn(): TrailDrawn {
    return this.#drawn
  }

  /** Of the positions drawn, those whose accuracy circle reaches into the view. */
  get circles(): readonly number[] {
    return this.#circles
  }

  drawLines(view: CanvasView): void {
    if (this.#isKept) copyOnto(view, this.#lines)
    else if (this.#frame) this.#addLines(view, this.#frame)
  }

  drawMarks(view: CanvasView): void {
    if (this.#isKept) copyOnto(view, this.#marks)
    else if (this.#frame) this.#addMarks(view, this.#frame)
  }

  drawNumbers(view: CanvasView): void {
    if (this.#isKept) copyOnto(view, this.#numbers)
    else if (this.#frame) this.#addNumbers(view, this.#frame)
  }

  #addLines(view: CanvasView, { ground, shown, selected }: Frame): void {
    if (!shown.direction) return
    const { links } = shown
    const [first, end] = [this.#first, this.#end]
    this.#count(drawSteps(view, ground, links, selected, first, end))
    this.#count({ ends: drawEnds(view, ground, links, selected, first, end) })
    const arrows = drawArrows(view, ground, links, selected, first, end, this.#arrowCells)
    this.#count({ arrows })
  }

  #addMarks(view: CanvasView, { ground, shown, stamps }: Frame): void {
    if (shown.groups) return
    const cells = new TakenCells(MARK_CELL, view.width, view.height, view.left, view.top)
    // The latest on top, so drawn backwards into free cells only.
    for (let at = this.#seen.length - 1; at >= 0; at--) {
      const index = this.#seen[at] ?? 0
      const x = view.column(ground.x[index] ?? 0)
      const y = view.row(ground.y[index] ?? 0)
      if (cells.take(x, y)) stamps.draw(view, ground, index)
    }
  }

  #addNumbers(view: CanvasView, { ground, shown }: Frame): void {
    if (shown.groups || !shown.numbers) return
    this.#count({ numbers: drawNumbers(view, ground, this.#seen, this.#numberCells) })
  }

  #count(added: Partial<TrailDrawn>): void {
    const sums = Object.entries(added).map(([name, count]) => [
      name,
      this.#drawn[name as keyof TrailDrawn] + count,
    ])
    this.#drawn = { ...this.#drawn, ...Object.fromEntries(sums) }
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
