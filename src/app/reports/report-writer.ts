// Runs in a thread of its own: see write-report.ts.
import { parentPort, workerData } from 'node:worker_threads'
import { reportFiles } from './report-files.ts'
import type { ReportJob } from './report-job.ts'

parentPort?.postMessage({ made: await reportFiles(workerData as ReportJob) })
