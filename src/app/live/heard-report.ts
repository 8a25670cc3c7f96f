import type { DeviceEvent } from '../../domain/device-event.ts'
import type { Instant } from '../../domain/interval.ts'
import type { Observation } from '../../monitoring/finding.ts'

/** What a device said, checked and durable: what monitoring hears, at once and again after a restart. */
export interface HeardReport {
  readonly deviceId: string
  readonly feed: string
  readonly receivedAt: Instant
  /** In the order they came, repeats included. */
  readonly observations: readonly Observation[]
  readonly events: readonly DeviceEvent[]
  /** The platform says it in the device's name: the device was not heard. */
  readonly isOurs?: true
}

/** Told of reports, many at once, once they are durable and not before. Must not throw, and returns at once. */
export type OnHeard = (reports: readonly HeardReport[]) => void
