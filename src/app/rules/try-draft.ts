import { type Instant, type Interval, intersect, union } from '../../domain/interval.ts'
import { monitoringIntervals } from '../../domain/lawful-intervals.ts'
import { londonLocal } from '../../domain/london-local.ts'
import type { MonitoringOrder, Zone } from '../../domain/people.ts'
import { type ChangedOrder, type RuleChange, withChange } from '../../domain/rule-change.ts'
import { sameValue } from '../../domain/same-value.ts'
import type { TriedFinding, TriedRules } from '../../domain/tried-rules.ts'
import { assess } from '../../monitoring/assess.ts'
import type { Finding, Observation } from '../../monitoring/finding.ts'
import type { Rule } from '../../monitoring/rule.ts'
import { type AuthorisedAbsence, rulesOf } from '../../monitoring/rules-of.ts'
import type { MonitoringSettings } from '../../monitoring/settings.ts'
import type { PositionArchive } from '../../store/positions/position-archive.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { archivedTrail } from '../monitoring/trails.ts'

export const TRIED_DAYS = 28
const DAY = 86_400_000
const MINUTE = 60_000
const MOST_FINDINGS = 500
/** New ids of a trial: nothing of it is kept. */
const MARK = 'd0'

interface Trial {
  readonly archive: PositionArchive
  readonly person: PersonFile
  readonly order: MonitoringOrder
  readonly change: RuleChange
  readonly within: Interval
  readonly absences: readonly AuthorisedAbsence[]
  readonly settings: MonitoringSettings
}

/** The stretch of the past that a draft is tried on: up to now, or to the last position where that is longer ago than a day. */
export function triedStretch(now: Instant, last: Instant | undefined): Interval {
  const to = last === undefined || last > now - DAY ? now : last + 1
  return { from: to - TRIED_DAYS * DAY, to }
}

/**
 * What a draft would have raised, had it held for all of a stretch of the past, beside what the rule as it stands
 * raised of the same, had that held. Only positions that are lawful as the order stands are read.
 */
export async function tryChange(trial: Trial): Promise<TriedRules> {
  const { archive, person, change, within } = trial
  const order = heldThroughout(trial.order, change, within.from)
  const zones = person.zones.map((zone) =>
    isBefore(zone, change) ? { ...zone, from: Math.min(zone.from, within.from) } : zone,
  )
  const lawful = monitoringIntervals(person)
  const observations = (await archivedTrail(archive, lawful, person.id, within)).within(within)
  const stands = { order, zones: [] }
  const changed = withChange(order, change, within.from, MARK)
  const rulesBefore = rulesAbout(trial, zones, stands, changed)
  const rulesAfter = rulesAbout(trial, [...zones, ...changed.zones], changed, stands)
  const watched = union(
    (rulesAfter.length > 0 ? rulesAfter : rulesBefore)
      .flatMap((rule) => rule.within)
      .flatMap((each) => intersect(each, within) ?? []),
  )
  const tried = (rules: readonly Rule[]) =>
    rules
      .flatMap(
        (rule) => assess(rule, observations, { within, now: within.to }, trial.settings).findings,
      )
      .sort((a, b) => a.from - b.from)
      .slice(0, MOST_FINDINGS)
      .map((finding) => triedFinding(finding, observations))
  return {
    before: tried(rulesBefore),
    after: tried(rulesAfter),
    watched,
    silentDays: silentDays(watched, observations),
  }
}

/** The order as if what a change is of had held from an instant on. */
function heldThroughout(
  order: MonitoringOrder,
  change: RuleChange,
  from: Instant,
): MonitoringOrder {
  const ids = new Set(
    change.subject === 'zone'
      ? change.before?.conditions.map(({ id }) => id)
      : [change.before?.id ?? ''],
  )
  const conditions = order.conditions.map((each) =>
    ids.has(each.id) ? { ...each, from: Math.min(each.from, from) } : each,
  )
  return { ...order, conditions }
}

function isBefore(zone: Zone, change: RuleChange): boolean {
  return change.subject === 'zone' && change.before?.zone.id === zone.id
}

/** The rules of conditions that another form of the order does not have, as far as they are about what changes. */
function rulesAbout(
  { person, change, absences }: Trial,
  zones: readonly Zone[],
  { order, zones: made }: ChangedOrder,
  other: ChangedOrder,
): Rule[] {
  const differing = new Set(
    order.conditions
      .filter((each) => !other.order.conditions.some((its) => sameValue(its, each)))
      .map(({ id }) => id),
  )
  const about = new Set([
    ...made.map(({ id }) => id),
    ...(change.subject === 'zone' && change.before ? [change.before.zone.id] : []),
  ])
  const { rules } = rulesOf({ ...person, monitoringOrders: [order], zones }, absences)
  return rules.filter((rule) => {
    if (!differing.has(rule.conditionId)) return false
    if (rule.kind === 'curfew' || rule.kind === 'attendance') return true
    return about.has(rule.place.zoneId)
  })
}

function triedFinding(finding: Finding, observations: readonly Observation[]): TriedFinding {
  const { kind, stage, from, to, counted, certainty } = finding
  const positions = observations.filter(
    ({ capturedAt }) => capturedAt >= from && capturedAt <= (to ?? Infinity),
  ).length
  const length = union(counted).reduce((sum, each) => sum + each.to - each.from, 0)
  return {
    kind,
    stage,
    from,
    ...(to !== undefined && { to }),
    minutes: Math.floor(length / MINUTE),
    positions,
    ...(certainty !== undefined && { certainty }),
  }
}

/** London dates on which something was watched and no position is held. */
function silentDays(watched: readonly Interval[], observations: readonly Observation[]): string[] {
  const heard = new Set(observations.map(({ capturedAt }) => londonLocal(capturedAt).date))
  const days = new Set<string>()
  for (const { from, to } of watched) {
    for (let at = from; at < to; at += DAY / 4) days.add(londonLocal(at).date)
    days.add(londonLocal(to - 1).date)
  }
  return [...days].filter((day) => !heard.has(day)).sort()
}
