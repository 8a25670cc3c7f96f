import type { RefusedRow, RowIssue } from '../domain/row-issue.ts'
import { type FileIssue, rowIssueColumns } from './match-columns.ts'
import type { CsvFile, OutputFile } from './output-file.ts'
import type { OutputFolder } from './output-folder.ts'

/** What readers of files tell of rows they refuse. */
export type RefusalSink = Pick<Refusals, 'add' | 'note' | 'header' | 'keep'>

/**
 * Keeps what was refused: every fault in row-issues.csv, and, where a folder is given, every refused
 * row as it came in a file named as its own.
 */
export class Refusals {
  readonly #issues: CsvFile<FileIssue>
  readonly #folder: OutputFolder | undefined
  readonly #kept = new Map<string, OutputFile>()
  readonly #headers = new Map<string, string>()

  constructor(out: OutputFolder, refused: OutputFolder | undefined) {
    this.#issues = out.csv('row-issues.csv', rowIssueColumns)
    this.#folder = refused
  }

  /** @param file the file's name in the results. */
  add(file: string, refused: RefusedRow): void {
    for (const issue of refused.issues) this.note(file, issue)
    this.keep(file, refused.raw)
  }

  note(file: string, issue: RowIssue): void {
    this.#issues.add({ ...issue, file })
  }

  /** The header that refused rows of a file need to be read again. */
  header(file: string, raw: string): void {
    this.#headers.set(file, raw)
  }

  keep(file: string, raw: Uint8Array): void {
    if (!this.#folder) return
    let kept = this.#kept.get(file)
    if (!kept) {
      kept = this.#folder.file(refusedName(file))
      this.#kept.set(file, kept)
      const header = this.#headers.get(file)
      if (header !== undefined) kept.write(`${header}\n`)
    }
    kept.write(raw)
    kept.write('\n')
  }
}

/** A file's name in the folder of refused rows: a path becomes one name. */
export function refusedName(file: string): string {
  return file.replaceAll(/[\\/]/g, '_')
}
