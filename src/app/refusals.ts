import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { RefusedRow, RowIssue } from '../domain/row-issue.ts'
import { type FileIssue, rowIssueColumns } from './match-columns.ts'
import { CsvFile, OutputFile } from './output-file.ts'

/**
 * Keeps what was refused: every fault in row-issues.csv, and, where a folder is given, every refused
 * row as it came in a file of the same name as its own.
 */
export class Refusals {
  readonly #issues: CsvFile<FileIssue>
  readonly #folder: string | undefined
  readonly #kept = new Map<string, OutputFile>()
  readonly #headers = new Map<string, string>()

  constructor(rowIssuesPath: string, refusedFolder: string | undefined) {
    this.#issues = new CsvFile(rowIssuesPath, rowIssueColumns)
    this.#folder = refusedFolder
    if (refusedFolder) mkdirSync(refusedFolder, { recursive: true })
  }

  add(path: string, refused: RefusedRow): void {
    for (const issue of refused.issues) this.note(path, issue)
    this.keep(path, refused.raw)
  }

  note(path: string, issue: RowIssue): void {
    this.#issues.add({ ...issue, file: basename(path) })
  }

  /** The header that refused rows of a file need to be read again. */
  header(path: string, raw: string): void {
    this.#headers.set(path, raw)
  }

  keep(path: string, raw: string): void {
    if (!this.#folder) return
    const name = basename(path)
    let file = this.#kept.get(name)
    if (!file) {
      file = new OutputFile(join(this.#folder, name))
      this.#kept.set(name, file)
      const header = this.#headers.get(path)
      if (header !== undefined) file.write(`${header}\n`)
    }
    file.write(`${raw}\n`)
  }

  finish(): void {
    this.#issues.finish()
    for (const file of this.#kept.values()) file.finish()
  }
}
