import { isPlatformCode } from '../../domain/device-event.ts'
import { type ChargeReading, chargeIn, newestFirst } from '../../monitoring/charges.ts'
import type { CheckedReport } from './checked-report.ts'

/** What a report says of its device's power, and when that was measured, oldest first: beside its positions, and in events that tell a charge. */
export function powersOf(report: CheckedReport): ChargeReading[] {
  const { deviceId, powerAt: at, batteryPercent, charging, events } = report
  const told = events
    .filter(({ code }) => !isPlatformCode(code))
    .flatMap((event) => chargeIn(event) ?? [])
  const readings = at === undefined ? told : [...told, { deviceId, at, batteryPercent, charging }]
  return readings.sort(newestFirst).reverse()
}
