import type { DeviceEvent } from '../../domain/device-event.ts'
import type { Instant, Interval } from '../../domain/interval.ts'
import type { HeardReport } from '../live/heard-report.ts'
import type { Mark } from './marks.ts'
import type { SilenceLooks } from './silence-looks.ts'
import type { Trails } from './trails.ts'
import { type Watched, wearersAt } from './watched.ts'

/** A position, or a word of a device, this much older than the newest came late. */
export const LATE_MS = 60_000

/** A stretch of a wearer's that has to be looked at, and why. */
export interface Came extends Interval {
  readonly deviceWearerId: string
  readonly mark: Partial<Omit<Mark, 'stretches'>>
}

/** What reports brought that was not erased meanwhile. */
export interface Heard {
  readonly came: readonly Came[]
  readonly events: readonly DeviceEvent[]
  /** When the newest report was received. */
  readonly newest: Instant | undefined
}

/** Takes lawful positions of reports into trails, and says whom they are about. */
export function hearReports(
  reports: readonly HeardReport[],
  about: {
    readonly watched: Watched
    readonly trails: Trails
    readonly silences: SilenceLooks
    /** By device. */
    readonly erased: ReadonlyMap<string, readonly Interval[]>
  },
): Heard {
  const { watched, trails, silences, erased } = about
  const came: Came[] = []
  const kept: DeviceEvent[] = []
  let newest: Instant | undefined
  for (const { deviceId, feed, receivedAt, observations, events, isOurs } of reports) {
    if (!isOurs) silences.heard({ deviceId, feed, lastHeardAt: receivedAt })
    newest = Math.max(newest ?? -Infinity, receivedAt)
    const gone = erased.get(deviceId) ?? []
    const isKept = (at: Instant) => !gone.some(({ from, to }) => from <= at && at < to)
    const stretches = new Map<string, { from: Instant; to: Instant; newest: Instant }>()
    for (const observation of observations) {
      const at = observation.capturedAt
      if (!isKept(at)) continue
      for (const id of wearersAt(watched, deviceId, at)) {
        if (!watched.rules.has(id)) continue
        const before = trails.newestOf(id) ?? -Infinity
        const stretch = stretches.get(id) ?? { from: at, to: at, newest: before }
        trails.add(id, observation)
        stretch.from = Math.min(stretch.from, at)
        stretch.to = Math.max(stretch.to, at)
        stretches.set(id, stretch)
      }
    }
    for (const [deviceWearerId, { from, to, newest: before }] of stretches) {
      const reason = from < before - LATE_MS ? 'late-data' : 'data'
      const mark = { reason, arrivedAt: receivedAt, since: receivedAt } as const
      came.push({ deviceWearerId, from, to, mark })
    }
    for (const event of events) if (isKept(event.occurredAt)) kept.push(event)
  }
  return { came, events: kept, newest }
}
