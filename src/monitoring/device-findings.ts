import type { DeviceEvent } from '../domain/device-event.ts'
import type { Instant } from '../domain/interval.ts'
import { causeOf } from './cause.ts'
import { eventCodes, momentaryKinds, slotOf } from './event-codes.ts'
import type { Finding, FindingKind } from './finding.ts'
import { kindFacts } from './kind-facts.ts'
import { type MonitoringSettings, thresholdOf } from './settings.ts'

const MINUTE = 60_000
/** A beginning said again so much later than the last word of the same is another occasion: the end of the first was lost. */
const FORGOTTEN = 24 * 60 * MINUTE

interface Occasion {
  kind: FindingKind
  readonly from: Instant
  lastSaidAt: Instant
  to: Instant | undefined
  isCountermanded: boolean
  confirmedAt: Instant | undefined
  readonly codes: string[]
}

/**
 * What a device said of itself, as findings: beginnings with their countermands, several kinds at once. What ended
 * before its threshold is cancelled; what lasted longer stays actual though it cleared by itself. What only happens is
 * actual once it is said: nothing can cancel it.
 *
 * @param subject whose they are: the device's activation, because devices are reused.
 * @param events of that activation, in any order; said twice is said once.
 * @returns findings in order, and what has a code that nobody here knows.
 */
export function deviceFindings(
  subject: string,
  events: readonly DeviceEvent[],
  now: Instant,
  settings: MonitoringSettings,
): { readonly findings: readonly Finding[]; readonly unknown: readonly DeviceEvent[] } {
  const occasions: Occasion[] = []
  const open = new Map<FindingKind, Occasion>()
  const unknown: DeviceEvent[] = []

  for (const event of inOrder(events)) {
    const { code, occurredAt } = event
    const meaning = eventCodes.get(code)
    if (meaning === undefined) unknown.push(event)
    if (meaning === undefined || meaning.does === 'nothing') continue
    if (meaning.does === 'ends') {
      for (const slot of new Set(meaning.kinds.map(slotOf))) {
        const ended = open.get(slot)
        if (ended === undefined) continue
        say(ended, code, occurredAt)
        ended.to = occurredAt
        ended.isCountermanded = true
        open.delete(slot)
      }
      continue
    }
    const kind = meaning.does === 'begins' ? meaning.kind : meaning.as
    const slot = slotOf(kind)
    let occasion = open.get(slot)
    if (occasion && occurredAt - occasion.lastSaidAt > FORGOTTEN) {
      occasion.to = occasion.lastSaidAt
      occasion = undefined
    }
    if (occasion === undefined) {
      occasion = begun(kind, event)
      occasions.push(occasion)
    }
    if (momentaryKinds.has(kind)) continue
    open.set(slot, occasion)
    say(occasion, code, occurredAt)
    if (meaning.does === 'confirms') {
      occasion.kind = kind
      occasion.confirmedAt ??= occurredAt
    }
  }
  return { findings: occasions.map((each) => findingOf(subject, each, now, settings)), unknown }
}

function inOrder(events: readonly DeviceEvent[]): DeviceEvent[] {
  const ordered = events.toSorted(
    (a, b) => a.occurredAt - b.occurredAt || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  )
  return ordered.filter(
    ({ occurredAt, code }, index) =>
      occurredAt !== ordered[index - 1]?.occurredAt || code !== ordered[index - 1]?.code,
  )
}

function begun(kind: FindingKind, { occurredAt, code }: DeviceEvent): Occasion {
  const to = momentaryKinds.has(kind) ? occurredAt : undefined
  return {
    kind,
    from: occurredAt,
    lastSaidAt: occurredAt,
    to,
    isCountermanded: false,
    confirmedAt: undefined,
    codes: [code],
  }
}

function say(occasion: Occasion, code: string, at: Instant): void {
  occasion.lastSaidAt = at
  if (!occasion.codes.includes(code)) occasion.codes.push(code)
}

function findingOf(
  subject: string,
  { kind, from, to, isCountermanded, confirmedAt, codes }: Occasion,
  now: Instant,
  { thresholdMinutes }: MonitoringSettings,
): Finding {
  const { family } = kindFacts[kind]
  const threshold = (thresholdOf(family, thresholdMinutes) ?? 0) * MINUTE
  const passesAt = Math.min(from + threshold, confirmedAt ?? Infinity)
  const lasted =
    momentaryKinds.has(kind) || Math.min(now, (isCountermanded && to) || Infinity) >= passesAt
  return {
    cause: causeOf(`${encodeURIComponent(subject)}/${slotOf(kind)}`, from),
    family,
    kind,
    conditionId: undefined,
    zoneId: undefined,
    stage: lasted ? 'actual' : isCountermanded ? 'cancelled' : 'potential',
    from,
    to,
    actualAt: lasted ? passesAt : undefined,
    certainty: undefined,
    counted: [],
    unknown: [],
    evidence: [],
    codes,
  }
}
