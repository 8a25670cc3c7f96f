import type { Interval } from '../domain/interval.ts'
import { readRefusedPosition, speaksOf } from '../ingest/refused-position.ts'
import { listImports } from '../store/records/imports.ts'
import type { RecordsQuery } from '../store/records/records.ts'
import { forgetRefusedRows, refusedRows } from '../store/records/refused-records.ts'

/** Refused rows of positions files that speak of these devices in their intervals, by import. */
export async function refusedRowsOf(
  query: RecordsQuery,
  intervals: ReadonlyMap<string, readonly Interval[]>,
): Promise<Map<number, number[]>> {
  const found = new Map<number, number[]>()
  if (intervals.size === 0) return found
  for (const { id, header } of await listImports(query, { kind: 'positions' })) {
    const rows: number[] = []
    for await (const { row, raw } of refusedRows(query, id)) {
      if (speaksOf(readRefusedPosition(raw, header), intervals)) rows.push(row)
    }
    if (rows.length > 0) found.set(id, rows)
  }
  return found
}

/** How many {@link eraseRefused} would remove. */
export async function countRefused(
  query: RecordsQuery,
  intervals: ReadonlyMap<string, readonly Interval[]>,
): Promise<number> {
  return [...(await refusedRowsOf(query, intervals)).values()].flat().length
}

/**
 * Removes refused rows that speak of these devices in their intervals, with their issues: they hold
 * coordinates as they came. Where the instant cannot be read, the device decides. @returns how many.
 */
export async function eraseRefused(
  transaction: RecordsQuery,
  intervals: ReadonlyMap<string, readonly Interval[]>,
): Promise<number> {
  const found = await refusedRowsOf(transaction, intervals)
  for (const [id, rows] of found) await forgetRefusedRows(transaction, id, rows)
  return [...found.values()].flat().length
}
