import type { ChargeReading } from '../../monitoring/charges.ts'
import type { CheckedReport } from './checked-report.ts'

/** What a report says of its device's power, and when that was measured; `undefined` where it says nothing of it. */
export function powerOf(report: CheckedReport): ChargeReading | undefined {
  const { deviceId, batteryPercent, charging, positions, events, receivedAt } = report
  if (batteryPercent === undefined && charging === undefined) return undefined
  const captured = positions.reduce((newest, at) => Math.max(newest, at.capturedAt), -Infinity)
  const newest = events.reduce((found, at) => Math.max(found, at.occurredAt), captured)
  return { deviceId, at: newest === -Infinity ? receivedAt : newest, batteryPercent, charging }
}
