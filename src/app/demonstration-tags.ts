import { setTimeout as pause } from 'node:timers/promises'
import type { DeviceReport } from '../domain/device-report.ts'
import type { Instant } from '../domain/interval.ts'
import { LiveTown, type TagBurst } from '../simulate/live-town.ts'
import type { TakesReports } from './live/taken-report.ts'
import { readTownFile } from './town-file.ts'

/** The feed that invented positions come by: nobody takes them for a device's. */
const FEED = 'demonstration'
const LOOK_EVERY_MS = 3000
/** A town that was not shown for longer goes on from here. */
const MOST_BACK_MS = 2 * 3_600_000

export interface DemonstrationTags {
  stop(): Promise<void>
}

/**
 * Lets the tags of a simulated town go on reporting, by the way that devices' reports are taken. Over nothing but a
 * simulated town.
 *
 * @param path of the town.json.
 * @param failed told of what could not be taken; tags go on with what comes next.
 */
export function startDemonstrationTags(
  path: string,
  reports: TakesReports,
  failed: (error: unknown) => void,
): DemonstrationTags {
  const stopping = new AbortController()
  const { signal } = stopping
  const town = new LiveTown(readTownFile(path), Date.now() - MOST_BACK_MS)
  const work = async () => {
    while (!signal.aborted) {
      const now = Date.now()
      try {
        for (const burst of town.burstsUntil(now)) {
          if (signal.aborted) return
          await reports.take(reportOf(burst, now))
        }
      } catch (error) {
        if (!signal.aborted) failed(error)
      }
      await pause(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined)
    }
  }
  const working = work()
  return {
    async stop() {
      stopping.abort()
      await working
    },
  }
}

/** A burst as a gateway would hand it on. */
export function reportOf(
  { deviceId, positions, events, batteryPercent, charging }: TagBurst,
  receivedAt: Instant,
): DeviceReport {
  return {
    deviceId,
    feed: FEED,
    receivedAt,
    positions: positions.map((fields, index) => ({ row: index + 1, fields, raw: NOTHING })),
    events: events.map((event) => ({ ...event, deviceId, body: {} })),
    refused: [],
    batteryPercent,
    charging,
  }
}

const NOTHING = new Uint8Array(0)
