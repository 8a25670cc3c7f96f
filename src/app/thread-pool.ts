import { Worker } from 'node:worker_threads'
import { AppError, type ErrorCode } from '../domain/errors.ts'

/** What a thread answers, one for each question in order. */
export type Said<Told> =
  | { readonly told: Told }
  | { readonly fault: { readonly message: string; readonly code: ErrorCode | undefined } }

/** Of a thread's own objects, of which columns are no part. One that takes more ends, and nothing else does. */
const MOST_MEGABYTES = 4096

/** Threads that share what is asked. Where one ends by itself, everything asked fails and they all end. */
export class ThreadPool<Asked, Told> {
  readonly #threads: readonly OneThread<Asked, Told>[]
  #ended: AppError | undefined

  /**
   * @param program as it was built: a thread runs no TypeScript.
   * @param data what each thread begins with.
   */
  constructor(program: URL, data: readonly unknown[], mostMegabytes = MOST_MEGABYTES) {
    const failed = (error: AppError) => void this.#end(error)
    const resourceLimits = { maxOldGenerationSizeMb: mostMegabytes }
    this.#threads = data.map(
      (workerData) => new OneThread(new Worker(program, { workerData, resourceLimits }), failed),
    )
  }

  /**
   * Asks each thread to know something, and then questions of whichever is free.
   *
   * @param answered told after each answer how many there are.
   * @returns the answers, in the order of the questions.
   * @throws AppError THREAD_STOPPED where a thread ended before it answered; or what a thread's work threw.
   */
  async ask(
    toKnow: Asked,
    questions: readonly Asked[],
    answered: (count: number) => void = () => undefined,
  ): Promise<Told[]> {
    const answers: Told[] = []
    const left = questions.entries()
    let count = 0
    const askOne = async (thread: OneThread<Asked, Told>): Promise<void> => {
      await this.#asking(thread, toKnow)
      for (const [number, question] of left) {
        answers[number] = await this.#asking(thread, question)
        answered(++count)
      }
    }
    await Promise.all(this.#threads.map(askOne))
    return answers
  }

  async #asking(thread: OneThread<Asked, Told>, asked: Asked): Promise<Told> {
    if (this.#ended) throw this.#ended
    return thread.ask(asked)
  }

  /** Ends the threads, whatever they are at. */
  end(): Promise<void> {
    return this.#end(stopped('it is not wanted any more'))
  }

  async #end(error: AppError): Promise<void> {
    this.#ended ??= error
    await Promise.all(this.#threads.map((thread) => thread.end(error)))
  }
}

class OneThread<Asked, Told> {
  readonly #thread: Worker
  readonly #waiting: { resolve(told: Told): void; reject(error: Error): void }[] = []

  constructor(thread: Worker, failed: (error: AppError) => void) {
    this.#thread = thread
    this.#thread.on('message', (said: Said<Told>) => {
      const first = this.#waiting.shift()
      if ('told' in said) first?.resolve(said.told)
      else first?.reject(errorOf(said.fault))
    })
    this.#thread.once('error', (error) => failed(stopped(error.message, error)))
    this.#thread.once('exit', (code) => failed(stopped(`it ended with ${code}`)))
  }

  ask(asked: Asked): Promise<Told> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.#thread.postMessage(asked)
    })
  }

  async end(error: AppError): Promise<void> {
    for (const { reject } of this.#waiting.splice(0)) reject(error)
    await this.#thread.terminate()
  }
}

/** What went wrong in a thread, as those who asked are told. */
export function faultOf(error: unknown): Said<never> {
  const code = error instanceof AppError ? error.code : undefined
  return { fault: { message: error instanceof Error ? error.message : String(error), code } }
}

function errorOf({ message, code }: { message: string; code: ErrorCode | undefined }): Error {
  return code ? new AppError(code, message) : new Error(message)
}

function stopped(why: string, cause?: unknown): AppError {
  return new AppError(
    'THREAD_STOPPED',
    `Cannot compare: a thread stopped before its work was done (${why}); nothing was kept. Run it again, or with WHEREABOUTS_MATCHING_THREADS=0`,
    { cause },
  )
}
