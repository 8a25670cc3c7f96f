import { symbolOf } from '../portal/map/symbols.ts'
import { FRAME, type MapScene, type ScenePosition, type SceneView } from './map-scene.ts'
import { element, fixed, text } from './svg-elements.ts'

export const marks = {
  inRadius: { fill: '#000000', stroke: '#ffffff', size: 6 },
  inWindow: { fill: '#ffffff', stroke: '#12437d', size: 5.5 },
  outside: { fill: '#ffffff', stroke: '#8a8a8a', size: 4 },
} as const
export const circleLook = {
  fill: '#6b3fa0',
  'fill-opacity': 0.05,
  stroke: '#6b3fa0',
  'stroke-width': 0.9,
  'stroke-dasharray': '2 2',
} as const
export const trackLook = { fill: 'none', stroke: '#12437d', 'stroke-width': 1.8 } as const
export const outsideTrackLook = { fill: 'none', stroke: '#8a8a8a', 'stroke-width': 1.1 } as const
/** Of people on one map, in turn: they differ in lightness and width as well, and labels say who it is. */
const personLooks = [
  { stroke: '#12437d', 'stroke-width': 1.8 },
  { stroke: '#d4711c', 'stroke-width': 2.6 },
  { stroke: '#0b6b54', 'stroke-width': 1.2 },
  { stroke: '#8f7ac2', 'stroke-width': 3 },
] as const
export const gapDash = '7 5'
const ARROW_FROM = 22
const LARGE_CIRCLE = FRAME.width / 8
const LABEL_SIZE = 10

/** Confidence circles, the lines between positions, their marks, and as many labels as have room. */
export function trailSvg(
  { positions, gapMinutes }: Pick<MapScene, 'positions' | 'gapMinutes'>,
  view: SceneView,
): string {
  const placed = positions.map((position) => ({
    position,
    at: view.at(position.longitude, position.latitude),
  }))
  const important = [...placed].sort((a, b) => rank(a.position) - rank(b.position))
  return [
    ...placed
      .filter(({ position }) => !position.outsideWindow)
      .map(({ position, at }) => confidenceCircle(position, at, view)),
    ...stepsSvg(placed, gapMinutes),
    ...important
      .map(({ position, at }) => markSvg(lookOf(position), position.mechanism, at))
      .reverse(),
    labelsSvg(important),
  ].join('')
}

/** The line of one of several people. */
export function personTrackLook(person: number) {
  return { fill: 'none', ...(personLooks[(person - 1) % personLooks.length] ?? trackLook) }
}

interface MarkLook {
  readonly fill: string
  readonly stroke: string
  readonly size: number
}

/** A position's mark; of one of several people within their line's colour. */
export function personMark(person: number, look: keyof typeof marks): MarkLook {
  const { stroke } = personTrackLook(person)
  return look === 'inRadius' ? { ...marks[look], fill: stroke } : { ...marks[look], stroke }
}

type Point = readonly [x: number, y: number]
interface Placed {
  readonly position: ScenePosition
  readonly at: Point
}

function rank({ inRadius, outsideWindow }: ScenePosition): number {
  return inRadius ? 0 : outsideWindow ? 2 : 1
}

function lookOf({ inRadius, outsideWindow, person }: ScenePosition): MarkLook {
  const look = outsideWindow ? 'outside' : inRadius ? 'inRadius' : 'inWindow'
  return person === undefined ? marks[look] : personMark(person, look)
}

function confidenceCircle({ accuracyMetres = 0 }: ScenePosition, [x, y]: Point, view: SceneView) {
  const r = accuracyMetres / view.metresPerUnit
  if (r < 3) return ''
  // A hundred large ones over each other would hide the map.
  const look = r > LARGE_CIRCLE ? { ...circleLook, fill: 'none' } : circleLook
  return element('circle', { cx: fixed(x), cy: fixed(y), r: fixed(r), ...look })
}

function* stepsSvg(placed: readonly Placed[], gapMinutes: number): Generator<string> {
  const last = new Map<string, Placed>()
  for (const next of placed) {
    const { device, person, capturedAt, outsideWindow } = next.position
    const key = `${person} ${device}`
    const before = last.get(key)
    last.set(key, next)
    if (!before) continue
    const gap = capturedAt - before.position.capturedAt > gapMinutes * 60_000
    const outside = outsideWindow || before.position.outsideWindow
    const inside = person === undefined ? trackLook : personTrackLook(person)
    const look = outside ? outsideTrackLook : inside
    yield stepSvg(before.at, next.at, { ...look, ...(gap && { 'stroke-dasharray': gapDash }) })
  }
}

function stepSvg(
  [x1, y1]: Point,
  [x2, y2]: Point,
  look: Readonly<Record<string, string | number>>,
) {
  const line = element('path', {
    d: `M${fixed(x1)} ${fixed(y1)}L${fixed(x2)} ${fixed(y2)}`,
    ...look,
  })
  const length = Math.hypot(x2 - x1, y2 - y1)
  if (length < ARROW_FROM) return line
  const turn = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI
  const at = `translate(${fixed((x1 + x2) / 2)} ${fixed((y1 + y2) / 2)}) rotate(${fixed(turn)})`
  return (
    line + element('path', { d: 'M5 0L-4 4L-4 -4Z', transform: at, fill: look['stroke'] ?? '' })
  )
}

/** A position's mark; its shape says how it was captured. */
export function markSvg(
  { fill, stroke, size }: MarkLook,
  mechanism: string,
  [x, y]: Point,
): string {
  const { outline } = symbolOf(mechanism)
  const look = { fill, stroke, 'stroke-width': 1.6 }
  if (outline.length === 0)
    return element('circle', { cx: fixed(x), cy: fixed(y), r: size, ...look })
  const corners = outline.map(([dx, dy]) => `${fixed(x + dx * size)} ${fixed(y + dy * size)}`)
  return element('path', { d: `M${corners.join('L')}Z`, ...look })
}

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Labels of what matters most first; one that would cover another or a mark of a position in radius is left out. */
function labelsSvg(placed: readonly Placed[]): string {
  const taken: Box[] = placed
    .filter(({ position }) => position.inRadius)
    .map(({ at: [x, y] }) => ({ left: x - 4, right: x + 4, top: y - 4, bottom: y + 4 }))
  return placed
    .map(({ position, at: [x, y] }) => {
      const width = 6.6 * position.label.length
      const places: Point[] = [
        [x + 8, y + 4],
        [x + 6, y - 6],
        [x + 6, y + 14],
        [x - 8 - width, y + 4],
        [x - width / 2, y - 9],
        [x - width / 2, y + 18],
      ]
      const free = places.find(([left, foot]) => {
        const box = { left, right: left + width, top: foot - LABEL_SIZE + 1, bottom: foot + 1 }
        if (
          box.left < 2 ||
          box.right > FRAME.width - 2 ||
          box.top < 2 ||
          box.bottom > FRAME.height - 2
        )
          return false
        if (taken.some((other) => meet(box, other))) return false
        taken.push(box)
        return true
      })
      if (!free) return ''
      const weight = position.inRadius ? 'bold' : 'normal'
      const fill = position.outsideWindow ? '#505050' : '#000000'
      return text(position.label, {
        x: fixed(free[0]),
        y: fixed(free[1]),
        size: LABEL_SIZE,
        'font-weight': weight,
        fill,
      })
    })
    .join('')
}

function meet(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}
