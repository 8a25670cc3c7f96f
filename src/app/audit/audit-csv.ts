import { AppError } from '../../domain/errors.ts'
import {
  type AuditFilter,
  type StoredAuditEvent,
  searchAudit,
} from '../../store/records/audit-records.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import { type Column, instant, integer, text } from '../csv-columns.ts'

const MOST_EVENTS = 50_000
const PAGE = 1000

const columns: readonly Column<StoredAuditEvent>[] = [
  integer('id', ({ id }) => id),
  instant('at', ({ at }) => at),
  text('username', ({ username }) => username),
  text('role', ({ role }) => role),
  integer('account_id', ({ accountId }) => accountId),
  text('from', ({ from }) => from),
  text('action', ({ action }) => action),
  text('what', ({ what }) => what),
  text('outcome', ({ outcome }) => outcome),
  text('subjects', ({ subjects }) =>
    typeof subjects === 'string' ? subjects : subjects.join(';'),
  ),
  instant('interval_from', ({ interval }) => finite(interval?.from)),
  instant('interval_to', ({ interval }) => finite(interval?.to)),
  integer('count', ({ count }) => count),
  text('purpose', ({ purpose }) => purpose),
  text('details', ({ details }) => details && JSON.stringify(details)),
  text('correlation_id', ({ correlationId }) => correlationId),
  text('hash', ({ hash }) => hash),
]

/**
 * What a search of the audit finds, as CSV, the newest first.
 *
 * @throws AppError INPUT_INVALID where it finds more than fits: a part of it would pass for the whole.
 */
export async function auditCsv(
  query: RecordsQuery,
  filter: AuditFilter,
): Promise<{ csv: string; events: number }> {
  const lines = [columns.map(({ name }) => name).join(',')]
  let before: number | undefined
  while (true) {
    const events = await searchAudit(query, filter, { before, limit: PAGE })
    for (const event of events) lines.push(columns.map(({ cell }) => cell(event)).join(','))
    if (lines.length - 1 > MOST_EVENTS) {
      throw new AppError(
        'INPUT_INVALID',
        `Cannot export more than ${MOST_EVENTS.toLocaleString('en-GB')} events: narrow the search, by dates for example`,
        { field: 'from' },
      )
    }
    before = events.at(-1)?.id
    if (events.length < PAGE) return { csv: `${lines.join('\n')}\n`, events: lines.length - 1 }
  }
}

function finite(at: number | undefined): number | undefined {
  return at !== undefined && Number.isFinite(at) ? at : undefined
}
