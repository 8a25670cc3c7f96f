import type { Instant, Interval } from '../domain/interval.ts'
import { silencesWithin } from '../domain/silences.ts'
import { causeOf } from './cause.ts'
import type { Finding } from './finding.ts'
import type { MonitoringSettings } from './settings.ts'

/**
 * Stretches in which nothing was heard from a device for as long as the threshold: about the device, and never
 * about where anybody was. Shorter ones are nothing.
 *
 * @param subject the device's activation.
 * @param within when something was to be heard, disjoint and in order; what lies past `now` does not matter.
 * @param heard instants at which something was measured or said, in any order. Instants of measuring, not of arrival, let
 *   data that come late fill a silence.
 */
export function silenceFindings(
  subject: string,
  within: readonly Interval[],
  heard: readonly Instant[],
  now: Instant,
  { thresholdMinutes }: MonitoringSettings,
): Finding[] {
  const threshold = thresholdMinutes.signal
  const past = within.flatMap(({ from, to }) =>
    from < now ? [{ from, to: Math.min(to, now) }] : [],
  )
  const ordered = heard.toSorted((a, b) => a - b)
  return silencesWithin(past, ordered, threshold).map(({ from, to }) => ({
    cause: causeOf(`${encodeURIComponent(subject)}/no-signal`, from),
    family: 'signal',
    kind: 'no-signal',
    conditionId: undefined,
    zoneId: undefined,
    stage: 'actual',
    from,
    to: to === now ? undefined : to,
    actualAt: from + threshold * 60_000,
    certainty: undefined,
    counted: [],
    unknown: [{ from, to }],
    evidence: [],
  }))
}
