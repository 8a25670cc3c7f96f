import type { CrimeVersion } from '../domain/crime.ts'
import { type Instant, union } from '../domain/interval.ts'
import type { MatchingParameters } from './parameters.ts'
import { paddedWindow } from './proximity.ts'

const DAY = 86_400_000

/**
 * Which days (by their first instants, UTC) the evidence of some crimes is weighed over: those within
 * `historyDays` of any of their padded windows, and a day more, because comparable hours and the
 * bridges at their ends may lie across a midnight. What is learned of everybody (circles, where
 * people stop) is learned of these days; further ones are history of none of these crimes.
 */
export function historyDays(
  crimes: Iterable<Pick<CrimeVersion, 'window'>>,
  parameters: MatchingParameters,
): (day: Instant) => boolean {
  const reach = (parameters.evidence.historyDays + 1) * DAY
  const spans = union(
    Array.from(crimes, ({ window }) => {
      const { from, to } = paddedWindow(window, parameters.padMinutes)
      return { from: from - reach, to: to + reach + 1 }
    }),
  )
  return (day) => spans.some(({ from, to }) => from < day + DAY && day < to)
}
