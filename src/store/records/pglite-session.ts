import { Worker } from 'node:worker_threads'
import type { EmbeddedSession } from './embedded-engine.ts'

/** As it was built, from `src/` and `dist/` alike: a thread runs no TypeScript. */
const THREAD = new URL('../../../dist/store/records/pglite-thread.js', import.meta.url)

/** A statement that the thread is asked to run; without one it is to end. */
export interface PgliteAsked {
  readonly id: number
  readonly sql?: string
  readonly parameters?: (string | null)[]
}

export interface PgliteAnswer {
  readonly id: number
  readonly rows?: unknown[]
  /** An error's own fields: they do not survive the way between threads. */
  readonly fault?: Readonly<Record<string, string>>
}

interface Waiting {
  readonly resolve: (answer: { readonly rows: unknown[] }) => void
  readonly reject: (error: unknown) => void
}

/** Opens the engine over the files of a folder, in a thread of its own. @throws what the engine says. */
export async function openPgliteThread(folder: string): Promise<EmbeddedSession> {
  const session = new PgliteSession(new Worker(THREAD, { workerData: folder }))
  await session.query('select 1')
  return session
}

/** One session, as the engine has one: statements in the order they were asked, a transaction for itself. */
class PgliteSession implements EmbeddedSession {
  readonly #thread: Worker
  readonly #waiting = new Map<number, Waiting>()
  #asked = 0
  /** No transaction is open when it resolves. */
  #free: Promise<unknown> = Promise.resolve()
  #ended: Error | undefined

  constructor(thread: Worker) {
    this.#thread = thread
    thread.on('message', (answer: PgliteAnswer) => this.#answered(answer))
    thread.on('error', (error) => this.#end(error))
    thread.on('exit', (code) => this.#end(new Error(`the engine has ended (exit code ${code})`)))
  }

  get closed(): boolean {
    return this.#ended !== undefined
  }

  query(sql: string, parameters: (string | null)[] = []) {
    return this.#free.then(() => this.#ask({ sql, parameters }))
  }

  transaction<T>(work: (transaction: Pick<EmbeddedSession, 'query'>) => Promise<T>): Promise<T> {
    const done = this.#free.then(async () => {
      await this.#ask({ sql: 'begin' })
      try {
        const result = await work({
          query: (sql, parameters = []) => this.#ask({ sql, parameters }),
        })
        await this.#ask({ sql: 'commit' })
        return result
      } catch (error) {
        await this.#ask({ sql: 'rollback' }).catch(() => undefined)
        throw error
      }
    })
    this.#free = done.catch(() => undefined)
    return done
  }

  async close(): Promise<void> {
    await this.#free
    await this.#ask({}).catch(() => undefined)
    await this.#thread.terminate()
  }

  #ask(asked: Omit<PgliteAsked, 'id'>): Promise<{ readonly rows: unknown[] }> {
    if (this.#ended) return Promise.reject(this.#ended)
    const id = this.#asked++
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#thread.postMessage({ ...asked, id } satisfies PgliteAsked)
    })
  }

  #answered({ id, rows = [], fault }: PgliteAnswer): void {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (fault) waiting?.reject(Object.assign(new Error(fault['message']), fault))
    else waiting?.resolve({ rows })
  }

  #end(why: Error): void {
    this.#ended ??= why
    for (const { reject } of this.#waiting.values()) reject(this.#ended)
    this.#waiting.clear()
  }
}
