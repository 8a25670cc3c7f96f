import { shortLength } from '../../domain/length-in-words.ts'
import { londonTimeToTheSecond } from '../../domain/london-time.ts'
import { placeText } from '../../domain/place-text.ts'
import type { MapPosition } from './map-data.ts'
import { windOf } from './measured.ts'
import { wearerNumber } from './playback.ts'
import type { Step } from './steps.ts'
import { symbolOf } from './symbols.ts'

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
  readonly hdop: string
  readonly recorded: string
  /** How long after it was captured it was sent. */
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
  hdop: 'HDOP (below 2 is good)',
  recorded: 'Stored by the device',
  delay: 'Sent after',
  gapBefore: 'Gap before',
  window: 'Window',
}

/** @param wearers the map's. */
export function positionFacts(
  position: MapPosition,
  step: Step,
  wearers: readonly string[] = [],
): PositionFacts {
  const { accuracyMetres, speedKmh, headingDegrees, wearer, distanceMetres, overlapShare } =
    position
  const isMeasured = measuresMotion(position)
  return {
    wearer: wearer === undefined ? '' : `${wearerNumber(wearer)}: ${wearers[wearer] ?? ''}`,
    distance: distanceMetres === undefined ? '' : `${distanceMetres.toFixed(1)} m`,
    overlap: overlapShare === undefined ? 'not known' : `${Math.round(overlapShare * 100)} %`,
    captured: londonTimeToTheSecond(position.capturedAt),
    place: placeText(position.latitude, position.longitude),
    accuracy: accuracyMetres === undefined ? 'not given' : `${accuracyMetres} m`,
    mechanism: position.mechanism || 'not given',
    device: position.device,
    speed: !isMeasured
      ? 'not known: not by satellite'
      : speedKmh === undefined
        ? 'not given'
        : `${speedKmh} km/h (${Math.round(speedKmh / KILOMETRES_PER_MILE)} mph)`,
    direction: !isMeasured
      ? 'not known: not by satellite'
      : headingDegrees === undefined
        ? 'not given'
        : directionText(headingDegrees),
    satellites: position.satellites === undefined ? 'not given' : String(position.satellites),
    hdop: position.hdop === undefined ? 'not given' : String(position.hdop),
    recorded:
      position.recordedAt === undefined ? 'not given' : londonTimeToTheSecond(position.recordedAt),
    delay: delayText(position),
    gapBefore: gapText(step),
    window: position.outsideWindow ? 'outside' : 'inside',
  }
}

/** A cell tower, a wireless network or a home unit measures no motion: 0 of them is no standing still. */
function measuresMotion({ mechanism }: MapPosition): boolean {
  return mechanism !== 'LBS' && mechanism !== 'WIFI' && mechanism !== 'RF'
}

function delayText({ capturedAt, uploadedAt }: MapPosition): string {
  if (uploadedAt === undefined) return 'not given'
  const minutes = (uploadedAt - capturedAt) / 60_000
  return minutes < 0 ? 'before it was captured: a clock was wrong' : shortLength(minutes)
}

/** What the card says in a sentence: how the place was found and how far it may be off. */
export function placeInWords({ mechanism, accuracyMetres }: MapPosition): string {
  const found = `Found ${symbolOf(mechanism).name}`
  return accuracyMetres === undefined
    ? `${found}; how accurately was not given.`
    : `${found}; about 95 % likely to be within ${accuracyMetres} m of this place.`
}

/** `272° (west)`. */
function directionText(headingDegrees: number): string {
  return `${Math.round(headingDegrees)}° (${windOf(headingDegrees)})`
}

/** Of a device's first position nothing is said: what came before it is not among the positions. */
function gapText({ before, gap, minutes }: Step): string {
  if (before === undefined) return 'first shown'
  return gap ? `${shortLength(minutes)}, whereabouts unknown` : 'none'
}

/** The facts worth a line: no speed where none is known of any, no window where all are inside. */
export function shownFacts(positions: readonly MapPosition[]): (keyof PositionFacts)[] {
  const some = (has: (position: MapPosition) => unknown) => positions.some(has)
  const worth: Partial<Record<keyof PositionFacts, boolean>> = {
    wearer: some(({ wearer }) => wearer !== undefined),
    distance: some(({ distanceMetres }) => distanceMetres !== undefined),
    overlap: some(({ overlapShare }) => overlapShare !== undefined),
    speed: some((position) => position.speedKmh !== undefined && measuresMotion(position)),
    direction: some(
      (position) => position.headingDegrees !== undefined && measuresMotion(position),
    ),
    satellites: some(({ satellites }) => satellites !== undefined),
    hdop: some(({ hdop }) => hdop !== undefined),
    recorded: some(({ recordedAt }) => recordedAt !== undefined),
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
