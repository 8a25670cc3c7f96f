import { describe, expect, it } from 'vitest'
import { type Area, areaOf } from '../geo/area.ts'
import type { Observation } from './finding.ts'
import { type PresenceSpan, presence } from './presence.ts'

const MINUTE = 60_000
const START = Date.parse('2026-01-05T12:00:00Z')
const HOUR = { from: START, to: START + 60 * MINUTE }
const [LONGITUDE, LATITUDE] = [-4.4, 53.8]

/** A disc of so many metres around the middle. */
function disc(radiusMetres: number): Area {
  const area = areaOf({
    geometry: { type: 'Point', coordinates: [LONGITUDE, LATITUDE] },
    radiusMetres,
  })
  if (typeof area === 'string') throw new TypeError(area)
  return area
}

/** A position so many metres north of the middle, so many minutes after the start. */
function at(
  minute: number,
  metres: number,
  accuracyMetres: number | undefined = 12,
  mechanism = 'GPS',
): Observation {
  return {
    capturedAt: START + minute * MINUTE,
    latitude: LATITUDE + metres / 111_300,
    longitude: LONGITUDE,
    accuracyMetres,
    mechanism,
  }
}

const every = (from: number, to: number, metres: number, ...rest: [number?, string?]) =>
  Array.from({ length: to - from }, (_, i) => at(from + i, metres, ...rest))

const shown = (spans: readonly PresenceSpan[]) =>
  spans.map(({ from, to, state }) => [(from - START) / MINUTE, (to - START) / MINUTE, state])

describe('presence()', () => {
  it('follows somebody in and out, to the position', () => {
    const spans = presence(
      [disc(200)],
      [...every(0, 20, 500), ...every(20, 40, 20), ...every(40, 60, 600)],
      HOUR,
    )
    expect(shown(spans)).toEqual([
      [0, 20, 'outside'],
      [20, 40, 'inside'],
      [40, 60, 'outside'],
    ])
    expect(spans[1]?.positions).toEqual([at(20, 20), at(38, 20)])
  })

  it('knows nothing without positions', () => {
    expect(shown(presence([disc(200)], [], HOUR))).toEqual([[0, 60, 'unknown']])
  })

  it('does not know what happened in a gap in which somebody could have come and gone', () => {
    const spans = presence([disc(200)], [...every(0, 10, 500), ...every(40, 60, 500)], HOUR)
    expect(shown(spans)).toEqual([
      [0, 14, 'outside'],
      [14, 40, 'unknown'],
      [40, 60, 'outside'],
    ])
  })
})
