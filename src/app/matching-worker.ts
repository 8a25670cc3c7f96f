import { setTimeout as pause } from 'node:timers/promises'
import type { PairsMode } from '../matching/candidates.ts'
import type { MatchingParameters } from '../matching/parameters.ts'
import { listImports } from '../store/records/imports.ts'
import type { Records } from '../store/records/records.ts'
import { notesWaiting, wholeRunAskedBy } from '../store/records/touch-records.ts'
import { operator } from './asker.ts'
import type { DataFolder } from './data-folder.ts'
import { matchTouched } from './match-touched.ts'
import { runMatching } from './run-matching.ts'
import { TryAgain } from './try-again.ts'

const LOOK_EVERY_MS = 2000
/** So that a burst of files is one run. */
const SETTLED_MS = 1000
/** However long imports go on, what came waits no longer than this. */
const LONGEST_WAIT_MS = 60_000

interface WorkerOptions {
  readonly parameters: MatchingParameters
  readonly pairs: PairsMode
  /** Told of a run that failed; it is kept as such. */
  readonly failed: (error: unknown) => void
}

/** Compares what was touched by itself, while a folder is served. */
export interface MatchingWorker {
  start(): void
  /** Looks at once: somebody asked for everything to be compared. */
  wake(): void
  /** A run under way fails, and what it had to do waits for the next start. */
  stop(): Promise<void>
}

export function matchingWorker(folder: DataFolder, options: WorkerOptions): MatchingWorker {
  const { parameters, pairs, failed } = options
  const stopping = new AbortController()
  const { signal } = stopping
  let woken = new AbortController()
  let working: Promise<void> = Promise.resolve()
  const again = new TryAgain()

  async function look(): Promise<void> {
    const settings = { parameters, pairs, begunBy: 'automatic', signal } as const
    if (!again.isTime(Date.now())) return
    const actor = await wholeRunAskedBy(folder.records)
    if (actor) await runMatching(folder, { actor }, settings)
    else if (await isTime(folder.records)) {
      await matchTouched(folder, { actor: matchingActor() }, settings)
    } else return
    again.done()
  }

  async function work(): Promise<void> {
    while (!signal.aborted) {
      await look().catch((error: unknown) => {
        if (signal.aborted) return
        again.failed(Date.now())
        failed(error)
      })
      // Woken or ended before its time, which is no fault.
      await pause(LOOK_EVERY_MS, undefined, { signal: woken.signal }).catch(() => undefined)
      if (!signal.aborted) woken = new AbortController()
    }
  }

  return {
    start() {
      working = work()
    },
    wake() {
      again.now()
      woken.abort()
    },
    async stop() {
      stopping.abort(
        new Error('The server was stopped; what was to be compared waits for its start'),
      )
      woken.abort()
      await working
    },
  }
}

/** Whether something waits for a run, and no import is about to add to it. */
async function isTime(records: Records): Promise<boolean> {
  const waiting = await notesWaiting(records)
  if (!waiting) return false
  const now = Date.now()
  if (now - waiting.oldest >= LONGEST_WAIT_MS) return true
  if (now - waiting.newest < SETTLED_MS) return false
  return (await listImports(records, { outcome: 'running' })).length === 0
}

/** Nobody asked for these runs: the platform does them by itself. */
function matchingActor() {
  return { ...operator(), username: 'Whereabouts matching' }
}
