import { setTimeout as pause } from 'node:timers/promises'
import type { Instant } from '../domain/interval.ts'
import type { PairsMode } from '../matching/candidates.ts'
import type { MatchingParameters } from '../matching/parameters.ts'
import { listImports } from '../store/records/imports.ts'
import type { Records } from '../store/records/records.ts'
import { notesWaiting } from '../store/records/touch-records.ts'
import { type Asker, operator } from './asker.ts'
import type { DataFolder } from './data-folder.ts'
import { matchTouched } from './match-touched.ts'
import { runMatching } from './run-matching.ts'

const LOOK_EVERY_MS = 2000
/** So that a burst of files is one run. */
const SETTLED_MS = 1000
/** However long imports go on, what came waits no longer than this. */
const LONGEST_WAIT_MS = 60_000
/** After a run that failed: it is tried again, and not at once. */
const TRY_AGAIN_MINUTES = [1, 5, 15] as const

interface WorkerOptions {
  readonly parameters: MatchingParameters
  readonly pairs: PairsMode
  /** Told of a run that failed; it is kept as such. */
  readonly failed: (error: unknown) => void
}

/** Compares what was touched by itself, while a folder is served. */
export interface MatchingWorker {
  start(): void
  /** Compares everything as soon as nothing else runs, on somebody's behalf. */
  startWhole(asker: Asker): void
  /** A run under way fails, and what it had to do waits for the next start. */
  stop(): Promise<void>
}

export function matchingWorker(folder: DataFolder, options: WorkerOptions): MatchingWorker {
  const { parameters, pairs, failed } = options
  const stopping = new AbortController()
  const { signal } = stopping
  let woken = new AbortController()
  let working: Promise<void> = Promise.resolve()
  let failures = 0
  let notBefore: Instant = 0
  const whole: Asker[] = []

  async function look(): Promise<void> {
    const settings = { parameters, pairs, begunBy: 'automatic', signal } as const
    const asker = whole.shift()
    if (asker) {
      await runMatching(folder, asker, settings)
    } else if (Date.now() >= notBefore && (await isTime(folder.records))) {
      await matchTouched(folder, { actor: matchingActor() }, settings)
    } else return
    failures = 0
    notBefore = 0
  }

  async function work(): Promise<void> {
    while (!signal.aborted) {
      await look().catch((error: unknown) => {
        if (signal.aborted) return
        const minutes = TRY_AGAIN_MINUTES[Math.min(failures, TRY_AGAIN_MINUTES.length - 1)] ?? 1
        failures += 1
        notBefore = Date.now() + minutes * 60_000
        failed(error)
      })
      if (whole.length > 0) continue
      // Woken or ended before its time, which is no fault.
      await pause(LOOK_EVERY_MS, undefined, { signal: woken.signal }).catch(() => undefined)
      if (!signal.aborted) woken = new AbortController()
    }
  }

  return {
    start() {
      working = work()
    },
    startWhole(asker) {
      whole.push(asker)
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
