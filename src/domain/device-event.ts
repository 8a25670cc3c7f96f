import type { Instant } from './interval.ts'

/** Codes by which the platform itself says something of a device; from a device, a file or a vendor they are refused. */
export const platformCodes = {
  low: 'battery-percent-low',
  charged: 'battery-percent-charged',
  beyond: 'reports-beyond-allowance',
  refused: 'reports-refused',
  within: 'reports-within-allowance',
} as const

const ours: ReadonlySet<string> = new Set(Object.values(platformCodes))

/** Whether only the platform may say it. */
export function isPlatformCode(code: string): boolean {
  return ours.has(code)
}

/**
 * A charge in a value's text, for the engine of the records as well: a number of its own at the end or before a percent
 * sign (`9`, `9 %`, `Battery 9%`), not a part of a version, a time or a date, and no finer than the records have room for.
 */
export const CHARGE_IN_TEXT = String.raw`(?<![\w.,-]|[0-9]:)([0-9]{1,3}(?:[.,][0-9]{0,9})?)(?=\s*(?:%|$))`

/** What a device said of itself: a code as it came, known or not, and when it was. */
export interface DeviceEvent {
  readonly deviceId: string
  /** `EV_PID_STRAP_TAMPER_START`, `AL05`, or a device's own word; unknown ones are kept. */
  readonly code: string
  readonly occurredAt: Instant
  /** What else it said: a battery's percentage, a firmware's number. */
  readonly body: Readonly<Record<string, string | number | boolean>>
}
