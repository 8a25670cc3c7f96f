import type { DeviceEvent } from '../../domain/device-event.ts'
import type { Instant } from '../../domain/interval.ts'
import { deviceFindings } from '../../monitoring/device-findings.ts'
import { reconcile } from '../../monitoring/reconcile.ts'
import type { MonitoringSettings } from '../../monitoring/settings.ts'
import { eventsOfDevices } from '../../store/records/device-heard-records.ts'
import type { IncidentChange } from '../../store/records/incident-records.ts'
import type { Records } from '../../store/records/records.ts'
import { incidentsOfDevices } from '../../store/records/standing-incidents.ts'
import { changesOf } from './changes-of.ts'
import { type Watched, wearersAt } from './watched.ts'

const DAY = 86_400_000
/** What was said longer ago does not begin or end anything any more. */
const REACH_MS = 35 * DAY

/** What devices said of themselves, looked at again. */
export interface DevicesLooked {
  readonly changes: readonly IncidentChange[]
  /** When time alone will make something of a device actual. */
  readonly next: ReadonlyMap<string, Instant>
}

/**
 * What some devices said of themselves, activation by activation, because devices are reused; outside of every order it
 * is nobody's business.
 *
 * @param unkept what was heard and may not be in the records yet.
 */
export async function lookAtDevices(
  records: Records,
  { lawful, wornBy }: Watched,
  deviceIds: readonly string[],
  unkept: readonly DeviceEvent[],
  now: Instant,
  settings: MonitoringSettings,
): Promise<DevicesLooked> {
  const from = now - REACH_MS
  const kept = await eventsOfDevices(records, deviceIds, from)
  const standing = await incidentsOfDevices(records, deviceIds, from)
  const changes: IncidentChange[] = []
  const next = new Map<string, Instant>()
  for (const deviceId of deviceIds) {
    const events = [...kept, ...unkept].filter((event) => event.deviceId === deviceId)
    for (const { activationId, deviceWearerId, ...worn } of wornBy.get(deviceId) ?? []) {
      const own = events.filter(
        ({ occurredAt: at }) =>
          worn.from <= at &&
          at < worn.to &&
          wearersAt({ lawful }, deviceId, at).includes(deviceWearerId),
      )
      const { findings } = deviceFindings(activationId, own, now, settings)
      const scope = `${encodeURIComponent(activationId)}/`
      const said = standing.filter(({ finding }) => finding.cause.startsWith(scope))
      const stretch = { from: Math.max(from, worn.from), to: Math.min(now + 1, worn.to) }
      changes.push(
        ...changesOf(
          reconcile(said, findings, { stretch, now, reason: 'data' }),
          { deviceWearerId, deviceId },
          now,
        ),
      )
      for (const { stage, from: began, family } of findings) {
        if (stage !== 'potential' || family === 'feed') continue
        const passes = began + settings.thresholdMinutes[family] * 60_000
        next.set(deviceId, Math.min(next.get(deviceId) ?? Infinity, passes))
      }
    }
  }
  return { changes, next }
}
