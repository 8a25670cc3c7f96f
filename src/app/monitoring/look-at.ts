import { type Instant, type Interval, intersect } from '../../domain/interval.ts'
import { assess, stretchToLookAt } from '../../monitoring/assess.ts'
import type { Assessment, Observation } from '../../monitoring/finding.ts'
import type { Rule } from '../../monitoring/rule.ts'
import type { MonitoringSettings } from '../../monitoring/settings.ts'

const HOUR = 3_600_000
/** Before and after what is looked at, so that it begins and ends where nothing goes on. */
const MARGIN_MS = HOUR
/** As far as positions speak of a time without any. */
const REACH_MS = 2 * HOUR

/** What a rule says of a stretch, and of which time all that it says was looked at again. */
export interface RuleLooked {
  readonly rule: Rule
  readonly within: Interval
  readonly assessment: Assessment
}

/**
 * Widens a stretch until nothing that was said reaches over its ends: looked at in part, an occasion would be said to
 * begin where the look does.
 *
 * @param said from when to when what was said goes; no end is until now.
 */
export function wholeStretch(
  stretch: Interval,
  said: readonly { readonly from: Instant; readonly to: Instant | undefined }[],
  now: Instant,
): Interval {
  let from = stretch.from - MARGIN_MS
  let to = stretch.to + MARGIN_MS
  for (let grown = true; grown; ) {
    grown = false
    for (const one of said) {
      const end = one.to ?? now
      if (one.from > to || end < from) continue
      const widerFrom = Math.min(from, one.from - MARGIN_MS)
      const widerTo = Math.max(to, end + MARGIN_MS)
      grown ||= widerFrom < from || widerTo > to
      from = widerFrom
      to = widerTo
    }
  }
  return { from, to: Math.min(to, now) }
}

/** What each of a wearer's rules says of a stretch. */
export async function lookAt(
  rules: readonly Rule[],
  stretch: Interval,
  now: Instant,
  settings: MonitoringSettings,
  read: (interval: Interval) => Promise<readonly Observation[]>,
): Promise<RuleLooked[]> {
  const asked = rules.flatMap((rule) => {
    const within = stretchToLookAt(rule, stretch)
    return rule.within.some((lawful) => intersect(lawful, within)) ? [{ rule, within }] : []
  })
  if (asked.length === 0) return []
  const observations = await read({
    from: Math.min(...asked.map(({ within }) => within.from)) - REACH_MS,
    to: Math.max(...asked.map(({ within }) => within.to)) + REACH_MS,
  })
  return asked.map(({ rule, within }) => ({
    rule,
    within,
    assessment: assess(rule, observations, { within, now }, settings),
  }))
}
