import { type Instant, type Interval, intersect, subtract, union } from '../domain/interval.ts'
import type { ZoneException } from '../domain/order-terms.ts'
import { hoursWithin } from '../domain/weekly-hours.ts'
import { causeOf } from './cause.ts'
import { countedOf } from './counted-of.ts'
import { decisive } from './decisive.ts'
import type { Assessment, Finding, FindingKind, Observation, StateSpan } from './finding.ts'
import { type PresenceSpan, presence } from './presence.ts'
import { keepOutSettings, presenceSettings } from './presence-settings.ts'
import type { ZoneRule } from './rule.ts'
import type { MonitoringSettings } from './settings.ts'
import { spansOf } from './spans-of.ts'

const MINUTE = 60_000
const AROUND = 48 * 60 * MINUTE

/** What has begun at the start of the zone's hours, and what begins later, by the zone's kind. */
const kinds: Readonly<Record<ZoneRule['kind'], readonly [FindingKind, FindingKind]>> = {
  exclusion: ['exclusion-present-at-start', 'exclusion-entered'],
  restriction: ['restriction-entered', 'restriction-entered'],
  inclusion: ['inclusion-absent-at-start', 'inclusion-left'],
}

/**
 * What a zone's rule says of a stretch of its wearer's time: occasions of being inside an exclusion or restriction zone,
 * or outside an inclusion zone, in the zone's hours.
 *
 * An occasion lasts until it is known that it has been over for the threshold; a shorter absence from it does not cut it in two. It
 * is actual once it has lasted for the threshold in the time of events, on two positions or more; cancelled when it is known to be
 * over sooner; potential otherwise. What is unknown after somebody entered a zone to keep out of lasts too, as far as the
 * device was heard, since nothing says that they left; it is never counted. Outside an inclusion zone only what is known lasts.
 *
 * @param observations those captured when the rule holds, in order; nothing after `now` is looked at.
 */
export function zoneAssessment(
  rule: ZoneRule,
  observations: readonly Observation[],
  { within, now }: { readonly within: Interval; readonly now: Instant },
  settings: Pick<MonitoringSettings, 'thresholdMinutes'>,
): Assessment {
  const thresholdMs = settings.thresholdMinutes.zone * MINUTE
  const believed = rule.kind === 'inclusion' ? presenceSettings : keepOutSettings
  const findings: Finding[] = []
  const states: StateSpan[] = []
  for (const lawful of rule.within) {
    const looked = intersect(lawful, { from: within.from, to: Math.min(within.to, now) })
    if (!looked) continue
    const spans = spansOf(
      (areas, near, stretch) => presence(areas, near, stretch, believed),
      [{ ...looked, areas: [rule.place.area] }],
      observations.filter(({ capturedAt: at }) => at >= lawful.from && at < lawful.to),
      now,
    )
    // Whole, so that an edge of what is looked at is not taken for one of the zone's hours.
    const around = { from: looked.from - AROUND, to: looked.to + AROUND }
    for (const hours of hoursOf(rule, intersect(lawful, around) ?? looked)) {
      const during = spans.flatMap((span) => {
        const both = intersect(span, hours)
        return both ? [{ ...span, ...both }] : []
      })
      states.push(...during.map(({ from, to, state }) => ({ from, to, state })))
      const heard = observations.filter(({ capturedAt: at }) => at >= hours.from && at < hours.to)
      for (const occasion of occasionsOf(during, rule, thresholdMs)) {
        findings.push(findingOf(occasion, rule, { hours, heard, now, thresholdMs }))
      }
    }
  }
  return { findings, states }
}

/** When the zone is in force: its schedule without the exceptions that say when they hold; the others are for people to weigh. */
function hoursOf({ schedule, exceptions }: ZoneRule, within: Interval): readonly Interval[] {
  const hours = schedule ? hoursWithin(schedule, within) : [within]
  return subtract(
    union(hours),
    exceptions.flatMap((exception) => timesOf(exception, within)),
  )
}

function timesOf({ from, to, hours }: ZoneException, within: Interval): readonly Interval[] {
  if (from === undefined && to === undefined && hours === undefined) return []
  const dated = intersect(within, {
    from: from ?? Number.NEGATIVE_INFINITY,
    to: to ?? Number.POSITIVE_INFINITY,
  })
  if (!dated) return []
  return hours ? hoursWithin(hours, dated) : [dated]
}

/** Spans in order from the first that says so; what follows the last that does is at the end. */
interface Occasion {
  readonly first: PresenceSpan
  readonly spans: PresenceSpan[]
  /** When it was known to be over, since it last was not. */
  over: PresenceSpan | undefined
}

function occasionsOf(
  during: readonly PresenceSpan[],
  rule: ZoneRule,
  thresholdMs: number,
): readonly Occasion[] {
  const occasions: Occasion[] = []
  for (const span of during) {
    const latest = occasions.at(-1)
    if (latest?.over && latest.over.to - latest.over.from >= thresholdMs) {
      if (saysSo(span, rule)) occasions.push({ first: span, spans: [span], over: undefined })
    } else if (latest) {
      latest.spans.push(span)
      if (saysSo(span, rule)) latest.over = undefined
      // Over at its longest: what is unknown after says nothing.
      else if (span.state !== 'unknown') latest.over = longer(latest.over, span)
    } else if (saysSo(span, rule)) occasions.push({ first: span, spans: [span], over: undefined })
  }
  return occasions
}

function longer(a: PresenceSpan | undefined, b: PresenceSpan): PresenceSpan {
  return a && a.to - a.from >= b.to - b.from ? a : b
}

function saysSo({ state }: PresenceSpan, { kind }: ZoneRule): boolean {
  return state === (kind === 'inclusion' ? 'outside' : 'inside')
}

function findingOf(
  { first, spans, over }: Occasion,
  rule: ZoneRule,
  {
    hours,
    heard,
    now,
    thresholdMs,
  }: {
    readonly hours: Interval
    readonly heard: readonly Observation[]
    readonly now: Instant
    readonly thresholdMs: number
  },
): Finding {
  const speaking = spans.filter((span) => saysSo(span, rule))
  const last = speaking.at(-1) ?? first
  const known = spans.filter(({ from }) => from < (over?.from ?? Infinity))
  const unknown = known.filter(({ state }) => state === 'unknown')
  const lasting = rule.kind === 'inclusion' ? speaking : [...speaking, ...unknown]
  const heardUntil = heard.at(-1)?.capturedAt ?? first.from
  const actualAt = hasTwo(speaking) ? lastedUntil(lasting, heardUntil, thresholdMs) : undefined
  const isOver = over !== undefined || hours.to < now
  const [atStart, later] = kinds[rule.kind]
  return {
    cause: causeOf(rule.id, first.from),
    family: 'zone',
    kind: first.from <= hours.from ? atStart : later,
    conditionId: rule.conditionId,
    zoneId: rule.place.zoneId,
    stage: actualAt !== undefined ? 'actual' : isOver ? 'cancelled' : 'potential',
    from: first.from,
    to: isOver ? last.to : undefined,
    actualAt,
    certainty: Math.max(...speaking.map(({ certainty }) => certainty)),
    counted: countedOf(speaking),
    unknown: unknown.map(({ from, to }) => ({ from, to })),
    evidence: decisive([
      ...speaking.flatMap(({ positions }) => positions ?? []),
      over?.positions?.[0],
    ]),
  }
}

function hasTwo(speaking: readonly PresenceSpan[]): boolean {
  const positions = speaking.flatMap((span) => span.positions ?? [])
  return positions.some(({ capturedAt }) => capturedAt !== positions[0]?.capturedAt)
}

/** When stretches added up to the threshold, as far as the device was heard. */
function lastedUntil(
  lasting: readonly PresenceSpan[],
  heardUntil: Instant,
  thresholdMs: number,
): Instant | undefined {
  let left = thresholdMs
  for (const { from, to: end } of lasting.toSorted((a, b) => a.from - b.from)) {
    const to = Math.min(end, heardUntil)
    if (to - from >= left) return from + left
    left -= Math.max(0, to - from)
  }
  return undefined
}
