import type { Instant } from '../../domain/interval.ts'
import type { Finding } from '../../monitoring/finding.ts'
import { reconcile, toldWholeAt } from '../../monitoring/reconcile.ts'
import type { Rule } from '../../monitoring/rule.ts'
import { type MonitoringSettings, thresholdOf } from '../../monitoring/settings.ts'
import type { IncidentChange } from '../../store/records/incident-records.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import { type StandingIncident, standingIncidents } from '../../store/records/standing-incidents.ts'
import type { WearerState } from '../../store/records/wearer-state-records.ts'
import { changesOf } from './changes-of.ts'
import type { CurrentStates } from './current-states.ts'
import { lookAt, type RuleLooked, wholeStretch } from './look-at.ts'
import type { Mark } from './marks.ts'
import { nextEdge } from './rule-hours.ts'
import type { Trails } from './trails.ts'
import type { Watched } from './watched.ts'

const DAY = 86_400_000
/** What was said this long before and after a stretch may reach into it. */
const AROUND_MS = 2 * DAY
/** Where nothing comes, what was known stands a while and is then not known. */
const KNOWN_FOR_MS = 5 * 60_000

export interface WearersLooked {
  readonly changes: readonly IncidentChange[]
  readonly states: ReadonlyMap<string, readonly WearerState[]>
  /** When each is to be looked at again, though nothing should come. */
  readonly next: ReadonlyMap<string, Instant>
}

/** Looks at the first stretch of each of some wearers, and says what is said otherwise now. */
export async function lookAtWearers(
  records: RecordsQuery,
  { watched, trails, states }: { watched: Watched; trails: Trails; states: CurrentStates },
  marks: readonly (readonly [string, Mark])[],
  now: Instant,
  settings: MonitoringSettings,
  breath: () => Promise<void>,
): Promise<WearersLooked> {
  const asked = marks.flatMap(([deviceWearerId, { stretches, reason, arrivedAt }]) => {
    const [stretch] = stretches
    return stretch ? [{ deviceWearerId, stretch, reason, arrivedAt }] : []
  })
  const standing = byWearer(
    await standingIncidents(
      records,
      asked.map(({ deviceWearerId, stretch: { from, to } }) => ({
        deviceWearerId,
        from: from - AROUND_MS,
        to: to + AROUND_MS,
      })),
    ),
  )
  const changes: IncidentChange[] = []
  const changedStates = new Map<string, readonly WearerState[]>()
  const next = new Map<string, Instant>()
  for (const { deviceWearerId, stretch, reason, arrivedAt } of asked) {
    const rules = watched.rules.get(deviceWearerId) ?? []
    const said = standing.get(deviceWearerId) ?? []
    const findings = said.map(({ finding }) => finding)
    const whole = wholeStretch(stretch, findings, now)
    const looked = await lookAt(rules, whole, now, settings, (interval) =>
      trails.read(deviceWearerId, interval),
    )
    for (const { rule, within, assessment } of looked) {
      const ofRule = said.filter((one) => isOf(rule, one))
      const differences = reconcile(ofRule, assessment.findings, { stretch: within, now, reason })
      changes.push(...changesOf(differences, { deviceWearerId }, arrivedAt))
    }
    changes.push(...withoutRule(said, rules, now))
    if (whole.to === now) {
      const known = states.of(deviceWearerId, looked, now)
      if (known) changedStates.set(deviceWearerId, known)
      next.set(deviceWearerId, nextLook(rules, looked, now, settings))
    }
    await breath()
  }
  return { changes, states: changedStates, next }
}

function isOf(rule: Rule, { finding }: StandingIncident): boolean {
  return finding.cause.startsWith(`${rule.id}@`)
}

/** What went on under a rule that is no more goes on no longer. */
function withoutRule(
  said: readonly StandingIncident[],
  rules: readonly Rule[],
  now: Instant,
): IncidentChange[] {
  return said.flatMap((one): IncidentChange[] => {
    const { conditionId, to } = one.finding
    if (conditionId === undefined || to !== undefined) return []
    if (rules.some((rule) => isOf(rule, one))) return []
    const { about, gravity, stage } = one
    const finding = { ...one.finding, to: Math.max(now, one.finding.from) }
    return [{ before: one, about, gravity, stage, why: 'rule-changed', finding }]
  })
}

function nextLook(
  rules: readonly Rule[],
  looked: readonly RuleLooked[],
  now: Instant,
  settings: MonitoringSettings,
): Instant {
  const edges = rules.map((rule) => edgeAfter(rule, now))
  const findings = looked.flatMap(({ assessment }) => assessment.findings)
  const thresholds = findings.flatMap((finding) => passesAt(finding, settings) ?? [])
  const isKnown = looked.some(({ assessment }) => {
    const last = assessment.states.at(-1)
    return last !== undefined && last.to >= now && last.state !== 'unknown'
  })
  const told = findings.flatMap((finding) => toldWholeAt(finding) ?? [])
  const unknown = isKnown ? now + KNOWN_FOR_MS : Infinity
  return [...edges, ...thresholds, ...told, unknown].reduce(
    (next, at) => (at > now ? Math.min(next, at) : next),
    Infinity,
  )
}

const edges = new WeakMap<Rule, Instant>()

/** Found once until it has passed: hours of a week are slow to lay out. */
function edgeAfter(rule: Rule, now: Instant): Instant {
  const known = edges.get(rule)
  if (known !== undefined && known > now) return known
  const edge = nextEdge(rule, now)
  edges.set(rule, edge)
  return edge
}

function passesAt({ stage, from, family }: Finding, { thresholdMinutes }: MonitoringSettings) {
  if (stage !== 'potential') return undefined
  return from + (thresholdOf(family, thresholdMinutes) ?? 0) * 60_000
}

function byWearer(incidents: readonly StandingIncident[]): Map<string, StandingIncident[]> {
  const wearers = new Map<string, StandingIncident[]>()
  for (const one of incidents) {
    const id = one.about.deviceWearerId ?? ''
    const list = wearers.get(id)
    if (list) list.push(one)
    else wearers.set(id, [one])
  }
  return wearers
}
