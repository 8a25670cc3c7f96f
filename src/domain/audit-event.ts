import type { Actor } from './actor.ts'
import type { Instant, Interval } from './interval.ts'

/** What was done with personal data (Data Protection Act 2018, section 62, with searches and sign-ins beside). */
export const auditActions = [
  'collect',
  'consult',
  'search',
  'alter',
  'disclose',
  'combine',
  'erase',
  'sign-in',
] as const
export type AuditAction = (typeof auditActions)[number]

/** Refused: not permitted. Failed: permitted, and could not be done. */
export const auditOutcomes = ['done', 'refused', 'failed'] as const
export type AuditOutcome = (typeof auditOutcomes)[number]

/** What an audit event says beyond who and when. No names, coordinates or free text of others: ids and counts. */
export interface AuditFacts {
  readonly action: AuditAction
  readonly outcome: AuditOutcome
  /** What kind of data: `movements`, `accounts`, `matches`. */
  readonly what: string
  /** Whose: ids of device wearers; nobody's where it concerns no wearer. */
  readonly subjects: readonly string[] | 'everyone'
  /** Which stretch of their lives, where positions are concerned. */
  readonly interval?: Interval | undefined
  readonly count?: number | undefined
  /** Why, in the asker's words, where the rules ask. */
  readonly purpose?: string | undefined
  readonly details?: Readonly<Record<string, string | number | boolean>> | undefined
}

/** Who did what to whose data, when, why; append-only. */
export interface AuditEvent extends AuditFacts {
  readonly at: Instant
  readonly username: string
  readonly role: Actor['role']
  readonly accountId?: number | undefined
  readonly from: string
  readonly correlationId: string
}

export function auditEvent(actor: Actor, at: Instant, facts: AuditFacts): AuditEvent {
  const { username, role, accountId, from, correlationId } = actor
  return { at, username, role, accountId, from, correlationId, ...facts }
}
