import { symbolOf } from '../portal/map/symbols.ts'
import { groundSvg, roundMetres } from './map-ground.ts'
import { FRAME, type MapScene, type SceneView, viewOf } from './map-scene.ts'
import {
  circleLook,
  gapDash,
  markSvg,
  marks,
  outsideTrackLook,
  personMark,
  personTrackLook,
  trackLook,
  trailSvg,
} from './map-trail.ts'
import { element, fixed, text } from './svg-elements.ts'

const KEY_HEIGHT = 132
/** Of a picture: the map in its frame and its key beneath. */
export const MAP_SIZE = { width: FRAME.width, height: FRAME.height + KEY_HEIGHT }
const crimeLook = { fill: 'none', stroke: '#a8071a', 'stroke-width': 2.6 } as const

/** Draws a map with its key, north arrow and scale bar. Colours differ in lightness and marks in shape, for print without colour. */
export function mapSvg(scene: MapScene): string {
  const view = viewOf(scene)
  const { crime } = scene
  const [x, y] = view.at(crime.longitude, crime.latitude)
  const r = crime.radiusMetres / view.metresPerUnit
  const drawn = [
    groundSvg(scene.ground, view),
    element('circle', { cx: fixed(x), cy: fixed(y), r: fixed(r), ...crimeLook }),
    element('path', {
      d: `M${fixed(x - 9)} ${fixed(y)}h18M${fixed(x)} ${fixed(y - 9)}v18`,
      ...crimeLook,
    }),
    trailSvg(scene, view),
    northArrow(),
    scaleBar(view),
  ].join('')
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
      element('g', { 'clip-path': 'url(#frame)' }, drawn),
      element('rect', {
        x: 0.75,
        y: 0.75,
        width: width - 1.5,
        height: height - 1.5,
        fill: 'none',
        stroke: '#000000',
        'stroke-width': 1.5,
      }),
      keySvg(scene),
    ].join(''),
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

/** What each mark means; only mechanisms that are on the map. */
function keySvg({ crime, positions, gapMinutes, ground }: MapScene): string {
  const people = [...new Set(positions.flatMap(({ person = [] }) => person))]
  const mechanisms = [...new Set(positions.map(({ mechanism }) => mechanism))].sort()
  const entries: { readonly sign: string; readonly words: string }[] = [
    {
      sign:
        element('circle', { r: 8, ...crimeLook }) +
        element('path', { d: 'M-4 0h8M0 -4v8', ...crimeLook, 'stroke-width': 1.6 }),
      words: `Reported place, ${crime.radiusMetres} m around it`,
    },
    {
      sign: markSvg(marks.inRadius, 'GPS', [0, 0]),
      words: `In the window, within ${crime.radiusMetres} m`,
    },
    { sign: markSvg(marks.inWindow, 'GPS', [0, 0]), words: 'In the window, further away' },
    { sign: markSvg(marks.outside, 'GPS', [0, 0]), words: 'Before or after the window' },
    { sign: element('circle', { r: 8, ...circleLook }), words: 'Confidence circle of a position' },
    {
      sign:
        element('path', { d: 'M-14 0h28', ...trackLook }) +
        element('path', { d: 'M5 0L-4 4L-4 -4Z', fill: trackLook.stroke }),
      words: 'To the next position (not the way taken)',
    },
    {
      sign: element('path', { d: 'M-14 0h28', ...trackLook, 'stroke-dasharray': gapDash }),
      words: `More than ${gapMinutes} min apart: whereabouts unknown`,
    },
    {
      sign: element('path', { d: 'M-14 0h28', ...outsideTrackLook }),
      words: 'The same, before or after the window',
    },
    ...people.map((person) => ({
      sign:
        element('path', { d: 'M-14 0h28', ...personTrackLook(person) }) +
        markSvg(personMark(person, 'inRadius'), 'GPS', [0, 0]),
      words: `Person ${person}: labels ${person}-…`,
    })),
    ...mechanisms
      .filter((mechanism) => mechanism !== 'GPS')
      .map((mechanism) => ({
        sign: markSvg(marks.inWindow, mechanism, [0, 0]),
        words: `Captured ${symbolOf(mechanism).name}`,
      })),
  ]
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
  const note = `Marks without a label lie too close to others; the table of positions has every one. Ground: ${ground?.attribution ?? 'none; lines of the national grid, in metres'}.`
  return (
    drawn.join('') +
    text(note, { x: 8, y: FRAME.height + KEY_HEIGHT - 12, size: 9.5, fill: '#303030' })
  )
}
