import { inTurn } from '../in-turn.ts'
import type { ReportFiles, ReportJob } from './report-job.ts'
import { inWriterThread } from './writer-thread.ts'

/** As it was built, from `src/` and `dist/` alike. */
const WRITER = new URL('../../../dist/app/reports/report-writer.js', import.meta.url)
const turn = {}

/**
 * Writes a report's files in a thread of its own, one report after another.
 *
 * @throws AppError REPORT_UNWRITABLE where the thread fails: there are no files then, and nothing to sign.
 */
export function writeReport(job: ReportJob, writer: URL = WRITER): Promise<ReportFiles> {
  return inTurn(turn, () => inWriterThread<ReportFiles>(writer, job))
}
