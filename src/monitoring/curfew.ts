import { type Instant, type Interval, intersect } from '../domain/interval.ts'
import { causeOf } from './cause.ts'
import { countedOf } from './counted-of.ts'
import { decisive } from './decisive.ts'
import type { Assessment, Finding, FindingKind, Observation } from './finding.ts'
import { type Night, nightsOf, unbroken } from './nights.ts'
import type { Presence, PresenceSpan } from './presence.ts'
import { presenceSettings } from './presence-settings.ts'
import type { CurfewRule } from './rule.ts'
import type { MonitoringSettings } from './settings.ts'
import { spansOf } from './spans-of.ts'
import { sigmaOf } from './witness.ts'

const CLEAR_SIGMAS = 3

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
    const threshold = settings.thresholdMinutes.curfew * 60_000
    const clear = observations.filter((_, index) => isClearOf(night, observations, index))
    const findings = unbroken(night).flatMap((stretch) =>
      absencesOf(spans, stretch, now).map((absence) =>
        findingOf(rule, night, absence, actualFrom(absence, clear, threshold)),
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
  actualAt: Instant | undefined,
): Finding {
  const away = awayIn(spans)
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

/**
 * When an absence had lasted for the threshold, and a position was seen of it that is clear of home; what lasts is
 * known only up to the last position.
 */
function actualFrom(
  { spans }: Absence,
  clear: readonly Observation[],
  threshold: number,
): Instant | undefined {
  const away = awayIn(spans)
  const first = clear.find(({ capturedAt }) =>
    away.some(({ from, to }) => from <= capturedAt && capturedAt < to),
  )
  if (first === undefined) return undefined
  let missing = threshold
  for (const [index, span] of away.entries()) {
    const isLast = index === away.length - 1
    const to = isLast ? Math.min(span.to, span.positions?.[1].capturedAt ?? span.to) : span.to
    if (to - span.from >= missing) return Math.max(span.from + missing, first.capturedAt)
    missing -= Math.max(0, to - span.from)
  }
  return undefined
}

function awayIn(spans: readonly PresenceSpan[]): PresenceSpan[] {
  return spans.filter(({ state }) => state === 'outside')
}

/**
 * Whether a position lies so far from every place to be that its error hardly explains it. Indoors errors last: cells and
 * reflections put whoever sits at home next door for hours, which no number of like positions makes truer.
 */
function isClearOf(
  { required }: Night,
  observations: readonly Observation[],
  index: number,
): boolean {
  const observation = observations[index]
  if (observation === undefined) return false
  const { capturedAt: at, longitude, latitude } = observation
  const part = required.find(({ from, to }) => from <= at && at < to)
  if (part === undefined) return false
  const isClearBy = (sigma: number) =>
    part.places.every(({ area }) => area.depthMetres(longitude, latitude) < -CLEAR_SIGMAS * sigma)
  // The second takes longer, and most positions are at home.
  return (
    isClearBy(sigmaOf(observation, presenceSettings)) &&
    isClearBy(usualSigma(observations, index, observation))
  )
}

/**
 * The mean of what positions of its mechanism were believed to be off by while its error lasted: an error stays while the circles around
 * it vary, and of hours of one wrong cell some circle is small.
 */
function usualSigma(
  observations: readonly Observation[],
  index: number,
  { capturedAt, mechanism }: Observation,
): number {
  const minutes = presenceSettings.errorMinutes[mechanism] ?? presenceSettings.errorMinutes[''] ?? 0
  let [sum, count] = [0, 0]
  for (let i = index; i >= 0; i--) {
    const one = observations[i]
    if (one === undefined || capturedAt - one.capturedAt > minutes * 60_000) break
    if (one.mechanism !== mechanism) continue
    sum += sigmaOf(one, presenceSettings)
    count += 1
  }
  return sum / count
}
