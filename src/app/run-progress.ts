import type { Records } from '../store/records/records.ts'
import { recordProgress } from '../store/records/run-records.ts'

const EVERY_MS = 1000

/** Tells whoever asked how far a run is, and the records once a second: how far it is must not slow it down. */
export function runProgress(
  records: Records,
  runId: number,
  onProgress?: (done: number, total: number) => void,
) {
  let since = -Infinity
  let writing: Promise<void> = Promise.resolve()
  return {
    tell(done: number, total: number): void {
      onProgress?.(done, total)
      const now = performance.now()
      if (now - since < EVERY_MS) return
      since = now
      writing = writing
        .then(() => recordProgress(records, runId, done, total))
        .catch(() => undefined)
    },
    /** Everything that was told is written, or never will be. */
    told: (): Promise<void> => writing,
  }
}
