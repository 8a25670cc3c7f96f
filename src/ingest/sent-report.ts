import type { DeviceEvent } from '../domain/device-event.ts'
import type { ReportedPosition } from '../domain/device-report.ts'
import { parseInstant } from '../domain/instant-text.ts'
import { positionRemedies } from '../domain/position-remedies.ts'
import type { RefusedRow, RowIssue } from '../domain/row-issue.ts'
import { ifReadable, isRecord, reportedPosition } from './reported-fields.ts'

const NOTHING = new Uint8Array()
/** Of a field beside an event. */
const LONGEST_TEXT = 1000
const LONGEST_SHOWN = 100
/** Of one report; what is beyond is refused, and what is before is taken. */
export const MOST_REPORTED = { positions: 10_000, events: 1000 }
/** Of one event: more tells nobody more. */
const MOST_FIELDS_TOLD = 20

/** Of the positions format, by the names JSON has for them. */
const named = {
  capturedAt: 'captured_at',
  latitude: 'latitude',
  longitude: 'longitude',
  accuracyMetres: 'accuracy_metres',
  mechanism: 'mechanism',
  speedKmh: 'speed_kmh',
  headingDegrees: 'heading_degrees',
  hdop: 'hdop',
  satellites: 'satellites',
  recordedAt: 'recorded_at',
  uploadedAt: 'uploaded_at',
}
const names = new Map(Object.entries(named))
const columnNames: ReadonlySet<string> = new Set([...names.values(), 'device_id'])

type Sent = Readonly<Record<string, unknown>>

/** A position that was sent as JSON, by the names of the positions format. */
export function asColumns(sent: Sent): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(sent)) {
    const column = names.get(name)
    // A name of the file's format is not one of JSON's: it must not say twice what a field says.
    if (column !== undefined) row[column] = value
    else if (!columnNames.has(name)) row[name] = value
  }
  return row
}

/** Positions as a device's report has them, and what is none: the row is the place in the list. */
export function reportedPositions(sent: readonly unknown[]) {
  const positions: ReportedPosition[] = []
  const refused: RefusedRow[] = []
  for (const [index, value] of sent.entries()) {
    const position = positionOf(value, index + 1)
    if (position) positions.push(position)
    else refused.push(refusedRow(entryIssue('positions', index + 1, value), index + 1))
  }
  return { positions, refused }
}

function positionOf(value: unknown, row: number): ReportedPosition | undefined {
  return isRecord(value) ? ifReadable(() => reportedPosition(row, asColumns(value))) : undefined
}

/**
 * Events as a device's report has them, and what of them cannot be kept: those without a code or an instant, and single
 * fields that are no text, number, true or false, beside which the event is taken.
 */
export function reportedEvents(deviceId: string, sent: readonly unknown[]) {
  const events: DeviceEvent[] = []
  const refused: RefusedRow[] = []
  for (const [index, value] of sent.entries()) {
    const row = index + 1
    if (!isRecord(value)) {
      refused.push(refusedRow(entryIssue('events', row, value), row))
      continue
    }
    const { code, occurredAt, ...others } = value
    const named = typeof code === 'string' ? code.trim() : ''
    const at = typeof occurredAt === 'string' ? parseInstant(occurredAt.trim()) : undefined
    if (named === '') refused.push(refusedRow(withoutCode(row, code), row))
    if (at === undefined) refused.push(refusedRow(withoutInstant(row, occurredAt), row))
    if (named === '' || at === undefined) continue
    const { body, issues } = bodyOf(row, others)
    if (issues.length > 0) refused.push({ row, raw: NOTHING, issues })
    events.push({ deviceId, code: named, occurredAt: at, body })
  }
  return { events, refused }
}

function bodyOf(row: number, others: Sent) {
  const body: [string, string | number | boolean][] = []
  const issues: RowIssue[] = []
  for (const [name, value] of Object.entries(others)) {
    const isText = typeof value === 'string' && value.length <= LONGEST_TEXT
    if (isText || typeof value === 'number' || typeof value === 'boolean') body.push([name, value])
    else if (value !== null && issues.length < MOST_FIELDS_TOLD) {
      const expected = `text of at most ${LONGEST_TEXT} characters, a number, true or false`
      issues.push({ row, ...wrongValue(name, value, `of event ${row}`, expected) })
    }
  }
  return { body: Object.fromEntries(body), issues }
}

/** What is wrong with one value of a report: all else is taken. */
export function wrongValue(name: string, value: unknown, of: string, expected: string) {
  return {
    field: name.slice(0, LONGEST_SHOWN),
    code: 'INVALID_VALUE',
    value: shown(value),
    message: `Cannot use ${name.slice(0, LONGEST_SHOWN)} ${of}: expected ${expected}`,
    requiredAction: positionRemedies.INVALID_VALUE,
  } as const
}

/** A value for whoever has to mend it, cut short. */
export function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[…]' : '{…}'
  return String(value ?? '').slice(0, LONGEST_SHOWN)
}

/** What is refused of the entry of a list in that place. */
export function refusedRow(issue: RowIssue, row: number): RefusedRow {
  return { row, raw: NOTHING, issues: [issue] }
}

/** Of an entry that is no object, or one that cannot be written down. @param field the list it is in. */
export function entryIssue(field: string, row: number, value: unknown): RowIssue {
  return {
    row,
    field,
    code: 'MALFORMED_JSON',
    value: shown(value),
    message: `Cannot read number ${row} of ${field}: expected a JSON object whose values can be written as text`,
    requiredAction: `Send each of ${field} as a JSON object`,
  }
}

/** What a phone's app sent, one thing or a list of as many as a report in our own JSON may have positions. */
export function entriesOf(field: string, sent: unknown) {
  const most = MOST_REPORTED.positions
  const all: readonly unknown[] = Array.isArray(sent) ? sent : [sent]
  const refused: RefusedRow[] =
    all.length > most ? [refusedRow(tooMany(field, all.length, most), most + 1)] : []
  return { entries: all.slice(0, most), refused }
}

export function tooMany(field: string, found: number, most: number): RowIssue {
  return {
    row: most + 1,
    field,
    code: 'INVALID_VALUE',
    value: String(found),
    message: `Cannot take ${found} ${field} in one report: expected at most ${most}; number ${most + 1} and those behind it were not taken`,
    requiredAction: 'Send the others in a report of their own',
  }
}

function withoutCode(row: number, value: unknown) {
  return {
    row,
    field: 'code',
    code: 'INVALID_EVENT_CODE',
    value: shown(value),
    message: `Cannot use event ${row}: expected a code, as text`,
    requiredAction: positionRemedies.INVALID_EVENT_CODE,
  } as const
}

function withoutInstant(row: number, value: unknown) {
  return {
    row,
    field: 'occurred_at',
    code: 'INVALID_INSTANT',
    value: shown(value),
    message: `Cannot read when event ${row} occurred: expected an instant with a zone, such as 2026-01-26T16:08:26Z`,
    requiredAction: positionRemedies.INVALID_INSTANT,
  } as const
}
