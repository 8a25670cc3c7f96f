import type { Ellipse } from '../map/ellipse.ts'
import { ink, zoneInk } from '../map/symbols.ts'
import { type CanvasView, upright } from './canvas-view.ts'
import type { Ground } from './ground.ts'

export function strokeEllipse(view: CanvasView, ellipse: Ellipse | undefined): void {
  const { context, resolution } = view
  context.beginPath()
  if (!ellipse) return
  const { x, y, across, up } = ellipse
  context.ellipse(view.column(x), view.row(y), across / resolution, up / resolution, 0, 0, 7)
  context.stroke()
}

export function drawCrimes(view: CanvasView, { crimes }: Ground): void {
  for (const crime of crimes) drawCrime(view, crime)
}

/** The circle a crime is compared within, a cross at its place, and its number where there are several. */
function drawCrime(view: CanvasView, crime: Ground['crimes'][number]): void {
  const { context } = view
  context.strokeStyle = ink.crime
  context.fillStyle = `${ink.crime}18`
  context.lineWidth = 3
  strokeEllipse(view, crime)
  context.fill()
  const x = view.column(crime.x)
  const y = view.row(crime.y)
  context.beginPath()
  for (const slope of [-1, 1]) {
    context.moveTo(x - 7, y - 7 * slope)
    context.lineTo(x + 7, y + 7 * slope)
  }
  context.stroke()
  const { mark } = crime
  if (mark === undefined) return
  context.font = '700 14px system-ui, sans-serif'
  context.textBaseline = 'middle'
  context.strokeStyle = ink.paper
  context.lineWidth = 4
  context.fillStyle = ink.crime
  upright(view, x, y, (column, row) => {
    context.strokeText(mark, column + 11, row)
    context.fillText(mark, column + 11, row)
  })
}

/** In pixels, above its middle. */
const MARK_HEIGHT = 14

/** Each kind in its own dash, its title at its top corner. */
export function drawZones(view: CanvasView, { zones }: Ground): void {
  const { context, resolution } = view
  context.font = '600 13px system-ui, sans-serif'
  context.textBaseline = 'bottom'
  for (const { kind, title, rings, buffer } of zones) {
    const { colour, dash } = zoneInk[kind]
    context.beginPath()
    for (const ring of rings) {
      ring.forEach(([x = 0, y = 0], corner) => {
        if (corner === 0) context.moveTo(view.column(x), view.row(y))
        else context.lineTo(view.column(x), view.row(y))
      })
      context.closePath()
    }
    context.fillStyle = `${colour}14`
    context.fill('evenodd')
    if (buffer > 0) {
      // A wide round edge is what lies within the buffer's metres of the shape.
      context.strokeStyle = `${colour}22`
      context.lineWidth = (2 * buffer) / resolution
      context.lineJoin = 'round'
      context.stroke()
    }
    context.strokeStyle = colour
    context.lineWidth = 2
    context.setLineDash(dash)
    context.stroke()
    context.setLineDash([])
    const corners = rings.flat()
    const top = corners.reduce(
      (best, corner) => ((corner[1] ?? 0) > (best[1] ?? 0) ? corner : best),
      [0, -Infinity],
    )
    const lowest = Math.min(...corners.map(([, y = 0]) => y))
    const half = ((top[1] ?? 0) - lowest) / 2 / resolution
    // Home's mark stands in the middle of its zone, and would lie on the title of one that is small on the screen.
    const lift = Math.max(3, MARK_HEIGHT - half)
    context.strokeStyle = ink.paper
    context.lineWidth = 4
    context.fillStyle = colour
    upright(view, view.column(top[0] ?? 0), view.row(top[1] ?? 0), (x, y) => {
      context.strokeText(title, x, y - lift)
      context.fillText(title, x, y - lift)
    })
  }
}
