import type { MadeFile } from '../../store/records/person-document-records.ts'
import { inWriterThread, type WriterOptions } from '../reports/writer-thread.ts'
import type { DocumentJob } from './document-job.ts'

/** As it was built, from `src/` and `dist/` alike. */
const WRITER = new URL('../../../dist/app/documents/document-writer.js', import.meta.url)

/**
 * Writes a document's files in a thread of its own. It waits for no report, and no report for it: a signature must
 * not wait for a hundred maps.
 *
 * @throws AppError REPORT_UNWRITABLE where the thread fails or is ended.
 */
export function writeDocument(job: DocumentJob, options: WriterOptions): Promise<MadeFile[]> {
  return inWriterThread<MadeFile[]>(WRITER, job, options)
}
