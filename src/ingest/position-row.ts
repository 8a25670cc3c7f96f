import { parseInstant } from '../domain/instant-text.ts'
import type { Instant } from '../domain/interval.ts'
import { positionRemedies } from '../domain/position-remedies.ts'
import type { PositionIssueCode, RowIssue } from '../domain/row-issue.ts'
import { quoted } from './quoted.ts'

/** The columns of the positions format that are read into memory; the first five are required. */
export const positionColumns = [
  'device_id',
  'captured_at',
  'latitude',
  'longitude',
  'accuracy_metres',
  'mechanism',
] as const
export const requiredPositionColumns = positionColumns.slice(0, 5)

export type PositionColumn = (typeof positionColumns)[number]

/** One row's values as text, untrimmed. */
export type PositionFields = Readonly<Record<PositionColumn, string>>

export interface PositionRow {
  readonly deviceId: string
  readonly capturedAt: Instant
  /** WGS84 degrees x 1e7, rounded half away from zero. */
  readonly latitude: number
  readonly longitude: number
  /** Metres, rounded to a 32-bit float; NaN where none was given. */
  readonly accuracy: number
  readonly mechanism: string
}

/** A mechanism is a short code, not text. */
export const LONGEST_MECHANISM = 64

/** Once around the earth, in metres: no circle is wider. */
export const WIDEST_ACCURACY = 40_075_017

/** Known mechanisms are written one way; unknown codes are kept as they came. */
const knownMechanisms = new Set(['GPS', 'RF', 'LBS', 'WIFI'])

/**
 * Checks one row: the position, or everything that is wrong with it.
 *
 * @param latest the last instant that is not in the future, with the tolerance added.
 */
export function checkPosition(
  fields: PositionFields,
  row: number,
  latest: Instant,
): PositionRow | RowIssue[] {
  const issues: RowIssue[] = []
  const refuse = (
    field: PositionColumn,
    code: PositionIssueCode,
    message: string,
    action: string,
  ) => {
    issues.push({ row, field, code, value: fields[field], message, requiredAction: action })
  }

  const deviceId = fields.device_id.trim()
  if (deviceId === '') {
    refuse(
      'device_id',
      'MISSING_DEVICE_ID',
      `Cannot use row ${row}: it names no device`,
      positionRemedies.MISSING_DEVICE_ID,
    )
  }

  const instantText = fields.captured_at.trim()
  const capturedAt = parseInstant(instantText)
  if (capturedAt === undefined) {
    refuse(
      'captured_at',
      'INVALID_INSTANT',
      `Cannot read captured_at ${quoted(instantText)}: expected an instant with a zone, such as 2026-01-26T16:08:26Z`,
      positionRemedies.INVALID_INSTANT,
    )
  } else if (capturedAt > latest) {
    refuse(
      'captured_at',
      'INSTANT_IN_FUTURE',
      `Cannot use captured_at ${quoted(instantText)}: it is in the future`,
      positionRemedies.INSTANT_IN_FUTURE,
    )
  }

  const latitude = degreesUnits(fields.latitude.trim(), 90)
  if (latitude === undefined) {
    refuse(
      'latitude',
      'INVALID_LATITUDE',
      `Cannot read latitude ${quoted(fields.latitude.trim())}: expected decimal degrees from -90 to 90`,
      positionRemedies.INVALID_LATITUDE,
    )
  }
  const longitude = degreesUnits(fields.longitude.trim(), 180)
  if (longitude === undefined) {
    refuse(
      'longitude',
      'INVALID_LONGITUDE',
      `Cannot read longitude ${quoted(fields.longitude.trim())}: expected decimal degrees from -180 to 180`,
      positionRemedies.INVALID_LONGITUDE,
    )
  }
  if (latitude === 0 && longitude === 0) {
    refuse(
      'latitude',
      'NULL_ISLAND',
      'Cannot use latitude 0 and longitude 0: devices report that place when they know none',
      positionRemedies.NULL_ISLAND,
    )
  }

  const accuracy = accuracyMetres(fields.accuracy_metres.trim())
  if (accuracy === undefined) {
    refuse(
      'accuracy_metres',
      'INVALID_ACCURACY',
      `Cannot read accuracy_metres ${quoted(fields.accuracy_metres.trim())}: expected metres from 0 to ${WIDEST_ACCURACY}, or nothing`,
      positionRemedies.INVALID_ACCURACY,
    )
  }

  const mechanism = canonicalMechanism(fields.mechanism)
  if (mechanism.length > LONGEST_MECHANISM) {
    refuse(
      'mechanism',
      'INVALID_MECHANISM',
      `Cannot use mechanism ${quoted(mechanism)}: expected a code of at most ${LONGEST_MECHANISM} characters`,
      positionRemedies.INVALID_MECHANISM,
    )
  }

  if (
    issues.length > 0 ||
    capturedAt === undefined ||
    latitude === undefined ||
    longitude === undefined ||
    accuracy === undefined
  ) {
    return issues
  }
  return { deviceId, capturedAt, latitude, longitude, accuracy, mechanism }
}

export function canonicalMechanism(text: string): string {
  const trimmed = text.trim()
  const upper = trimmed.toUpperCase()
  return knownMechanisms.has(upper) ? upper : trimmed
}

const PLAIN_DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/

/** Degrees x 1e7 from plain decimals, exact to the digit; `undefined` outside +-`most`. */
function degreesUnits(text: string, most: number): number | undefined {
  const match = PLAIN_DECIMAL.exec(text)
  if (!match) return undefined
  const [, sign, whole = '', fraction = ''] = match
  const units =
    Number(whole) * 1e7 +
    Number(fraction.slice(0, 7).padEnd(7, '0')) +
    ((fraction[7] ?? '0') >= '5' ? 1 : 0)
  if (isBeyond(whole, fraction, most)) return undefined
  return sign === '-' && units !== 0 ? -units : units
}

/** Rounded only once it is known to be in range as it was written. */
function accuracyMetres(text: string): number | undefined {
  if (text === '') return Number.NaN
  const match = PLAIN_DECIMAL.exec(text)
  if (!match) return undefined
  const [, sign, whole = '', fraction = ''] = match
  if (sign === '-' && /[1-9]/.test(whole + fraction)) return undefined
  return isBeyond(whole, fraction, WIDEST_ACCURACY)
    ? undefined
    : Math.fround(Number(`${whole}.${fraction}`))
}

function isBeyond(whole: string, fraction: string, most: number): boolean {
  return Number(whole) > most || (Number(whole) === most && /[1-9]/.test(fraction))
}
