import { realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../domain/errors.ts'
import { makeFolder } from '../store/make-folder.ts'
import type { Column } from './csv-columns.ts'
import { CsvFile, OutputFile } from './output-file.ts'

/**
 * A folder of results that belong together. Results of an earlier run are taken away first, so that
 * they are never found beside new ones, or after a run that failed; the new ones appear together when
 * all of them are written. An input is never written over.
 */
export class OutputFolder {
  readonly #folder: string
  readonly #inputs: ReadonlySet<string>
  readonly #files = new Map<string, OutputFile>()

  /**
   * @param names what this folder may hold of an earlier run.
   * @throws AppError OUTPUT_UNWRITABLE when the folder cannot be made, or a result would replace an input.
   */
  constructor(folder: string, names: readonly string[], inputs: readonly string[]) {
    this.#folder = folder
    this.#inputs = new Set(inputs.flatMap((path) => realPath(path) ?? []))
    try {
      makeFolder(folder)
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new AppError('OUTPUT_UNWRITABLE', `Cannot make the folder ${folder}: ${why}`, { cause })
    }
    for (const name of names) this.#keepsInput(name)
    for (const name of names) {
      rmSync(join(folder, name), { force: true })
      rmSync(join(folder, `${name}.tmp`), { force: true })
    }
  }

  /** @throws AppError OUTPUT_UNWRITABLE */
  file(name: string): OutputFile {
    this.#keepsInput(name)
    const file = new OutputFile(join(this.#folder, name))
    this.#files.set(name, file)
    return file
  }

  csv<Row>(name: string, columns: readonly Column<Row>[]): CsvFile<Row> {
    return new CsvFile(this.file(name), columns)
  }

  /** Puts every file in its place, in the order they were begun. */
  finish(): void {
    for (const file of this.#files.values()) file.close()
    for (const file of this.#files.values()) file.finish()
  }

  /** Removes every file that was begun. */
  abandon(): void {
    for (const file of this.#files.values()) file.abandon()
  }

  #keepsInput(name: string): void {
    const place = realPath(join(this.#folder, name))
    if (place === undefined || !this.#inputs.has(place)) return
    throw new AppError(
      'OUTPUT_UNWRITABLE',
      `Cannot write ${join(this.#folder, name)}: it is one of the files to read; choose another folder`,
    )
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}
