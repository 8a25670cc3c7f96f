import type { RecordsEngine, RunStatement } from './engine-records.ts'
import type { RecordRow } from './records.ts'

/** After so many statements, or characters of parameters, the log's length is looked at. */
const LOOK_AFTER_STATEMENTS = 500
const LOOK_AFTER_CHARACTERS = 16 * 1024 * 1024
const LONGEST_LOG_BYTES = 64 * 1024 * 1024

/**
 * What the planner goes by is samples of what was there, and of a table that is empty now it would be kept. Two checkpoints:
 * the log's file that a table was written anew by is over only when another is begun.
 */
const FORGETTING = [
  'delete from pg_statistic',
  'vacuum (full)',
  'analyze',
  'checkpoint',
  'select pg_switch_wal()',
  'checkpoint',
]

/** The one session of an engine in this process. */
export interface EmbeddedSession {
  readonly closed: boolean
  query(sql: string, parameters?: (string | null)[]): Promise<{ readonly rows: unknown[] }>
  transaction<T>(work: (transaction: Pick<EmbeddedSession, 'query'>) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** The records' engine over such a session; does what a server's background processes would. */
export class EmbeddedEngine implements RecordsEngine {
  readonly name = 'the records'
  readonly #database: EmbeddedSession
  #statements = 0
  #characters = 0
  #tidying = false

  constructor(database: EmbeddedSession) {
    this.#database = database
  }

  readonly run: RunStatement = async (sql, parameters) => {
    this.#count(parameters)
    const { rows } = await this.#database.query(sql, parameters)
    await this.#tidyWhereDue()
    return rows as RecordRow[]
  }

  async transaction<T>(work: (run: RunStatement) => Promise<T>): Promise<T> {
    const result = await this.#database.transaction((transaction) =>
      work(async (sql, parameters) => {
        this.#count(parameters)
        return (await transaction.query(sql, parameters)).rows as RecordRow[]
      }),
    )
    await this.#tidyWhereDue()
    return result
  }

  async forgetDeleted(): Promise<boolean> {
    for (const statement of FORGETTING) await this.#database.query(statement)
    return true
  }

  async close(): Promise<void> {
    if (!this.#database.closed) await this.#database.close()
  }

  #count(parameters: readonly (string | null)[]): void {
    this.#statements++
    for (const parameter of parameters) this.#characters += parameter?.length ?? 0
  }

  /**
   * A server's background processes are not there in process: nobody else would ever cut the
   * write-ahead log (it grew by all that was written, and opening after a kill replays it), free the
   * space of rows that went, or count what the planner goes by.
   */
  async #tidyWhereDue(): Promise<void> {
    const due =
      this.#statements >= LOOK_AFTER_STATEMENTS || this.#characters >= LOOK_AFTER_CHARACTERS
    if (!due || this.#tidying) return
    this.#tidying = true
    this.#statements = 0
    this.#characters = 0
    try {
      const { rows } = await this.#database.query(
        'select pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn) as bytes from pg_control_checkpoint()',
      )
      if (Number((rows[0] as { bytes: string } | undefined)?.bytes) < LONGEST_LOG_BYTES) return
      await this.#database.query('vacuum (analyze)')
      await this.#database.query('checkpoint')
    } catch {
      // What was asked for is done and kept; should the engine be broken, the next statement says so.
    } finally {
      this.#tidying = false
    }
  }
}
