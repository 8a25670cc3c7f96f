import { londonTimeToTheSecond } from '../../domain/london-time.ts'
import { placeText } from '../../domain/place-text.ts'
import type { MapPosition } from './map-data.ts'
import { wearerNumber } from './playback.ts'
import { durationText, type Step } from './steps.ts'

const KILOMETRES_PER_MILE = 1.609_344

/** What is known of a position, in words: the table's cells and the map's card say the same. */
export interface PositionFacts {
  readonly wearer: string
  readonly captured: string
  readonly distance: string
  readonly overlap: string
  readonly place: string
  readonly accuracy: string
  readonly mechanism: string
  readonly device: string
  readonly speed: string
  /** As the device said it moved, not from one position to the next. */
  readonly direction: string
  readonly satellites: string
  /** How well the satellites stood. */
  readonly spread: string
  /** When the device stored it. */
  readonly stored: string
  /** How long after it was measured it was received. */
  readonly delay: string
  readonly gapBefore: string
  readonly window: string
}

export const factNames: Readonly<Record<keyof PositionFacts, string>> = {
  wearer: 'Wearer',
  captured: 'Captured',
  distance: 'Distance to the crime',
  overlap: 'Circle inside the crime’s',
  place: 'Place (WGS84)',
  accuracy: 'Accuracy',
  mechanism: 'Mechanism',
  device: 'Device',
  speed: 'Speed',
  direction: 'Direction',
  satellites: 'Satellites',
  spread: 'Satellite spread (HDOP)',
  stored: 'Stored by the device',
  delay: 'Received',
  gapBefore: 'Gap before',
  window: 'Window',
}

/** @param wearers the map's. */
export function positionFacts(
  position: MapPosition,
  step: Step,
  wearers: readonly string[] = [],
): PositionFacts {
  const { accuracyMetres, headingDegrees, wearer, distanceMetres, overlapShare } = position
  const { satellites, hdop, recordedAt } = position
  return {
    wearer: wearer === undefined ? '' : `${wearerNumber(wearer)}: ${wearers[wearer] ?? ''}`,
    distance: distanceMetres === undefined ? '' : `${distanceMetres.toFixed(1)} m`,
    overlap: overlapShare === undefined ? 'not known' : `${Math.round(overlapShare * 100)} %`,
    captured: londonTimeToTheSecond(position.capturedAt),
    place: placeText(position.latitude, position.longitude),
    accuracy: accuracyMetres === undefined ? 'not given' : `${accuracyMetres} m`,
    mechanism: position.mechanism || 'not given',
    device: position.device,
    speed: speedText(position),
    direction:
      headingDegrees === undefined || !movesAreMeasured(position)
        ? 'not known'
        : directionText(headingDegrees),
    satellites: satellites === undefined ? 'not given' : String(satellites),
    spread: hdop === undefined ? 'not given' : String(hdop),
    stored: recordedAt === undefined ? 'not given' : londonTimeToTheSecond(recordedAt),
    delay: delayText(position),
    gapBefore: gapText(step),
    window: position.outsideWindow ? 'outside' : 'inside',
  }
}

/** From masts, wireless networks and beacons a device learns where it is and not how it moves: what feeds write there is no speed. */
function movesAreMeasured({ mechanism }: MapPosition): boolean {
  return !['LBS', 'WIFI', 'RF'].includes(mechanism)
}

function speedText(position: MapPosition): string {
  const { speedKmh } = position
  if (speedKmh === undefined || !movesAreMeasured(position)) return 'not known'
  return `${speedKmh} km/h (${Math.round(speedKmh / KILOMETRES_PER_MILE)} mph)`
}

/** `10 min later`: what came in after it was measured. */
function delayText({ capturedAt, uploadedAt }: MapPosition): string {
  if (uploadedAt === undefined) return 'not given'
  const minutes = (uploadedAt - capturedAt) / 60_000
  if (minutes < 0) return `${durationText(-minutes)} before it was measured: a clock was wrong`
  return `${durationText(minutes)} later`
}

/** `272° (west)`. */
function directionText(headingDegrees: number): string {
  const winds = ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west']
  const wind = [...winds, 'north-west'][Math.round(headingDegrees / 45) % 8]
  return `${Math.round(headingDegrees)}° (${wind})`
}

/** Of a device's first position nothing is said: what came before it is not among the positions. */
function gapText({ before, gap, minutes }: Step): string {
  if (before === undefined) return 'first shown'
  return gap ? `${durationText(minutes)}, whereabouts unknown` : 'none'
}

/** The facts worth a line: no speed where none is known of any, no window where all are inside. */
export function shownFacts(positions: readonly MapPosition[]): (keyof PositionFacts)[] {
  const some = (has: (position: MapPosition) => unknown) => positions.some(has)
  const worth: Partial<Record<keyof PositionFacts, boolean>> = {
    wearer: some(({ wearer }) => wearer !== undefined),
    distance: some(({ distanceMetres }) => distanceMetres !== undefined),
    overlap: some(({ overlapShare }) => overlapShare !== undefined),
    speed: some(({ speedKmh }) => speedKmh !== undefined),
    direction: some(({ headingDegrees }) => headingDegrees !== undefined),
    satellites: some(({ satellites }) => satellites !== undefined),
    spread: some(({ hdop }) => hdop !== undefined),
    stored: some(({ recordedAt }) => recordedAt !== undefined),
    delay: some(({ uploadedAt }) => uploadedAt !== undefined),
    window: some(({ outsideWindow }) => outsideWindow),
  }
  return (Object.keys(factNames) as (keyof PositionFacts)[]).filter((name) => worth[name] ?? true)
}

/** `Position 3`, `Position 3 (A1)`. */
export function positionName({ number, label }: MapPosition): string {
  return label === undefined ? `Position ${number}` : `Position ${number} (${label})`
}

/** What is said when a position is chosen. */
export function announcement(
  position: MapPosition,
  step: Step,
  count: number,
  wearers: readonly string[] = [],
): string {
  const facts = positionFacts(position, step, wearers)
  const { captured, accuracy, mechanism, gapBefore, wearer, distance } = facts
  const parts = [`${positionName(position)} of ${count}`, captured]
  if (wearer !== '') parts.push(`wearer ${wearer}`)
  if (distance !== '') parts.push(`${distance} from the crime`)
  if (position.accuracyMetres !== undefined) parts.push(`accuracy ${accuracy}`)
  parts.push(mechanism)
  if (step.gap) parts.push(`after a gap of ${gapBefore}`)
  if (position.outsideWindow) parts.push('outside the window')
  return parts.join(', ')
}
