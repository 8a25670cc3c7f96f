import type { DeviceEvent } from '../../domain/device-event.ts'
import type { Instant } from '../../domain/interval.ts'
import { deviceFindings } from '../../monitoring/device-findings.ts'
import { eventCodes } from '../../monitoring/event-codes.ts'
import { type Change, type Reason, reconcile } from '../../monitoring/reconcile.ts'
import { type MonitoringSettings, thresholdOf } from '../../monitoring/settings.ts'
import { eventsOfDevices } from '../../store/records/device-heard-records.ts'
import type { IncidentChange } from '../../store/records/incident-records.ts'
import type { Records } from '../../store/records/records.ts'
import {
  incidentsOfDevices,
  type StandingIncident,
} from '../../store/records/standing-incidents.ts'
import { changesOf } from './changes-of.ts'
import { LATE_MS } from './hear-reports.ts'
import { type Watched, wearersAt } from './watched.ts'

const DAY = 86_400_000
/** What was said longer ago does not begin or end anything any more. */
const REACH_MS = 35 * DAY

/** Why a device is looked at: what it said since the last look, or that what is required of its wearer is not what it was. */
export interface DeviceMark {
  readonly words: readonly DeviceEvent[]
  readonly isRuleChanged: boolean
}

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
  marks: ReadonlyMap<string, DeviceMark>,
  unkept: readonly DeviceEvent[],
  now: Instant,
  settings: MonitoringSettings,
): Promise<DevicesLooked> {
  const from = now - REACH_MS
  const deviceIds = [...marks.keys()]
  const kept = await eventsOfDevices(records, deviceIds, from)
  const standing = await incidentsOfDevices(records, deviceIds, from)
  const changes: IncidentChange[] = []
  const next = new Map<string, Instant>()
  for (const [deviceId, mark] of marks) {
    const events = [...kept, ...unkept].filter((event) => event.deviceId === deviceId)
    const reason = reasonOf(mark, events)
    for (const { activationId, deviceWearerId, ...worn } of wornBy.get(deviceId) ?? []) {
      const scope = `${encodeURIComponent(activationId)}/`
      const said = standing.filter(({ finding }) => finding.cause.startsWith(scope))
      const own = events.filter(
        ({ code, occurredAt: at }) =>
          worn.from <= at &&
          at < worn.to &&
          wearersAt({ lawful }, deviceId, at).includes(deviceWearerId) &&
          !said.some((one) => isLeftOfErased(one, code, at)),
      )
      const { findings } = deviceFindings(activationId, own, now, settings)
      const stretch = { from: Math.max(from, worn.from), to: Math.min(now + 1, worn.to) }
      changes.push(
        ...changesOf(
          reconcile(said, findings, { stretch, now, reason }).map(inTime),
          { deviceWearerId, deviceId },
          now,
        ),
      )
      for (const { stage, from: began, family } of findings) {
        if (stage !== 'potential') continue
        const passes = began + (thresholdOf(family, settings.thresholdMinutes) ?? 0) * 60_000
        next.set(deviceId, Math.min(next.get(deviceId) ?? Infinity, passes))
      }
    }
  }
  return { changes, next }
}

/** Late is what is older than something that was heard before it. */
function reasonOf({ words, isRuleChanged }: DeviceMark, events: readonly DeviceEvent[]): Reason {
  if (isRuleChanged) return 'rule-changed'
  const came = new Set(words.map(wordText))
  const before = events.filter((event) => eventCodes.has(event.code) && !came.has(wordText(event)))
  const newest = before.reduce((at, { occurredAt }) => Math.max(at, occurredAt), -Infinity)
  return words.some((word) => eventCodes.has(word.code) && word.occurredAt < newest - LATE_MS)
    ? 'late-data'
    : 'data'
}

function wordText({ code, occurredAt }: DeviceEvent): string {
  return `${occurredAt} ${code}`
}

/** Words that come in order leave what was over as it was: where it is not, they came late, to an earlier process. */
function inTime<Each extends Change<StandingIncident>>(change: Each): Each {
  return change.does !== 'begin' && change.why === 'newer-data'
    ? { ...change, why: 'late-data' }
    : change
}

/** What was erased of an incident ends it as it was said: what is left of its words begins no other. */
function isLeftOfErased({ why, finding }: StandingIncident, code: string, at: Instant): boolean {
  if (why !== 'erased' || finding.to === undefined || at < finding.from || at > finding.to)
    return false
  return finding.codes?.includes(code) === true && eventCodes.get(code)?.does !== 'ends'
}
