import { setTimeout as pause } from 'node:timers/promises'
import type { DataFolder } from '../data-folder.ts'
import type { HeardReport, OnHeard } from '../live/heard-report.ts'
import { Monitoring, type MonitoringFigures, type MonitoringOptions } from './monitoring.ts'

const LOOK_EVERY_MS = 500
/** What failed is tried again: nothing is forgotten meanwhile. */
const AFTER_FAULT_MS = 5000

/** Watches over everybody who has a rule, while a folder is served. */
export interface Monitor {
  /** What devices reported; before the start too. */
  readonly heard: OnHeard
  /** What is required of some wearers, or of everybody, is not what it was. */
  rulesChanged(deviceWearerIds?: readonly string[]): void
  start(): void
  stop(): Promise<void>
  /** `undefined` until it has taken up what there was. */
  figures(): MonitoringFigures | undefined
}

export function monitor(
  folder: DataFolder,
  options: MonitoringOptions & { readonly failed: (error: unknown) => void },
): Monitor {
  const stopping = new AbortController()
  const { signal } = stopping
  let early: HeardReport[] = []
  let monitoring: Monitoring | undefined
  let working: Promise<void> = Promise.resolve()

  async function work(): Promise<void> {
    while (!signal.aborted) {
      let wait = LOOK_EVERY_MS
      try {
        if (!monitoring) {
          const opened = await Monitoring.open(folder, options)
          opened.heard(early)
          early = []
          monitoring = opened
        }
        if (await monitoring.look()) wait = 0
      } catch (error) {
        if (signal.aborted) return
        options.failed(error)
        wait = AFTER_FAULT_MS
      }
      await pause(wait, undefined, { signal }).catch(() => undefined)
    }
  }

  return {
    heard(reports) {
      if (monitoring) monitoring.heard(reports)
      else for (const report of reports) early.push(report)
    },
    // Not yet begun, it reads the rules when it does.
    rulesChanged: (deviceWearerIds) => monitoring?.rulesChanged(deviceWearerIds),
    start() {
      working = work()
    },
    async stop() {
      stopping.abort()
      await working
    },
    figures: () => monitoring?.figures(),
  }
}
