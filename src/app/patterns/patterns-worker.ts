import { setTimeout as pause } from 'node:timers/promises'
import type { DataFolder } from '../data-folder.ts'
import { TryAgain } from '../try-again.ts'
import { Patterns, type PatternsOptions } from './patterns.ts'

const LOOK_EVERY_MS = 5000

interface WorkerOptions extends PatternsOptions {
  readonly failed: (error: unknown) => void
}

/** Makes the days of everybody with a trail condition, and says what is unusual of them, while a folder is served. */
export interface PatternsWorker {
  start(): void
  /** What is not made waits for the next start. */
  stop(): Promise<void>
}

export function patternsWorker(folder: DataFolder, options: WorkerOptions): PatternsWorker {
  const stopping = new AbortController()
  const { signal } = stopping
  const again = new TryAgain()
  let working: Promise<void> = Promise.resolve()

  async function work(): Promise<void> {
    const patterns = new Patterns(folder, options)
    while (!signal.aborted) {
      try {
        if (again.isTime(Date.now())) {
          while (!signal.aborted && (await patterns.look(signal)));
          again.done()
        }
      } catch (error) {
        again.failed(Date.now())
        if (!signal.aborted) options.failed(error)
      }
      await pause(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined)
    }
    await patterns.close()
  }

  return {
    start() {
      working = work()
    },
    async stop() {
      stopping.abort()
      await working
    },
  }
}
