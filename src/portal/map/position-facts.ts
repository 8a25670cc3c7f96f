import { londonTimeToTheSecond } from '../../domain/london-time.ts'
import { placeText } from '../../domain/place-text.ts'
import type { MapPosition } from './map-data.ts'
import { durationText, type Step } from './steps.ts'

const KILOMETRES_PER_MILE = 1.609_344

/** What is known of a position, in words: the table's cells and the map's card say the same. */
export interface PositionFacts {
  readonly captured: string
  readonly place: string
  readonly accuracy: string
  readonly mechanism: string
  readonly device: string
  readonly speed: string
  readonly gapBefore: string
  readonly window: string
}

export const factNames: Readonly<Record<keyof PositionFacts, string>> = {
  captured: 'Captured',
  place: 'Place (WGS84)',
  accuracy: 'Accuracy',
  mechanism: 'Mechanism',
  device: 'Device',
  speed: 'Speed',
  gapBefore: 'Gap before',
  window: 'Window',
}

export function positionFacts(position: MapPosition, step: Step): PositionFacts {
  const { accuracyMetres, speedKmh } = position
  return {
    captured: londonTimeToTheSecond(position.capturedAt),
    place: placeText(position.latitude, position.longitude),
    accuracy: accuracyMetres === undefined ? 'not given' : `${accuracyMetres} m`,
    mechanism: position.mechanism || 'not given',
    device: position.device,
    speed:
      speedKmh === undefined
        ? 'not given'
        : `${speedKmh} km/h (${Math.round(speedKmh / KILOMETRES_PER_MILE)} mph)`,
    gapBefore: gapText(step),
    window: position.outsideWindow ? 'outside' : 'inside',
  }
}

/** Of a device's first position nothing is said: what came before it is not among the positions. */
function gapText({ before, gap, minutes }: Step): string {
  if (before === undefined) return 'first shown'
  return gap ? `${durationText(minutes)}, whereabouts unknown` : 'none'
}

/** The facts worth a line: no speed where none is known of any, no window where all are inside. */
export function shownFacts(positions: readonly MapPosition[]): (keyof PositionFacts)[] {
  const speed = positions.some(({ speedKmh }) => speedKmh !== undefined)
  const window = positions.some(({ outsideWindow }) => outsideWindow)
  return (Object.keys(factNames) as (keyof PositionFacts)[]).filter(
    (name) => (name !== 'speed' || speed) && (name !== 'window' || window),
  )
}

/** `Position 3`, `Position 3 (A1)`. */
export function positionName({ number, label }: MapPosition): string {
  return label === undefined ? `Position ${number}` : `Position ${number} (${label})`
}

/** What is said when a position is chosen. */
export function announcement(position: MapPosition, step: Step, count: number): string {
  const { captured, accuracy, mechanism, gapBefore } = positionFacts(position, step)
  const parts = [`${positionName(position)} of ${count}`, captured]
  if (position.accuracyMetres !== undefined) parts.push(`accuracy ${accuracy}`)
  parts.push(mechanism)
  if (step.gap) parts.push(`after a gap of ${gapBefore}`)
  if (position.outsideWindow) parts.push('outside the window')
  return parts.join(', ')
}
