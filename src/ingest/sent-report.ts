import type { DeviceEvent } from '../domain/device-event.ts'
import type { ReportedPosition } from '../domain/device-report.ts'
import { parseInstant } from '../domain/instant-text.ts'
import type { RefusedRow } from '../domain/row-issue.ts'
import { reportedPosition } from './reported-fields.ts'

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

/** Positions as a device's report has them: the row is the place in the list. */
export function reportedPositions(positions: readonly Sent[]): ReportedPosition[] {
  return positions.map((sent, index) => reportedPosition(index + 1, asColumns(sent)))
}

/** An event as it is sent: other fields are kept as they are. */
export interface SentEvent {
  readonly code: string
  readonly occurredAt: string
  readonly [field: string]: string | number | boolean
}

/** Events as a device's report has them, and those of which nobody can say when they were. */
export function reportedEvents(deviceId: string, sent: readonly SentEvent[]) {
  const events: DeviceEvent[] = []
  const refused: RefusedRow[] = []
  for (const [index, { code, occurredAt, ...body }] of sent.entries()) {
    const at = parseInstant(occurredAt.trim())
    if (at === undefined) refused.push(withoutInstant(index + 1, occurredAt))
    else events.push({ deviceId, code, occurredAt: at, body })
  }
  return { events, refused }
}

function withoutInstant(row: number, value: string): RefusedRow {
  const issue = {
    row,
    field: 'occurred_at',
    code: 'INVALID_INSTANT',
    value: value.slice(0, 100),
    message: `Cannot read when event ${row} occurred: expected an instant with a zone, such as 2026-01-26T16:08:26Z`,
    requiredAction: 'Give the date and time in ISO 8601 with Z or an offset',
  } as const
  return { row, raw: new Uint8Array(), issues: [issue] }
}
