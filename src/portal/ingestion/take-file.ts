import { statSync } from 'node:fs'
import { fewBatchLines } from '../../app/few-batch-lines.ts'
import { AppError } from '../../domain/errors.ts'
import type { Asked } from '../../server/route.ts'
import { type SpooledFile, spoolFile } from '../../server/spool-file.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { plainFileName } from './plain-file-name.ts'

/** As the page says beforehand. */
export const MOST_FILE_MEGABYTES = 10
/** Of what stands around the file in a form. */
const FORM_BYTES = 64 * 1024
export const MOST_FORM_BYTES = MOST_FILE_MEGABYTES * 1024 * 1024 + FORM_BYTES

/** A file that was chosen in a form. */
interface TakenFile extends SpooledFile {
  /** As its sender calls it, without its folder: to be shown, never to be a path. */
  readonly fileName: string
}

/** Puts the form's file where it can be read, or says what is wrong with it. */
export async function takeFile(
  context: Asked,
  spool: string,
): Promise<{ file: TakenFile; fault?: undefined } | { file?: undefined; fault: FieldFault }> {
  const part = context.get('upload')?.file
  if (part?.name !== 'file' || !part.fileName) return faulty('Choose a file')
  try {
    const spooled = await spoolFile(spool, 'batch.csv', fewBatchLines(part.bytes))
    if (statSync(spooled.path).size > 0) {
      return { file: { ...spooled, fileName: plainFileName(part.fileName) } }
    }
    spooled.remove()
    return faulty('The file is empty: choose another')
  } catch (error) {
    if (error instanceof AppError && error.code === 'TOO_LARGE') return faulty(error.message)
    throw error
  }
}

function faulty(text: string) {
  return { fault: { field: 'file', text } }
}
