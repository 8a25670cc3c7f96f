import { createHash } from 'node:crypto'
import type { AuditEvent } from '../../domain/audit-event.ts'
import type { Instant } from '../../domain/interval.ts'

/** What stands before the first entry of the chain. */
export const NO_HASH = '0'.repeat(64)

/** What PostgreSQL's JSON cannot hold, and what the records would write otherwise than it came. */
const UNSTORABLE = /[\0\uE000]|\p{Surrogate}/gu
const NOT_ASCII = /[\u007F-\uFFFF]/g

/**
 * An event as it is kept and hashed: JSON without white space, keys in this order, absent ones left
 * out, and every character beyond ASCII as `\uXXXX`, so that its bytes are the same everywhere. What
 * PostgreSQL's JSON cannot hold (NUL, half a surrogate pair) is U+FFFD; so is U+E000.
 */
export function auditEntry(event: AuditEvent): string {
  const { interval, details } = event
  const json = JSON.stringify(
    {
      at: new Date(event.at).toISOString(),
      action: event.action,
      outcome: event.outcome,
      what: event.what,
      subjects: event.subjects,
      interval: interval && { from: openText(interval.from), to: openText(interval.to) },
      count: event.count,
      purpose: event.purpose,
      details: details && Object.fromEntries(Object.entries(details).sort(byKey)),
      username: event.username,
      role: event.role,
      accountId: event.accountId,
      from: event.from,
      correlationId: event.correlationId,
    },
    (_, value: unknown) =>
      typeof value === 'string' ? value.replace(UNSTORABLE, '\uFFFD') : value,
  )
  return json.replace(NOT_ASCII, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** @throws SyntaxError for what is no JSON; what is JSON is trusted to be an event. */
export function eventFrom(entry: string): AuditEvent {
  const { at, interval, ...rest } = JSON.parse(entry) as Omit<AuditEvent, 'at' | 'interval'> & {
    readonly at: string
    readonly interval?: { readonly from: string | null; readonly to: string | null }
  }
  return {
    ...rest,
    at: Date.parse(at),
    ...(interval && {
      interval: {
        from: interval.from === null ? -Infinity : Date.parse(interval.from),
        to: interval.to === null ? Infinity : Date.parse(interval.to),
      },
    }),
  }
}

/** The SHA-256, hex, of id, the hash of the entry before, and the entry, with a line feed between. */
export function auditHash(id: number | bigint, previousHash: string, entry: string): string {
  return createHash('sha256').update(`${id}\n${previousHash}\n${entry}`).digest('hex')
}

function openText(instant: Instant): string | null {
  return Number.isFinite(instant) ? new Date(instant).toISOString() : null
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1
}
