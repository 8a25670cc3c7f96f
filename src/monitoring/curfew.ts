import { type Instant, type Interval, intersect } from '../domain/interval.ts'
import { causeOf } from './cause.ts'
import { countedOf } from './counted-of.ts'
import { decisive } from './decisive.ts'
import type { Assessment, Finding, FindingKind, Observation } from './finding.ts'
import { type Night, nightsOf, unbroken } from './nights.ts'
import type { Presence, PresenceSpan } from './presence.ts'
import type { CurfewRule } from './rule.ts'
import type { MonitoringSettings } from './settings.ts'
import { spansOf } from './spans-of.ts'

/**
 * What a curfew says of every night that shares an instant with `within`: at home (inside), away, or not known. An absence
 * begins where somebody is known to be away and ends where they are known to be back, or with the hours. Only what
 * is known to be away counts, and makes an absence actual once the threshold has passed; without a position nothing is said.
 *
 * @param observations of those nights whole, and of two hours around them.
 * @param now nothing after it has happened yet: an absence that goes on has no end.
 */
export function assessCurfew(
  rule: CurfewRule,
  observations: readonly Observation[],
  { within, now }: { readonly within: Interval; readonly now: Instant },
  presence: Presence,
  settings: MonitoringSettings,
): Assessment {
  const nights = nightsOf(rule, within).map((night) => {
    const asked = night.required.map(({ places, ...part }) => ({
      ...part,
      areas: places.map(({ area }) => area),
    }))
    const spans = spansOf(presence, asked, observations, now)
    const findings = unbroken(night).flatMap((stretch) =>
      absencesOf(spans, stretch, now).map((absence) =>
        findingOf(rule, night, absence, settings.thresholdMinutes.curfew * 60_000),
      ),
    )
    return { findings, states: spans.map(({ state, from, to }) => ({ state, from, to })) }
  })
  return {
    findings: nights.flatMap(({ findings }) => findings),
    states: nights.flatMap(({ states }) => states),
  }
}

interface Absence {
  /** Away and unknown, from the first that is away. */
  readonly spans: readonly PresenceSpan[]
  readonly from: Instant
  readonly to: Instant | undefined
  /** What was known before and after. */
  readonly before: PresenceSpan | undefined
  readonly after: PresenceSpan | undefined
}

function absencesOf(all: readonly PresenceSpan[], stretch: Interval, now: Instant): Absence[] {
  const spans = all.filter((span) => intersect(span, stretch))
  const absences: Absence[] = []
  let begins: number | undefined
  const close = (end: number) => {
    if (begins === undefined) return
    const first = spans[begins]
    const after = spans[end]
    if (first) {
      absences.push({
        spans: spans.slice(begins, end),
        from: first.from,
        to: after?.from ?? (now >= stretch.to ? stretch.to : undefined),
        before: spans[begins - 1],
        after,
      })
    }
    begins = undefined
  }
  for (const [index, { state }] of spans.entries()) {
    if (state === 'outside') begins ??= index
    if (state === 'inside') close(index)
  }
  close(spans.length)
  return absences
}

function findingOf(
  rule: CurfewRule,
  night: Night,
  { spans, from, to, before, after }: Absence,
  threshold: number,
): Finding {
  const away = spans.filter(({ state }) => state === 'outside')
  const actualAt = actualFrom(away, threshold)
  const last = spans.at(-1)
  const isAtStart = from === night.from
  const isAtEnd = to === night.to && after === undefined && last?.state === 'outside'
  return {
    cause: causeOf(rule.id, from),
    family: 'curfew',
    kind: kindOf(isAtStart, isAtEnd),
    conditionId: rule.conditionId,
    zoneId: undefined,
    stage: actualAt !== undefined ? 'actual' : to === undefined ? 'potential' : 'cancelled',
    from,
    to,
    actualAt,
    certainty: Math.max(...away.map(({ certainty }) => certainty)),
    counted: countedOf(away),
    unknown: spans.flatMap(({ state, from, to }) => (state === 'unknown' ? [{ from, to }] : [])),
    evidence: decisive([
      before?.positions?.[1],
      ...away.flatMap((span) => span.positions ?? []),
      after?.positions?.[0],
    ]),
  }
}

function kindOf(isAtStart: boolean, isAtEnd: boolean): FindingKind {
  if (isAtStart && isAtEnd) return 'curfew-absent-throughout'
  if (isAtStart) return 'curfew-absent-at-start'
  return isAtEnd ? 'curfew-absent-at-end' : 'curfew-left-during'
}

/** When spans that speak of an occasion added up to the threshold; the last of them only up to its last position. */
function actualFrom(spans: readonly PresenceSpan[], thresholdMs: number): Instant | undefined {
  let missing = thresholdMs
  for (const [index, span] of spans.entries()) {
    const isLast = index === spans.length - 1
    const to = isLast ? Math.min(span.to, span.positions?.[1].capturedAt ?? span.to) : span.to
    if (to - span.from >= missing) return span.from + missing
    missing -= Math.max(0, to - span.from)
  }
  return undefined
}
