import { join } from 'node:path'
import { OutputFolder } from '../app/output-folder.ts'
import { validationReport } from './validation-report.ts'
import type { ValidationResult } from './validation-result.ts'

/**
 * Writes `validation.md` and `validation/*.svg` into the folder of documents. The plots are in place
 * before the page that shows them. A plot that is no longer made is left: git shows it.
 *
 * @throws AppError OUTPUT_UNWRITABLE
 */
export function writeValidation(result: ValidationResult, documents: string): void {
  const files = validationReport(result).map(({ name, text }) => {
    const [folder, file] = name.includes('/') ? name.split('/') : ['', name]
    return { folder: join(documents, folder ?? ''), file: file ?? name, text }
  })
  for (const folder of new Set(files.map((file) => file.folder))) {
    const own = files.filter((file) => file.folder === folder)
    const output = new OutputFolder(
      folder,
      own.map(({ file }) => file),
      [],
    )
    for (const { file, text } of own) output.file(file).write(text)
    output.finish()
  }
}
