import { AsyncLocalStorage } from 'node:async_hooks'
import { asRecordsFault } from './engine-faults.ts'
import { parameterText } from './record-values.ts'
import type { RecordRow, Records, RecordsQuery } from './records.ts'

/** Runs one statement whose parameters are texts already. */
export type RunStatement = (sql: string, parameters: (string | null)[]) => Promise<RecordRow[]>

/** The little in which the two engines differ. */
export interface RecordsEngine {
  /** What a message calls the records. */
  readonly name: string
  readonly run: RunStatement
  /** Runs `work` between BEGIN and COMMIT, or ROLLBACK when it throws. */
  transaction<T>(work: (run: RunStatement) => Promise<T>): Promise<T>
  /** As {@link Records.forgetDeleted}. */
  forgetDeleted(): Promise<boolean>
  close(): Promise<void>
}

const TRANSACTION_CONTROL =
  /^\s*(begin|start\s+transaction|commit|end|rollback|abort|savepoint|release|prepare\s+transaction)\b/i

/** The records over either engine, with the rules that hold for both. */
export class EngineRecords implements Records {
  readonly #engine: RecordsEngine
  readonly #open = new AsyncLocalStorage<TransactionHandle>()

  constructor(engine: RecordsEngine) {
    this.#engine = engine
  }

  async query<Row extends RecordRow = RecordRow>(
    sql: string,
    parameters: readonly unknown[] = [],
  ): Promise<Row[]> {
    this.#mustBeOutside('run a statement')
    return run<Row>(this.#engine, this.#engine.run, sql, parameters)
  }

  async transaction<T>(work: (transaction: RecordsQuery) => Promise<T>): Promise<T> {
    this.#mustBeOutside('begin a transaction')
    let thrown: { error: unknown } | undefined
    try {
      return await this.#engine.transaction(async (runStatement) => {
        const handle = new TransactionHandle(this.#engine, runStatement)
        try {
          const result = await this.#open.run(handle, () => work(handle))
          // After a failed statement PostgreSQL answers COMMIT with a rollback, and says so to nobody.
          if (handle.failure) throw handle.failure
          return result
        } catch (error) {
          thrown = { error }
          throw error
        } finally {
          handle.end()
        }
      })
    } catch (error) {
      throw thrown?.error === error ? error : asRecordsFault(error, this.#engine.name)
    }
  }

  async forgetDeleted(): Promise<boolean> {
    this.#mustBeOutside('write the tables anew')
    try {
      return await this.#engine.forgetDeleted()
    } catch (error) {
      throw asRecordsFault(error, this.#engine.name)
    }
  }

  async close(): Promise<void> {
    this.#mustBeOutside('close')
    await this.#engine.close()
  }

  /** The embedded engine has one session: what is asked outside waits for the transaction, which waits for it. */
  #mustBeOutside(wish: string): void {
    if (this.#open.getStore()?.isOpen) {
      throw new TypeError(
        `Cannot ${wish} on the records inside a transaction of theirs: use the transaction's own handle`,
      )
    }
  }
}

class TransactionHandle implements RecordsQuery {
  isOpen = true
  /** The first statement that failed: nothing of the transaction can be kept. */
  failure: unknown
  readonly #engine: RecordsEngine
  readonly #run: RunStatement

  constructor(engine: RecordsEngine, runStatement: RunStatement) {
    this.#engine = engine
    this.#run = runStatement
  }

  async query<Row extends RecordRow = RecordRow>(
    sql: string,
    parameters: readonly unknown[] = [],
  ): Promise<Row[]> {
    if (!this.isOpen) throw new TypeError('Cannot run a statement in a transaction that has ended')
    try {
      return await run<Row>(this.#engine, this.#run, sql, parameters)
    } catch (error) {
      this.failure ??= error
      throw error
    }
  }

  end(): void {
    this.isOpen = false
  }
}

async function run<Row extends RecordRow>(
  { name }: RecordsEngine,
  runStatement: RunStatement,
  sql: string,
  parameters: readonly unknown[],
): Promise<Row[]> {
  if (TRANSACTION_CONTROL.test(sql)) {
    throw new TypeError('Cannot steer a transaction by text: use transaction()')
  }
  const texts = parameters.map(parameterText)
  try {
    return (await runStatement(sql, texts)) as Row[]
  } catch (error) {
    throw asRecordsFault(error, name)
  }
}
