import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { AppError } from '../domain/errors.ts'
import { type Column, textCell } from './csv-columns.ts'

const BUFFER_BYTES = 1 << 16

/**
 * A file that is whole or not there: written beside its place under `<name>.tmp` and moved when
 * finished.
 *
 * @throws AppError OUTPUT_UNWRITABLE from every method, when the disk refuses.
 */
export class OutputFile {
  readonly #path: string
  #descriptor: number | undefined
  #pending: Uint8Array[] = []
  #bytes = 0

  constructor(path: string) {
    this.#path = path
    this.#descriptor = this.#try(() => openSync(`${path}.tmp`, 'w'))
  }

  write(piece: string | Uint8Array): void {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece
    this.#pending.push(bytes)
    this.#bytes += bytes.length
    if (this.#bytes >= BUFFER_BYTES) this.#flush()
  }

  /** Makes what was written durable, still beside its place. */
  close(): void {
    this.#flush()
    this.#try(() => {
      if (this.#descriptor === undefined) return
      fsyncSync(this.#descriptor)
      closeSync(this.#descriptor)
      this.#descriptor = undefined
    })
  }

  /** Moves the finished file to its place. */
  finish(): void {
    this.close()
    this.#try(() => renameSync(`${this.#path}.tmp`, this.#path))
  }

  /** Removes what was written. */
  abandon(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
    this.#descriptor = undefined
    rmSync(`${this.#path}.tmp`, { force: true })
  }

  #flush(): void {
    const bytes = Buffer.concat(this.#pending)
    this.#pending = []
    this.#bytes = 0
    this.#try(() => {
      const descriptor = this.#descriptor ?? Number.NaN
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at)
    })
  }

  #try<T>(action: () => T): T {
    try {
      return action()
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new AppError('OUTPUT_UNWRITABLE', `Cannot write ${this.#path}: ${why}`, { cause })
    }
  }
}

/** Finds out before long work whether a file can be written. @throws AppError OUTPUT_UNWRITABLE */
export function expectWritable(path: string): void {
  new OutputFile(path).abandon()
}

/** A CSV we write: UTF-8 without a mark, LF, RFC 4180. */
export class CsvFile<Row> {
  readonly #file: OutputFile
  readonly #columns: readonly Column<Row>[]
  /** Rows written so far. */
  rows = 0

  constructor(file: OutputFile, columns: readonly Column<Row>[]) {
    this.#file = file
    this.#columns = columns
    this.#file.write(`${columns.map((column) => textCell(column.name)).join(',')}\n`)
  }

  add(row: Row): void {
    this.#file.write(`${this.#columns.map((column) => column.cell(row)).join(',')}\n`)
    this.rows++
  }
}
