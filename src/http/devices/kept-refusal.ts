import type { TakesReports } from '../../app/live/taken-report.ts'
import { AppError } from '../../domain/errors.ts'
import type { ReportedBy } from '../../ingest/owntracks.ts'
import { unreadableReport } from '../../ingest/report-json.ts'

/** Reads what a device sent. What is refused as a whole is kept among what could not be used of it. @throws as `read`. */
export async function readOrKept<T>(
  reports: TakesReports,
  by: ReportedBy,
  read: () => T | Promise<T>,
): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof AppError && error.code === 'INPUT_INVALID') {
      await reports.take(unreadableReport(error.message, by))
    }
    throw error
  }
}
