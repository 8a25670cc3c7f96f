import { type Instant, type Interval, intersect, subtract, union } from '../domain/interval.ts'
import type { ZoneException } from '../domain/order-terms.ts'
import { hoursWithin } from '../domain/weekly-hours.ts'
import { causeOf } from './cause.ts'
import type { Assessment, Finding, FindingKind, Observation, StateSpan } from './finding.ts'
import { type PresenceSpan, presence } from './presence.ts'
import { keepOutSettings, presenceSettings } from './presence-settings.ts'
import type { ZoneRule } from './rule.ts'
import { actualFrom, countedOf } from './spoken-for.ts'

const MINUTE = 60_000
const MOST_EVIDENCE = 12

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
 * An occasion lasts until it is known that it has been over for the threshold; a shorter absence from it does not cut it in two,
 * and what is unknown meanwhile is neither. It is actual once positions speak of it for the threshold, in the time of events,
 * cancelled when it is known to be over sooner, and potential otherwise.
 *
 * @param within what is looked at, up to `now`.
 */
export function zoneAssessment(
  rule: ZoneRule,
  observations: readonly Observation[],
  { within, now }: { readonly within: Interval; readonly now: Instant },
  { thresholdMinutes }: { readonly thresholdMinutes: { readonly zone: number } },
): Assessment {
  const thresholdMs = thresholdMinutes.zone * MINUTE
  const findings: Finding[] = []
  const states: StateSpan[] = []
  for (const lawful of rule.within) {
    const looked = intersect(lawful, { from: within.from, to: Math.min(within.to, now) })
    if (!looked) continue
    const seen = observations.filter(
      ({ capturedAt }) => capturedAt >= looked.from && capturedAt < looked.to,
    )
    const believed = rule.kind === 'inclusion' ? presenceSettings : keepOutSettings
    const spans = presence([rule.place.area], seen, looked, believed)
    for (const hours of hoursOf(rule, looked)) {
      const during = spans.flatMap((span) => {
        const both = intersect(span, hours)
        return both ? [{ ...span, ...both }] : []
      })
      states.push(...during.map(({ from, to, state }) => ({ from, to, state })))
      for (const occasion of occasionsOf(during, rule, thresholdMs)) {
        findings.push(findingOf(occasion, rule, seen, { hours, now, thresholdMs }))
      }
    }
  }
  return { findings, states }
}

/** When the zone is in force: its schedule without the exceptions that say when they hold; the others are for people to weigh. */
function hoursOf({ schedule, exceptions }: ZoneRule, looked: Interval): readonly Interval[] {
  const hours = schedule ? hoursWithin(schedule, looked) : [looked]
  return subtract(
    union(hours),
    exceptions.flatMap((exception) => timesOf(exception, looked)),
  )
}

function timesOf({ from, to, hours }: ZoneException, looked: Interval): readonly Interval[] {
  if (from === undefined && to === undefined && hours === undefined) return []
  const dated = intersect(looked, {
    from: from ?? Number.NEGATIVE_INFINITY,
    to: to ?? Number.POSITIVE_INFINITY,
  })
  if (!dated) return []
  return hours ? hoursWithin(hours, dated) : [dated]
}

/** Spans of one occasion, the first and last of which speak of it. */
type Occasion = readonly [PresenceSpan, ...PresenceSpan[]]

function saysIt({ state }: PresenceSpan, { kind }: ZoneRule): boolean {
  return state === (kind === 'inclusion' ? 'outside' : 'inside')
}

function occasionsOf(
  spans: readonly PresenceSpan[],
  rule: ZoneRule,
  thresholdMs: number,
): { readonly spans: Occasion; readonly endedFor: number }[] {
  const occasions: { spans: [PresenceSpan, ...PresenceSpan[]]; endedFor: number }[] = []
  let between: PresenceSpan[] = []
  for (const span of spans) {
    const latest = occasions.at(-1)
    if (saysIt(span, rule)) {
      if (latest && latest.endedFor < thresholdMs) {
        latest.spans.push(...between, span)
        latest.endedFor = 0
      } else occasions.push({ spans: [span], endedFor: 0 })
      between = []
    } else if (latest) {
      between.push(span)
      // Known to be over, at its longest: what is unknown says nothing.
      if (span.state !== 'unknown') {
        latest.endedFor = Math.max(latest.endedFor, span.to - span.from)
      }
    }
  }
  return occasions
}

function findingOf(
  { spans, endedFor }: { readonly spans: Occasion; readonly endedFor: number },
  rule: ZoneRule,
  seen: readonly Observation[],
  when: { readonly hours: Interval; readonly now: Instant; readonly thresholdMs: number },
): Finding {
  const [first] = spans
  const last = spans.at(-1) ?? first
  const { hours, now, thresholdMs } = when
  const speaking = spans.filter((span) => saysIt(span, rule))
  const actualAt = actualFrom(speaking, thresholdMs)
  const isOver = last.to < now || hours.to < now
  const isEnded = endedFor > 0 || hours.to < now
  const [atStart, later] = kinds[rule.kind]
  return {
    cause: causeOf(rule.id, first.from),
    family: 'zone',
    kind: first.from <= hours.from ? atStart : later,
    conditionId: rule.conditionId,
    zoneId: rule.place.zoneId,
    stage: actualAt !== undefined ? 'actual' : isEnded ? 'cancelled' : 'potential',
    from: first.from,
    to: isOver ? last.to : undefined,
    actualAt,
    certainty: speaking.reduce((most, { certainty }) => Math.max(most, certainty), 0),
    counted: countedOf(speaking),
    unknown: spans.filter(({ state }) => state === 'unknown').map(({ from, to }) => ({ from, to })),
    evidence: evidenceOf(speaking, seen),
  }
}

/** The positions that speak of an occasion: the first, the last, and some evenly between. */
function evidenceOf(
  speaking: readonly PresenceSpan[],
  seen: readonly Observation[],
): readonly Observation[] {
  const during = seen
    .filter(({ capturedAt: at }) =>
      speaking.some(
        ({ positions }) =>
          positions && at >= positions[0].capturedAt && at <= positions[1].capturedAt,
      ),
    )
    .sort((a, b) => a.capturedAt - b.capturedAt)
  if (during.length <= MOST_EVIDENCE) return during
  const step = (during.length - 1) / (MOST_EVIDENCE - 1)
  return Array.from(
    { length: MOST_EVIDENCE },
    (_, index) => during[Math.round(index * step)],
  ).filter((one) => one !== undefined)
}
