// Runs in a thread of its own: see write-document.ts.
import { parentPort, workerData } from 'node:worker_threads'
import { documentFiles } from './document-files.ts'
import type { DocumentJob } from './document-job.ts'

const tell = (done: number, of: number) => parentPort?.postMessage({ done, of })
parentPort?.postMessage({ made: await documentFiles(workerData as DocumentJob, tell) })
