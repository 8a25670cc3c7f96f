import type { ReportedPosition } from '../domain/device-report.ts'
import { AppError } from '../domain/errors.ts'
import { formatInstant } from '../domain/instant-text.ts'
import { jsonText } from './json-text.ts'

const LATEST = 8.64e15
const NOTHING = new Uint8Array()

/** A report's position of values as JSON has them; what is `undefined` is not said. */
export function reportedPosition(
  row: number,
  values: Readonly<Record<string, unknown>>,
): ReportedPosition {
  const fields: Record<string, string> = {}
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue
    fields[name] = textOf(value)
  }
  return { row, fields, raw: NOTHING }
}

/** Seconds since 1970, a number or its text, as an instant's text; anything else as it came, to be refused as such. */
export function secondsText(value: unknown): string {
  const text = textOf(value)
  const milliseconds = Math.round(Number(text) * 1000)
  return text.trim() === '' || !(Math.abs(milliseconds) <= LATEST)
    ? text
    : formatInstant(milliseconds)
}

/** A number, or a number's text, that is not negative: phones say -1 of what they do not know. */
export function known(value: unknown): number | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value)
  return number >= 0 && Number.isFinite(number) ? number : undefined
}

/** A circle that a phone knows: it says 0 where it has none. */
export function knownRadius(value: unknown): number | undefined {
  return known(value) || undefined
}

/** A share of a battery in percent, where it is one. */
export function percent(value: number | undefined): number | undefined {
  return value !== undefined && value <= 100 ? Math.round(value * 10) / 10 : undefined
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What is read, or `undefined` of what lies so deep within itself that it cannot be written down. */
export function ifReadable<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  }
}

/** @throws AppError INPUT_INVALID of what lies so deep within itself that it cannot be written down. */
function textOf(value: unknown): string {
  try {
    return jsonText(value) ?? String(JSON.stringify(value))
  } catch (cause) {
    const message = 'Cannot read the report: its values lie too deep within one another'
    throw new AppError('INPUT_INVALID', message, { cause })
  }
}
