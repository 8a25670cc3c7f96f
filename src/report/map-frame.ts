import { roundMetres } from './map-ground.ts'
import { FRAME, type SceneView } from './map-scene.ts'
import { element, fixed, text } from './svg-elements.ts'

const KEY_HEIGHT = 132
/** Of a picture: the map in its frame and its key beneath. */
export const MAP_SIZE = { width: FRAME.width, height: FRAME.height + KEY_HEIGHT }

/** What a mark or line on a map means. */
export interface KeyEntry {
  /** Drawn around (0, 0). */
  readonly sign: string
  readonly words: string
}

/** A picture of a map: what is drawn within its frame, with a north arrow and a scale bar, and the key beneath. */
export function framedMap(drawn: string, view: SceneView, key: string): string {
  const { width, height } = FRAME
  const clip = element('clipPath', { id: 'frame' }, element('rect', { width, height }))
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${MAP_SIZE.width} ${MAP_SIZE.height}`,
      'font-family': 'DejaVu Sans',
    },
    [
      clip,
      element('rect', { ...MAP_SIZE, fill: '#ffffff' }),
      element('g', { 'clip-path': 'url(#frame)' }, drawn + northArrow() + scaleBar(view)),
      element('rect', {
        x: 0.75,
        y: 0.75,
        width: width - 1.5,
        height: height - 1.5,
        fill: 'none',
        stroke: '#000000',
        'stroke-width': 1.5,
      }),
      key,
    ].join(''),
  )
}

/** Marks with their meanings in columns, and a note in small print. */
export function keySvg(entries: readonly KeyEntry[], note: string): string {
  const rows = entries.length > 12 ? 5 : 4
  const columns = Math.ceil(entries.length / rows)
  const across = FRAME.width / columns
  const small = columns > 2 ? 9 : 10.5
  const drawn = entries.map(({ sign, words }, index) => {
    const x = Math.floor(index / rows) * across + 22
    const y = FRAME.height + 20 + (index % rows) * (92 / rows)
    return (
      element('g', { transform: `translate(${fixed(x)} ${y})` }, sign) +
      text(words, { x: fixed(x + 22), y: y + 4, size: small, fill: '#000000' })
    )
  })
  return (
    drawn.join('') +
    text(note, { x: 8, y: FRAME.height + KEY_HEIGHT - 12, size: 9.5, fill: '#303030' })
  )
}

function northArrow(): string {
  const x = FRAME.width - 28
  return (
    element('path', {
      d: `M${x} 16l8 26l-8 -6l-8 6Z`,
      fill: '#000000',
      stroke: '#ffffff',
      'stroke-width': 1,
    }) + text('N', { x: x - 4.5, y: 56, size: 13, 'font-weight': 'bold', fill: '#000000' })
  )
}

function scaleBar(view: SceneView): string {
  const metres = roundMetres(view, 0.2)
  const length = metres / view.metresPerUnit
  const [x, y] = [FRAME.width - 20 - length, FRAME.height - 16]
  const label = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`
  return (
    element('path', {
      d: `M${fixed(x)} ${y - 5}v5h${fixed(length)}v-5`,
      fill: 'none',
      stroke: '#ffffff',
      'stroke-width': 5,
    }) +
    element('path', {
      d: `M${fixed(x)} ${y - 5}v5h${fixed(length)}v-5`,
      fill: 'none',
      stroke: '#000000',
      'stroke-width': 2,
    }) +
    text(label, {
      x: fixed(x + length / 2),
      y: y - 8,
      size: 11,
      'text-anchor': 'middle',
      fill: '#000000',
    })
  )
}
