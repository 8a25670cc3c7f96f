import type { Zone } from '../domain/people.ts'
import type { MapZone } from '../portal/map/map-data.ts'
import { symbolOf, zoneInk } from '../portal/map/symbols.ts'
import { zoneOnMap, zoneTitle } from '../portal/map/zone-on-map.ts'
import { framedMap, type KeyEntry, keySvg } from './map-frame.ts'
import { groundSvg } from './map-ground.ts'
import {
  type MapScene,
  type SceneGround,
  type ScenePosition,
  type SceneView,
  viewAround,
} from './map-scene.ts'
import { circleLook, gapDash, markSvg, marks, trackLook, trailSvg } from './map-trail.ts'
import { element, fixed, text } from './svg-elements.ts'

/** What one picture of somebody's trail shows. Places in WGS84 degrees. */
export interface TrailScene {
  /** In order of capture; never empty. */
  readonly positions: readonly Pick<
    ScenePosition,
    'label' | 'capturedAt' | 'latitude' | 'longitude' | 'accuracyMetres' | 'mechanism' | 'device'
  >[]
  /** Longer steps between positions are drawn dashed. */
  readonly gapMinutes: number
  /** As they were in force in the time that is shown. */
  readonly zones: readonly Pick<
    Zone,
    'id' | 'kind' | 'name' | 'geometry' | 'radiusMetres' | 'bufferMetres'
  >[]
  readonly ground?: SceneGround | undefined
  /** What the labels are, as a sentence begins. */
  readonly labels?: string
}

/** Draws a trail with the zones of its time, its key, north arrow and scale bar. @throws RangeError without positions. */
export function trailMapSvg({ positions, gapMinutes, ground, ...others }: TrailScene): string {
  const [first] = positions
  if (!first) throw new RangeError('Cannot draw a map of no position')
  const view = viewAround(first, (metres) =>
    positions.map(({ longitude, latitude }) => metres(longitude, latitude)),
  )
  // One whose geometry cannot be drawn is named in the tables alone.
  const zones = others.zones.flatMap((zone) => zoneOnMap(zone, zoneTitle(zone)) ?? [])
  const scene: Pick<MapScene, 'positions' | 'gapMinutes'> = {
    positions: positions.map((each) => ({ ...each, inRadius: false, outsideWindow: false })),
    gapMinutes,
  }
  const drawn = [
    groundSvg(ground, view),
    ...zones.map((zone) => zoneSvg(zone, view)),
    trailSvg(scene, view),
    ...zones.map((zone) => zoneName(zone, view)),
  ].join('')
  const ground_ = ground?.attribution ?? 'none; lines of the national grid, in metres'
  const { labels = 'Numbers are those of the file of positions' } = others
  const note = `${labels}; marks without one lie too close to others. Ground: ${ground_}.`
  return framedMap(drawn, view, keySvg(keyOf(positions, gapMinutes, zones), note))
}

const zoneWords = {
  exclusion: 'Exclusion zone: to stay out of',
  inclusion: 'Inclusion zone: to stay within, or home',
  restriction: 'Restriction zone',
  place: 'Place',
} as const

function keyOf(
  positions: TrailScene['positions'],
  gapMinutes: number,
  zones: readonly MapZone[],
): KeyEntry[] {
  const mechanisms = [...new Set(positions.map(({ mechanism }) => mechanism))].sort()
  const kinds = [...new Set(zones.map(({ kind }) => kind))].sort()
  return [
    ...mechanisms.map((mechanism) => ({
      sign: markSvg(marks.inWindow, mechanism, [0, 0]),
      words: `Position ${symbolOf(mechanism).name}`,
    })),
    { sign: element('circle', { r: 8, ...circleLook }), words: 'About 95 in 100 lie within' },
    {
      sign:
        element('path', { d: 'M-14 0h28', ...trackLook }) +
        element('path', { d: 'M5 0L-4 4L-4 -4Z', fill: trackLook.stroke }),
      words: 'To the next position, not the way taken',
    },
    {
      sign: element('path', { d: 'M-14 0h28', ...trackLook, 'stroke-dasharray': gapDash }),
      words: `More than ${gapMinutes} min apart: not known`,
    },
    ...kinds.map((kind) => ({
      sign: element('path', { d: 'M-14 -7h28v14h-28Z', ...lookOf(kind) }),
      words: zoneWords[kind],
    })),
  ]
}

function lookOf(kind: MapZone['kind']): Readonly<Record<string, string | number>> {
  const { colour, dash } = zoneInk[kind]
  return {
    fill: colour,
    'fill-opacity': 0.06,
    'fill-rule': 'evenodd',
    stroke: colour,
    'stroke-width': 2,
    'stroke-dasharray': dash.join(' '),
  }
}

function zoneSvg({ kind, rings, bufferMetres = 0 }: MapZone, view: SceneView): string {
  const d = rings
    .map((ring) => ring.map(([longitude, latitude]) => view.at(longitude, latitude)))
    .map((ring) => `M${ring.map(([x, y]) => `${fixed(x)} ${fixed(y)}`).join('L')}Z`)
    .join('')
  const zone = element('path', { d, ...lookOf(kind) })
  if (bufferMetres === 0) return zone
  // What is added around the rings counts as the zone too.
  const width = (2 * bufferMetres) / view.metresPerUnit
  const { colour } = zoneInk[kind]
  const added = { fill: 'none', stroke: colour, 'stroke-opacity': 0.15, 'stroke-width': width }
  return element('path', { d, ...added, 'stroke-linejoin': 'round' }) + zone
}

/** At the zone's northernmost corner, where that is to be seen. */
function zoneName({ title, kind, rings }: MapZone, view: SceneView): string {
  const places = rings.flat().map(([longitude, latitude]) => view.at(longitude, latitude))
  const top = places.reduce((a, b) => (b[1] < a[1] ? b : a), places[0] ?? ([0, 0] as const))
  const y = Math.max(14, top[1] - 4)
  return text(title, {
    x: fixed(top[0]),
    y: fixed(y),
    size: 10,
    'text-anchor': 'middle',
    fill: zoneInk[kind].colour,
  })
}
