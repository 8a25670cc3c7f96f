import type { Instant } from './interval.ts'

/** What a device said of itself: a code as it came, known or not, and when it was. */
export interface DeviceEvent {
  readonly deviceId: string
  /** `EV_PID_STRAP_TAMPER_START`, `AL05`, or a device's own word; unknown ones are kept. */
  readonly code: string
  readonly occurredAt: Instant
  /** What else it said: a battery's percentage, a firmware's number. */
  readonly body: Readonly<Record<string, string | number | boolean>>
}
