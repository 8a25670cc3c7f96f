import type { DeviceEvent } from './device-event.ts'
import type { Instant } from './interval.ts'
import type { RefusedRow } from './row-issue.ts'

/** One position as a device reports it, by the names of the positions format; values as text, unchecked. */
export interface ReportedPosition {
  readonly row: number
  readonly fields: Readonly<Record<string, string>>
  /** As it came, for whoever looks at why it was refused. */
  readonly raw: Uint8Array
}

/**
 * What one device said at one time, whatever way it came: what every decoder in `ingest/` makes, and all that
 * live tags are taken by.
 */
export interface DeviceReport {
  readonly deviceId: string
  /** By name, as `feeds` has it: `http`, `owntracks`, `osmand`, `mqtt`, `teltonika`, or a folder's. */
  readonly feed: string
  readonly receivedAt: Instant
  readonly positions: readonly ReportedPosition[]
  readonly events: readonly DeviceEvent[]
  /** What could not even be read as a position. */
  readonly refused: readonly RefusedRow[]
  readonly batteryPercent?: number | undefined
  readonly charging?: boolean | undefined
}
