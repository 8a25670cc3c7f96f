import { ink, inkOfWearer } from '../map/symbols.ts'
import type { CanvasView } from './canvas-view.ts'
import { drawCrimes, drawZones, strokeEllipse } from './draw-areas.ts'
import { drawGroups } from './draw-groups.ts'
import { drawHeat } from './draw-heat.ts'
import { drawPlaces, drawStays } from './draw-legs.ts'
import { drawChosen, drawNow, type MarkStamps, radiusOf } from './draw-marks.ts'
import { drawMeasure } from './draw-measure.ts'
import { drawChosenNumber } from './draw-numbers.ts'
import type { Ground } from './ground.ts'
import { selection } from './selection.ts'
import type { Shown } from './shown.ts'
import type { TrailCanvas, TrailDrawn } from './trail-canvas.ts'

/** How many of each are in view as drawn. */
export interface Drawn extends TrailDrawn {
  readonly circles: number
  readonly stays: number
  readonly marks: number
  readonly groups: number
  /** Accuracy circles that were left out because so many would hide one another. */
  readonly circlesLeftOut: number
  /** Minutes where the heat map is darkest, and the metres across of where they were spent. */
  readonly heat: number
  readonly heatMetres: number
  /** Other positions that the chosen one's mark covers. */
  readonly covered: number
}

/** More circles than this in view are a blot that says nothing. */
const MOST_CIRCLES = 300

/** Draws a frame: areas beneath, then circles, lines, marks, numbers, and what is chosen on top. */
export function drawMovements(
  view: CanvasView,
  ground: Ground,
  shown: Shown,
  stamps: MarkStamps,
  trail: TrailCanvas,
): Drawn {
  const { context } = view
  context.lineJoin = 'round'
  const selected = selection(ground, shown)
  const { isShown } = selected
  trail.begin(view, { ground, shown, selected, stamps })
  const heat = shown.heat ? drawHeat(view, ground, selected) : { most: 0, metres: 0 }
  if (shown.zones) drawZones(view, ground)
  drawCrimes(view, ground)
  const stays = shown.stays ? drawStays(view, ground, shown.until) : 0
  const { circles } = trail
  const tooMany = circles.length > MOST_CIRCLES
  if (!tooMany) drawCircles(view, ground, circles)
  trail.drawLines(view)
  trail.drawMarks(view)
  const groups = shown.groups ? drawGroups(view, ground, selected, stamps) : 0
  const marks = shown.marks ? drawPlaces(view, ground, shown.until) : 0
  trail.drawNumbers(view)
  for (const index of shown.now) if (isShown(index)) drawNow(view, ground, index, stamps)
  const chosen = shown.chosen !== undefined && isShown(shown.chosen) ? shown.chosen : undefined
  if (chosen !== undefined) {
    drawChosen(view, ground, chosen, stamps)
    if (shown.numbers) drawChosenNumber(view, ground, chosen)
  }
  if (shown.measure) drawMeasure(view, shown.measure)
  return {
    ...trail.drawn,
    circles: tooMany ? 0 : circles.length,
    stays,
    marks,
    groups,
    circlesLeftOut: tooMany ? circles.length : 0,
    heat: heat.most,
    heatMetres: heat.metres,
    covered: chosen === undefined ? 0 : countCovered(view, ground, chosen, isShown),
  }
}

/** Positions under the mark of the chosen one: a reader sees one and should know that there are more. */
function countCovered(
  { resolution }: CanvasView,
  ground: Ground,
  chosen: number,
  isShown: (index: number) => boolean,
): number {
  const { x, y } = ground
  const [east = 0, north = 0] = [x[chosen], y[chosen]]
  const reach = radiusOf(ground) * resolution
  let count = -1
  for (let index = 0; index < x.length; index++) {
    const isNear =
      Math.abs((x[index] ?? 0) - east) <= reach && Math.abs((y[index] ?? 0) - north) <= reach
    if (isNear && isShown(index)) count += 1
  }
  return count
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
