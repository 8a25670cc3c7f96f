import type { Actor } from '../../domain/actor.ts'
import type { AuditFacts } from '../../domain/audit-event.ts'
import { AppError } from '../../domain/errors.ts'
import type { Instant } from '../../domain/interval.ts'
import type { Records, RecordsQuery } from '../../store/records/records.ts'

/**
 * Writes one audit event of the actor, through the handle it is given: inside a transaction it is kept
 * with what it tells of, or neither is.
 *
 * @param as whoever the actor turned out to be: who signs in is nobody until they have.
 */
type Audit = (query: RecordsQuery, facts: AuditFacts, as?: Actor) => Promise<void>

/** What every use case of accounts is given. */
export interface AccountWork {
  readonly records: Records
  readonly now: Instant
  readonly actor: Actor
  readonly audit: Audit
}

/** Runs an alteration with its audit event, in one transaction: both are kept or neither. */
export function altering<T>(
  { records, audit }: AccountWork,
  what: string,
  work: (
    transaction: RecordsQuery,
  ) => Promise<{ result: T; details: Details; subjects?: string[] }>,
): Promise<T> {
  return records.transaction(async (transaction) => {
    const { result, details, subjects = [] } = await work(transaction)
    await audit(transaction, { action: 'alter', outcome: 'done', what, subjects, details })
    return result
  })
}

type Details = NonNullable<AuditFacts['details']>

/** A form's value that cannot be taken. */
export function invalid(message: string, field: string): AppError {
  return new AppError('INPUT_INVALID', message, { field })
}

/** A change that nobody, or not this actor, may make. */
export function notPermitted(message: string): AppError {
  return new AppError('NOT_PERMITTED', message)
}

export function notFound(message: string): AppError {
  return new AppError('NOT_FOUND', message)
}
