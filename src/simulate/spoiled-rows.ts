import { type CrimeRow, compactInstant } from './crime-rows.ts'
import { DAY } from './uk-clock.ts'

/** The ways in which forces get rows wrong. */
const ways: readonly ((row: CrimeRow) => CrimeRow)[] = [
  (row) => ({ ...row, crimeType: 'BURG' }),
  (row) => ({ ...row, dateFrom: `${row.dateFrom.slice(0, 4)}0230${row.dateFrom.slice(8)}` }),
  (row) => ({ ...row, dateTo: dayLater(row.dateFrom) }),
  (row) => ({ ...row, crimeReference: '' }),
  (row) => ({ ...row, northing: '', longitude: '' }),
]

/** The row made invalid, in turn in each of the ways. */
export function spoiled(row: CrimeRow, turn: number): CrimeRow {
  return ways[turn % ways.length]?.(row) ?? row
}

/** A day after a compact instant: far over the longest window. */
function dayLater(compact: string): string {
  const iso = compact.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6Z')
  return compactInstant(Date.parse(iso) + DAY)
}
