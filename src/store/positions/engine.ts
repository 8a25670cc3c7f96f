import { AppError } from '../../domain/errors.ts'
import type { Lane, PositionsConnection, QueryParameters } from './connection.ts'
import type { Insert } from './statements.ts'

/** What ClickHouse calls files that are not what it wrote. */
const DAMAGE = new Set([
  'ATTEMPT_TO_READ_AFTER_EOF',
  'BAD_SIZE_OF_FILE_IN_DATA_PART',
  'CANNOT_DECOMPRESS',
  'CANNOT_READ_ALL_DATA',
  'CHECKSUM_DOESNT_MATCH',
  'CORRUPTED_DATA',
  'FILE_DOESNT_EXIST',
  'NO_FILE_IN_DATA_PART',
  'SIZES_OF_COLUMNS_DOESNT_MATCH',
  'UNKNOWN_CODEC',
])

/** A connection that answers in rows or columns, in time or with an error that says what failed. */
export class Engine {
  readonly parameterBytes: number
  readonly limitMs: number
  readonly #connection: PositionsConnection

  constructor(connection: PositionsConnection, limitMs: number) {
    this.#connection = connection
    this.limitMs = limitMs
    this.parameterBytes = connection.parameterBytes
  }

  /** @param doing what cannot be done if this fails: "read positions". */
  async run(doing: string, lane: Lane, statement: string, parameters: QueryParameters = {}) {
    await this.#within(doing, (signal) =>
      this.#connection.execute(lane, statement, parameters, signal),
    )
  }

  /** Rows as arrays of JSON values. */
  async rows(
    doing: string,
    lane: Lane,
    statement: string,
    parameters: QueryParameters = {},
  ): Promise<unknown[][]> {
    const answer = await this.#within(doing, (signal) =>
      this.#connection.execute(lane, `${statement}\nFORMAT JSONCompactEachRow`, parameters, signal),
    )
    const lines = answer.toString('utf8').split('\n')
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as unknown[])
  }

  /** The first value of the first row, a number. */
  async number(doing: string, lane: Lane, statement: string, parameters: QueryParameters = {}) {
    const [row] = await this.rows(doing, lane, statement, parameters)
    return Number(row?.[0] ?? 0)
  }

  /** What a statement that ends in FORMAT Native answers; {@link readable} reads it. */
  native(
    doing: string,
    lane: Lane,
    statement: string,
    parameters: QueryParameters,
  ): Promise<Buffer> {
    return this.#within(doing, (signal) =>
      this.#connection.execute(lane, statement, parameters, signal),
    )
  }

  insert(doing: string, into: Insert, block: readonly Uint8Array[]): Promise<void> {
    return this.#within(doing, (signal) => this.#connection.insert(into, block, signal))
  }

  recover(): Promise<void> {
    return this.#within('finish what was being stored', (signal) =>
      this.#connection.recover(signal),
    )
  }

  /** In process a statement cannot be interrupted, and closing waits for it: not for ever. */
  async close(): Promise<void> {
    await this.#within('close the archive of positions', () => this.#connection.close())
  }

  async #within<T>(doing: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const seconds = this.limitMs / 1000
        reject(
          new AppError(
            'STORE_UNAVAILABLE',
            `Cannot ${doing}: ${this.#connection.name} did not answer within ${seconds} seconds`,
          ),
        )
        controller.abort()
      }, this.limitMs)
    })
    try {
      return await Promise.race([work(controller.signal), late])
    } catch (error) {
      throw asUnavailable(doing, error, this.#connection.name)
    } finally {
      clearTimeout(timer)
    }
  }
}

/** What `read` makes of an answer in FORMAT Native. */
export function readable<T>(doing: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw asUnavailable(doing, error, 'the positions engine')
  }
}

/** What an engine says may quote the data, so its words stay in the cause. */
function asUnavailable(doing: string, error: unknown, engine: string): AppError {
  if (error instanceof AppError) return error
  const { code, type } = error as { code?: unknown; type?: unknown }
  const kind = [code, type].filter((part) => typeof part === 'string').join(' ')
  if (DAMAGE.has(String(type))) {
    return new AppError(
      'STORE_CORRUPT',
      `Cannot ${doing}: files of the archive of positions are damaged (${kind}); restore the data folder from a backup`,
      { cause: error },
    )
  }
  return new AppError(
    'STORE_UNAVAILABLE',
    `Cannot ${doing}: ${engine} failed${kind ? ` (${kind})` : ''}`,
    { cause: error },
  )
}
