import { z } from 'zod'
import type { DeviceReport } from '../domain/device-report.ts'
import { AppError } from '../domain/errors.ts'
import type { ReportedBy } from './owntracks.ts'
import { reportedEvents, reportedPositions } from './sent-report.ts'

/** As `POST /devices/{id}/reports` has it. */
const sent = z.strictObject({
  positions: z.array(z.record(z.string(), z.unknown())).max(10_000).default([]),
  events: z
    .array(
      z
        .object({ code: z.string().trim().min(1).max(100), occurredAt: z.string() })
        .catchall(z.union([z.string().max(1000), z.number(), z.boolean()])),
    )
    .max(1000)
    .default([]),
  batteryPercent: z.number().min(0).max(100).optional(),
  charging: z.boolean().optional(),
})

/**
 * Reads a report in our own JSON. What is wrong with one position or event refuses nothing else.
 *
 * @throws AppError INPUT_INVALID of what is no such report.
 */
export function readReportJson(text: string, by: ReportedBy): DeviceReport {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new AppError('INPUT_INVALID', 'Cannot read the report: it is not JSON')
  }
  const read = sent.safeParse(value)
  if (!read.success) {
    const faults = read.error.issues
      .slice(0, 3)
      .map(({ path, message }) => `${path.join('.') || 'the report'}: ${message}`)
    throw new AppError('INPUT_INVALID', `Cannot read the report: ${faults.join('; ')}`)
  }
  const { positions, events, batteryPercent, charging } = read.data
  return {
    ...by,
    positions: reportedPositions(positions),
    ...reportedEvents(by.deviceId, events),
    batteryPercent,
    charging,
  }
}
