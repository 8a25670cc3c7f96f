import { Worker } from 'node:worker_threads'
import { AppError } from '../../domain/errors.ts'

/** So that a report that is too large fails, and nothing else with it. */
const MOST_MEGABYTES = 1024

/** What a writer's thread says: how far it is, and last what it made. */
type Said<Made> = { readonly made: Made } | { readonly done: number; readonly of: number }

export interface WriterOptions {
  readonly progress?: (done: number, of: number) => void
  /** Ends the thread, whatever it is at. */
  readonly signal?: AbortSignal
}

/**
 * Has a job done in a thread of its own: maps and pages take seconds of work, in which everybody else is answered.
 *
 * @param writer the thread's program as it was built: a thread runs no TypeScript.
 * @throws AppError REPORT_UNWRITABLE where the thread fails or is ended: nothing was made.
 */
export function inWriterThread<Made>(
  writer: URL,
  job: unknown,
  { progress, signal }: WriterOptions = {},
): Promise<Made> {
  return new Promise((resolve, reject) => {
    const fail = (why: string, cause?: unknown) =>
      reject(
        new AppError('REPORT_UNWRITABLE', `Cannot write the report: ${why}; nothing was changed`, {
          cause,
        }),
      )
    if (signal?.aborted) return fail('it is not wanted any more')
    const thread = new Worker(writer, {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
    })
    const end = () => {
      fail('it is not wanted any more')
      thread.terminate().catch(() => undefined)
    }
    signal?.addEventListener('abort', end, { once: true })
    thread.on('message', (said: Said<Made>) => {
      if ('made' in said) resolve(said.made)
      else progress?.(said.done, said.of)
    })
    thread.once('error', (cause) => fail('what lays out its pages failed', cause))
    thread.once('exit', (code) => {
      signal?.removeEventListener('abort', end)
      fail(`what lays out its pages ended with ${code}`)
    })
  })
}
