import { fromNationalGrid, toNationalGrid } from '../geo/national-grid.ts'
import { FRAME, type GroundFeature, type SceneGround, type SceneView } from './map-scene.ts'
import { element, fixed, text } from './svg-elements.ts'

const looks: Readonly<Record<GroundFeature['kind'], Readonly<Record<string, string | number>>>> = {
  land: { fill: '#f7f6f2' },
  centre: { fill: '#efece4' },
  park: { fill: '#e3ebdd' },
  street: { fill: 'none', stroke: '#c9c5bb', 'stroke-width': 2 },
  main: { fill: 'none', stroke: '#b3ad9f', 'stroke-width': 5 },
  haunt: { fill: '#6b675e' },
}

/** What lies beneath: streets where they are known, else the lines of the national grid. */
export function groundSvg(ground: SceneGround | undefined, view: SceneView): string {
  if (!ground) return gridSvg(view)
  return ground.features.map((feature) => featureSvg(feature, view)).join('')
}

function featureSvg({ kind, name, parts }: GroundFeature, view: SceneView): string {
  const drawn = parts.map((part) =>
    part.map(([longitude, latitude]) => view.at(longitude, latitude)),
  )
  const seen = drawn.filter(inFrame)
  if (kind === 'haunt') {
    return seen.flatMap(([place]) => (place ? [haunt(place, name ?? '')] : [])).join('')
  }
  if (seen.length === 0) return ''
  const closed = kind === 'land' || kind === 'centre' || kind === 'park'
  const path = seen
    .map(
      (part) => `M${part.map(([x, y]) => `${fixed(x)} ${fixed(y)}`).join('L')}${closed ? 'Z' : ''}`,
    )
    .join('')
  return element('path', { d: path, ...looks[kind] })
}

function haunt([x, y]: readonly [number, number], name: string): string {
  return (
    element('circle', { cx: fixed(x), cy: fixed(y), r: 2.5, ...looks.haunt }) +
    text(name, { x: fixed(x + 5), y: fixed(y + 3), size: 8, fill: looks.haunt['fill'] ?? '' })
  )
}

/** A box that meets the frame: what crosses it may be drawn in vain, what is seen is never left out. */
function inFrame(part: readonly (readonly [number, number])[]): boolean {
  const xs = part.map(([x]) => x)
  const ys = part.map(([, y]) => y)
  return (
    Math.max(...xs) >= 0 &&
    Math.min(...xs) <= FRAME.width &&
    Math.max(...ys) >= 0 &&
    Math.min(...ys) <= FRAME.height
  )
}

/** A round length of metres that is about a share of the frame's width. */
export function roundMetres(view: SceneView, share: number): number {
  const wanted = view.metresPerUnit * FRAME.width * share
  const decade = 10 ** Math.floor(Math.log10(wanted))
  return [5, 2, 1].map((step) => step * decade).find((metres) => metres <= wanted) ?? decade
}

function gridSvg(view: SceneView): string {
  const step = roundMetres(view, 0.25)
  const corners = [
    [0, 0],
    [FRAME.width, 0],
    [0, FRAME.height],
    [FRAME.width, FRAME.height],
  ].map(([x = 0, y = 0]) => toNationalGrid(view.placeAt(x, y)))
  const eastings = linesBetween(
    corners.map(({ easting }) => easting),
    step,
  )
  const northings = linesBetween(
    corners.map(({ northing }) => northing),
    step,
  )
  const at = (easting: number, northing: number) => {
    const { longitude, latitude } = fromNationalGrid(easting, northing)
    return view.at(longitude, latitude)
  }
  const ends = (of: readonly number[]) => [of[0] ?? 0, of.at(-1) ?? 0] as const
  const [west, east] = ends(eastings)
  const [south, north] = ends(northings)
  return [
    ...eastings.map((easting) => {
      const [foot, head] = [at(easting, south), at(easting, north)]
      const x = foot[0] + ((head[0] - foot[0]) * (foot[1] - FRAME.height)) / (foot[1] - head[1])
      return gridLine(foot, head) + gridLabel(`E ${easting}`, x + 3, FRAME.height - 5)
    }),
    ...northings.map((northing) => {
      const [left, right] = [at(west, northing), at(east, northing)]
      const y = left[1] + ((right[1] - left[1]) * (0 - left[0])) / (right[0] - left[0])
      return gridLine(left, right) + gridLabel(`N ${northing}`, 4, y - 3)
    }),
  ].join('')
}

/** Multiples of a step from below the least to above the greatest. */
function linesBetween(values: readonly number[], step: number): number[] {
  const from = Math.floor(Math.min(...values) / step)
  const to = Math.ceil(Math.max(...values) / step)
  return Array.from({ length: to - from + 1 }, (_, index) => (from + index) * step)
}

function gridLine(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
): string {
  return element('path', {
    d: `M${fixed(x1)} ${fixed(y1)}L${fixed(x2)} ${fixed(y2)}`,
    stroke: '#c4c4c4',
    'stroke-width': 0.8,
    fill: 'none',
  })
}

function gridLabel(label: string, x: number, y: number): string {
  return text(label, { x: fixed(x), y: fixed(y), size: 9, fill: '#505050' })
}
