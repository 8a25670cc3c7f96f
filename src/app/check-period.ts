import type { Verdict } from '../domain/evidence-summary.ts'
import type { ClosedWindow } from '../domain/interval.ts'
import { bridgedWindow } from '../matching/candidates.ts'
import { Matcher } from '../matching/match-crimes.ts'
import { paddedWindow } from '../matching/proximity.ts'
import { algorithmVersion } from './algorithm-version.ts'
import { comparable, expectComparable } from './check-pair.ts'
import { type CheckSource, expectWearer } from './check-source.ts'
import { matchColumns } from './match-columns.ts'
import { type MatchRow, matchRow } from './match-rows.ts'
import { CsvFile, OutputFile } from './output-file.ts'

/** Who is ruled out of what: a wearer against every crime of a period. */
export interface CheckedPeriod {
  /** In the order of matches.csv. */
  readonly rows: readonly MatchRow[]
  readonly verdicts: Readonly<Record<Verdict, number>>
  /** Crimes at a time when the wearer may not lawfully be compared. */
  readonly notComparable: number
}

/**
 * Weighs one wearer against every crime whose window touches a period, as a matching run would.
 *
 * @throws AppError WEARER_UNKNOWN, AUDIT_UNWRITABLE, or NOT_COMPARABLE where that is so of the whole period.
 */
export async function checkPeriod(
  source: CheckSource,
  deviceWearerId: string,
  period: ClosedWindow,
): Promise<CheckedPeriod> {
  const { parameters, lawful, engine } = source
  expectWearer(source, deviceWearerId)
  expectComparable(lawful, deviceWearerId, period, 'the period')
  const windowOf = (crime: { readonly window: ClosedWindow }): ClosedWindow =>
    paddedWindow(crime.window, parameters.padMinutes)
  const touching = source.crimes.filter((crime) => {
    const { from, to } = windowOf(crime)
    return from <= period.to && period.from <= to
  })
  const crimes = touching.filter((crime) => comparable(lawful, deviceWearerId, windowOf(crime)))
  const needed = crimes.map((crime) => bridgedWindow(windowOf(crime), parameters))
  const from = needed.reduce((earliest, window) => Math.min(earliest, window.from), period.from)
  const to = needed.reduce((latest, window) => Math.max(latest, window.to), period.to)
  const arranged = await source.positionsOf(deviceWearerId, { from, to })
  const matcher = new Matcher(arranged, lawful, parameters, engine)
  const version = algorithmVersion(parameters)
  const rows = crimes.map((crime) =>
    matchRow(matcher.pair(crime, deviceWearerId), arranged.positions, version),
  )
  await source.tell({
    action: 'consult',
    what: 'movements',
    subjects: [deviceWearerId],
    interval: { from, to: to + 1 },
    count: rows.length,
  })
  const count = (verdict: Verdict): number =>
    rows.filter(({ evidence }) => evidence?.verdict === verdict).length
  return {
    rows,
    verdicts: {
      supports_presence: count('supports_presence'),
      inconclusive: count('inconclusive'),
      supports_absence: count('supports_absence'),
      no_data: count('no_data'),
    },
    notComparable: touching.length - crimes.length,
  }
}

/** Writes the rows as matches.csv has them. @throws AppError OUTPUT_UNWRITABLE */
export function writePeriod({ rows }: CheckedPeriod, path: string): void {
  const file = new OutputFile(path)
  try {
    const csv = new CsvFile(file, matchColumns)
    for (const row of rows) csv.add(row)
    file.finish()
  } catch (error) {
    file.abandon()
    throw error
  }
}
