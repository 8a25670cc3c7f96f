import { symbolOf } from '../portal/map/symbols.ts'
import { framedMap, type KeyEntry, keySvg } from './map-frame.ts'
import { groundSvg } from './map-ground.ts'
import { type MapScene, viewOf } from './map-scene.ts'
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
import { element, fixed } from './svg-elements.ts'

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
  ].join('')
  return framedMap(drawn, view, sceneKey(scene))
}

/** What each mark means; only mechanisms that are on the map. */
function sceneKey({ crime, positions, gapMinutes, ground }: MapScene): string {
  const people = [...new Set(positions.flatMap(({ person = [] }) => person))]
  const mechanisms = [...new Set(positions.map(({ mechanism }) => mechanism))].sort()
  const entries: KeyEntry[] = [
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
  return keySvg(
    entries,
    `Marks without a label lie too close to others; the table of positions has every one. Ground: ${ground?.attribution ?? 'none; lines of the national grid, in metres'}.`,
  )
}
