import { Worker } from 'node:worker_threads'
import { AppError } from '../../domain/errors.ts'
import { inTurn } from '../in-turn.ts'
import type { ReportFiles, ReportJob } from './report-job.ts'

/** As it was built, from `src/` and `dist/` alike: a thread runs no TypeScript. */
const WRITER = new URL('../../../dist/app/reports/report-writer.js', import.meta.url)
/** So that a report that is too large fails, and nothing else with it. */
const MOST_MEGABYTES = 1024
const turn = {}

/**
 * Writes a report's files in a thread of its own, one report after another: maps and pages take seconds of
 * work, in which everybody else is answered.
 *
 * @throws AppError REPORT_UNWRITABLE where the thread fails: there are no files then, and nothing to sign.
 */
export function writeReport(job: ReportJob, writer: URL = WRITER): Promise<ReportFiles> {
  return inTurn(turn, () => inThread(job, writer))
}

function inThread(job: ReportJob, writer: URL): Promise<ReportFiles> {
  return new Promise((resolve, reject) => {
    const fail = (why: string, cause?: unknown) =>
      reject(
        new AppError('REPORT_UNWRITABLE', `Cannot write the report: ${why}; nothing was changed`, {
          cause,
        }),
      )
    const thread = new Worker(writer, {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
    })
    thread.once('message', resolve)
    thread.once('error', (cause) => fail('what lays out its pages failed', cause))
    thread.once('exit', (code) => fail(`what lays out its pages ended with ${code}`))
  })
}
