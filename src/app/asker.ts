import { randomUUID } from 'node:crypto'
import { hostname, userInfo } from 'node:os'
import type { Actor } from '../domain/actor.ts'
import { type AuditFacts, auditEvent } from '../domain/audit-event.ts'
import { AppError } from '../domain/errors.ts'
import { permissions } from '../domain/roles.ts'
import { appendAudit } from '../store/records/audit-records.ts'
import type { RecordsQuery } from '../store/records/records.ts'

/** On whose behalf something is done with personal data, and why. */
export interface Asker {
  readonly actor: Actor
  readonly purpose?: string | undefined
}

/** Where the reason must be known. */
export type AskerWithPurpose = Asker & { readonly purpose: string }

/** An event as a use case tells it: the asker's purpose and that it was done go without saying. */
export type AskedFacts = Omit<AuditFacts, 'outcome'> & Partial<Pick<AuditFacts, 'outcome'>>

/** Whoever runs a command on this host, for as long as the command runs. */
export function operator(): Actor {
  const from = hostname()
  return {
    kind: 'operator',
    username: `${accountName()}@${from}`,
    role: 'operator',
    permissions: new Set(permissions),
    from,
    correlationId: randomUUID(),
  }
}

/** In a container the process may have a number and no name. */
function accountName(): string {
  try {
    return userInfo().username
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`
  }
}

/**
 * Keeps one event. What it speaks of is given, or committed, only afterwards.
 *
 * @throws AppError AUDIT_UNWRITABLE
 */
export async function keepEvent(
  query: RecordsQuery,
  { actor, purpose }: Asker,
  facts: AskedFacts,
): Promise<void> {
  await appendAudit(query, auditEvent(actor, Date.now(), { outcome: 'done', purpose, ...facts }))
}

const REFUSALS: ReadonlySet<string> = new Set([
  'RESTRICTED',
  'WEARER_UNKNOWN',
  'CRIME_UNKNOWN',
  'NOT_COMPARABLE',
  'LEGAL_HOLD',
  'NOTHING_TO_ERASE',
])

/**
 * Does `work`, which keeps its own event when it is done. Where it is refused or fails, that is kept,
 * with the error's code; wrong use asked for nothing yet.
 *
 * @throws whatever `work` throws. A refusal tells something too, so it is not given where its event cannot
 * be kept (AUDIT_UNWRITABLE); what failed may have failed for the same reason as its event.
 */
export async function attempt<T>(
  query: RecordsQuery,
  asker: Asker,
  facts: AskedFacts,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'UNEXPECTED'
    if (code === 'WRONG_USE') throw error
    const details = { ...facts.details, code }
    if (REFUSALS.has(code)) {
      await keepEvent(query, asker, { ...facts, outcome: 'refused', details })
    } else {
      await keepEvent(query, asker, { ...facts, outcome: 'failed', details }).catch(() => undefined)
    }
    throw error
  }
}
