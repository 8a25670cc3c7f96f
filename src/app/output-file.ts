import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { AppError } from '../domain/errors.ts'
import type { Column } from './csv-columns.ts'

const BUFFER_CHARACTERS = 1 << 16

/**
 * A file that is whole or not there: written beside its place under `<name>.tmp` and moved when
 * finished.
 *
 * @throws AppError OUTPUT_UNWRITABLE from every method, when the disk refuses.
 */
export class OutputFile {
  readonly #path: string
  readonly #descriptor: number
  #pending: string[] = []
  #characters = 0

  constructor(path: string) {
    this.#path = path
    this.#descriptor = this.#try(() => openSync(`${path}.tmp`, 'w'))
  }

  write(piece: string): void {
    this.#pending.push(piece)
    this.#characters += piece.length
    if (this.#characters >= BUFFER_CHARACTERS) this.#flush()
  }

  /** Moves the finished file to its place. */
  finish(): void {
    this.#flush()
    this.#try(() => {
      fsyncSync(this.#descriptor)
      closeSync(this.#descriptor)
      renameSync(`${this.#path}.tmp`, this.#path)
    })
  }

  #flush(): void {
    const bytes = Buffer.from(this.#pending.join(''))
    this.#pending = []
    this.#characters = 0
    this.#try(() => {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#descriptor, bytes, at)
    })
  }

  #try<T>(action: () => T): T {
    try {
      return action()
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause)
      rmSync(`${this.#path}.tmp`, { force: true })
      throw new AppError('OUTPUT_UNWRITABLE', `Cannot write ${this.#path}: ${why}`, { cause })
    }
  }
}

/** A CSV we write: UTF-8 without a mark, LF, RFC 4180. */
export class CsvFile<Row> {
  readonly #file: OutputFile
  readonly #columns: readonly Column<Row>[]
  /** Rows written so far. */
  rows = 0

  constructor(path: string, columns: readonly Column<Row>[]) {
    this.#file = new OutputFile(path)
    this.#columns = columns
    this.#file.write(`${columns.map((column) => column.name).join(',')}\n`)
  }

  add(row: Row): void {
    this.#file.write(`${this.#columns.map((column) => column.cell(row)).join(',')}\n`)
    this.rows++
  }

  finish(): void {
    this.#file.finish()
  }
}
