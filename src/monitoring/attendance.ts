import { type Instant, type Interval, intersect, subtract, union } from '../domain/interval.ts'
import { occurrencesOf } from '../domain/weekly-hours.ts'
import { causeOf } from './cause.ts'
import { decisive } from './decisive.ts'
import type { Appointment, Assessment, Finding, Observation } from './finding.ts'
import type { Presence, PresenceSpan } from './presence.ts'
import type { AttendanceRule } from './rule.ts'
import type { MonitoringSettings } from './settings.ts'
import { spansOf } from './spans-of.ts'

const MINUTE = 60_000

/**
 * What became of every appointment that shares an instant with `within`: on time, late, missed, left early, or not known.
 * Somebody is late who is known to have been elsewhere after the grace; an appointment is missed where no unknown stretch is
 * long enough to have kept it in. No minutes of it count as violation: what is missed is an appointment.
 *
 * @param observations of those appointments whole, and of two hours around them.
 */
export function assessAttendance(
  rule: AttendanceRule,
  observations: readonly Observation[],
  { within, now }: { readonly within: Interval; readonly now: Instant },
  presence: Presence,
  settings: MonitoringSettings,
): Assessment {
  const grace = (rule.terms.graceMinutes ?? settings.thresholdMinutes.attendance) * MINUTE
  const kept = appointmentsOf(rule, within).map((appointment) => {
    const areas = [rule.place.area]
    const spans = spansOf(presence, [{ ...appointment, areas }], observations, now)
    return judged(rule, appointment, spans, grace, now)
  })
  return {
    findings: kept.flatMap(({ findings }) => findings),
    states: kept.flatMap(({ spans }) => spans.map(({ state, from, to }) => ({ state, from, to }))),
    appointments: kept.map(({ appointment }) => appointment),
  }
}

/** Appointments without what was authorised beforehand; those that are not monitored from beginning to end are none. */
export function appointmentsOf(
  { terms, within: monitored, place, absences }: AttendanceRule,
  within: Interval,
): Interval[] {
  const all = terms.hours.flatMap((row) => occurrencesOf(row, within))
  return all
    .toSorted((a, b) => a.from - b.from || a.to - b.to)
    .filter((each, index) => each.from !== all[index - 1]?.from || each.to !== all[index - 1]?.to)
    .flatMap((whole) => {
      const left = subtract([whole], absences)
      const [first, last] = [left.at(0), left.at(-1)]
      return first && last ? [{ from: first.from, to: last.to }] : []
    })
    .filter(({ from, to }) =>
      union(monitored).some((stretch) => {
        const both = intersect(stretch, place.valid)
        return both !== undefined && both.from <= from && to <= both.to
      }),
    )
}

function judged(
  rule: AttendanceRule,
  { from, to }: Interval,
  spans: readonly PresenceSpan[],
  grace: number,
  now: Instant,
): { findings: Finding[]; spans: readonly PresenceSpan[]; appointment: Appointment } {
  const isOver = now >= to
  const least = (rule.terms.leastMinutes ?? 0) * MINUTE
  const arrival = spans.find(({ state }) => state === 'inside')
  const before = spans.filter((span) => span.to <= (arrival?.from ?? to))
  const elsewhere = before.filter((span) => span.state === 'outside' && span.to > from + grace)
  const unknown = spans.filter(({ state }) => state === 'unknown')
  const answer = (outcome: Appointment['outcome'], findings: Finding[] = []) => ({
    findings,
    spans,
    appointment: { from, to, outcome, arrivedAt: arrival?.from },
  })
  const late = (kind: 'attendance-late' | 'attendance-missed', end: Instant | undefined) =>
    findingOf(rule, kind, { from, to: end }, from + grace, before, arrival)

  if (arrival === undefined) {
    if (!isOver) {
      if (elsewhere.length === 0) return answer('to-come')
      return answer('late', [late('attendance-late', undefined)])
    }
    const enough = Math.max(least, grace, MINUTE)
    const mayHaveBeen = unknown.some((span) => span.to - span.from >= enough)
    const isKnown = spans.some(({ state }) => state === 'outside') && !mayHaveBeen
    return isKnown ? answer('missed', [late('attendance-missed', to)]) : answer('unknown')
  }

  const wasLate = elsewhere.length > 0
  const arrivals = wasLate ? [late('attendance-late', arrival.from)] : []
  const mayBeLate = !wasLate && arrival.from > from + grace
  const last = spans.at(-1)
  const after = spans.filter((span) => span.from >= arrival.from)
  const stayed = sumOf(after.filter(({ state }) => state !== 'outside'))
  if (last?.state === 'outside' && stayed < least) {
    const left = findingOf(
      rule,
      'attendance-left-early',
      { from: last.from, to: isOver ? to : undefined },
      isOver ? to : undefined,
      [last],
      arrival,
    )
    return answer('left-early', [...arrivals, left])
  }
  if (wasLate) return answer('late', arrivals)
  return answer(mayBeLate ? 'unknown' : 'on-time')
}

function sumOf(spans: readonly Interval[]): number {
  return spans.reduce((sum, { from, to }) => sum + (to - from), 0)
}

function findingOf(
  rule: AttendanceRule,
  kind: Finding['kind'],
  { from, to }: { readonly from: Instant; readonly to: Instant | undefined },
  actualAt: Instant | undefined,
  spans: readonly PresenceSpan[],
  arrival: PresenceSpan | undefined,
): Finding {
  const away = spans.filter(({ state }) => state === 'outside')
  return {
    cause: causeOf(rule.id, from),
    family: 'attendance',
    kind,
    conditionId: rule.conditionId,
    zoneId: rule.place.zoneId,
    stage: actualAt === undefined ? 'potential' : 'actual',
    from,
    to,
    actualAt,
    certainty: Math.max(...away.map(({ certainty }) => certainty)),
    counted: [],
    unknown: spans.flatMap(({ state, from, to }) => (state === 'unknown' ? [{ from, to }] : [])),
    evidence: decisive([
      ...away.flatMap(({ positions }) => positions ?? []),
      arrival?.positions?.[0],
      arrival?.positions?.[1],
    ]),
  }
}
