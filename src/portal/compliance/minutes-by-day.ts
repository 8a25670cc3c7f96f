import { londonDay } from '../../app/compliance/compliance-period.ts'
import type { Interval } from '../../domain/interval.ts'
import { type LedgerLine, type LedgerState, ledgerStates } from '../../monitoring/ledger.ts'

/** Violation minutes of one day, by what was decided of them. */
export interface DayMinutes {
  readonly date: string
  readonly minutes: Readonly<Record<LedgerState, number>>
}

/**
 * Minutes of the ledger by the day, or the night, that they are of: what comes after midnight in a night's curfew is of the date that
 * the night began on.
 *
 * @param moreThan violations of so many minutes or fewer, all their lines together, are left out.
 */
export function minutesByDay(
  lines: readonly LedgerLine[],
  nights: readonly (Interval & { readonly date: string })[],
  dates: readonly string[],
  moreThan: number,
): DayMinutes[] {
  const totals = new Map<string, number>()
  for (const { incidentId, minutes } of lines) {
    totals.set(incidentId, (totals.get(incidentId) ?? 0) + minutes)
  }
  const shown = lines
    .filter(({ incidentId }) => (totals.get(incidentId) ?? 0) > moreThan)
    .map(({ from, state, minutes }) => {
      const night = nights.find((one) => one.from <= from && from < one.to)
      return { date: night?.date ?? londonDay(from), state, minutes }
    })
  return dates.map((date) => ({
    date,
    minutes: Object.fromEntries(
      ledgerStates.map((state) => [
        state,
        shown.reduce(
          (sum, one) => sum + (one.date === date && one.state === state ? one.minutes : 0),
          0,
        ),
      ]),
    ) as Record<LedgerState, number>,
  }))
}
