import type { TakesReports } from '../../app/live/taken-report.ts'
import { readOsmAnd, readTraccarClient } from '../../ingest/osmand.ts'
import { type ReportedBy, readOwnTracks } from '../../ingest/owntracks.ts'
import type { Asked, Route } from '../../server/route.ts'
import { deviceIdOf, ofAnother } from './device-edge.ts'
import { readOrKept } from './kept-refusal.ts'
import { readOsmAndInput } from './osmand-input.ts'
import { claimedAmong } from './presented.ts'

export interface DeviceServices {
  readonly reports: TakesReports
  readonly now: () => number
}

const MOST_BYTES = 1024 * 1024

/** What phones report in the words of their apps. */
export function appRoutes(services: DeviceServices): Route[] {
  return [ownTracksRoute(services), ...osmAndRoutes(services)]
}

/** OwnTracks in HTTP mode; it expects a list of friends' places, and is told of none. */
function ownTracksRoute(services: DeviceServices): Route {
  return {
    method: 'POST',
    path: '/owntracks',
    access: 'device',
    audit: 'with its batch',
    maxBytes: MOST_BYTES,
    async handle(context) {
      const by = reportedBy(context, 'owntracks', services.now)
      const text = await context.req.text()
      const report = await readOrKept(services.reports, by, () => readOwnTracks(text, by))
      if (report) await services.reports.take(report)
      return context.json([])
    },
  }
}

/** OsmAnd and Traccar Client; what they do not look at is answered as programs are. */
function osmAndRoutes(services: DeviceServices): Route[] {
  return (['GET', 'POST'] as const).map((method) => ({
    method,
    path: '/osmand',
    access: 'device',
    audit: 'with its batch',
    maxBytes: MOST_BYTES,
    async handle(context) {
      const by = reportedBy(context, 'osmand', services.now)
      const read = <T>(reading: () => T | Promise<T>) => readOrKept(services.reports, by, reading)
      const { parameters, message } = await read(() => readOsmAndInput(context))
      const claimed = claimedAmong(parameters)
      if (claimed !== undefined && claimed !== by.deviceId) throw ofAnother()
      const isMessage = message !== undefined
      const report = await read(() =>
        isMessage ? readTraccarClient(message, by) : readOsmAnd(parameters, by),
      )
      const { refused, ...taken } = await services.reports.take(report)
      return context.json({ ...taken, refused: refused.map(({ code }) => code) })
    },
  }))
}

/** Who reports, by which feed, and when it came. */
export function reportedBy(context: Asked, feed: string, now: () => number): ReportedBy {
  return { deviceId: deviceIdOf(context), feed, receivedAt: now() }
}
