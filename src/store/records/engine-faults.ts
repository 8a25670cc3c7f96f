import { AppError } from '../../domain/errors.ts'
import { UniqueViolation } from './records.ts'

/** Classes of SQLSTATE that say our statement or its values were wrong: a bug, not a store that is away. */
const OUR_FAULT = new Set(['0A', '21', '22', '23', '26', '42'])
const UNIQUE_VIOLATION = '23505'
/** The driver's words for an answer that did not come in time. */
const READ_TIMEOUT = 'Query read timeout'
const MAY_NOT = '42501'
const DAMAGED = new Set(['XX001', 'XX002'])

/** What the engines say of a failure: PostgreSQL's fields, or none where the connection itself failed. */
interface EngineFault {
  readonly message: string
  readonly code?: string
  readonly constraint?: string
  readonly table?: string
}

/**
 * An engine's failure as this program tells of it. Engines hang the statement's values and the row in
 * question on their errors; those stay behind, because an error may be logged.
 *
 * @param records what cannot be used where the store is away.
 * @returns {@link UniqueViolation}; AppError STORE_CORRUPT where the engine found damage; an Error where our statement
 * was wrong; else AppError STORE_UNAVAILABLE.
 */
export function asRecordsFault(error: unknown, records = 'the records'): Error {
  if (error instanceof AppError) return error
  const fault = withoutValues(error)
  const code = fault.code ?? ''
  if (code === UNIQUE_VIOLATION) return new UniqueViolation(fault.constraint ?? '', fault)
  if (DAMAGED.has(code)) {
    return new AppError(
      'STORE_CORRUPT',
      `Cannot use ${records}: their files are damaged (${fault.message}); restore them from a backup`,
      {
        cause: fault,
      },
    )
  }
  if (OUR_FAULT.has(code.slice(0, 2)) && code !== MAY_NOT) {
    return new Error(`Cannot run a statement on the records: ${fault.message} (${code})`, {
      cause: fault,
    })
  }
  const why = fault.message === READ_TIMEOUT ? 'the server does not answer' : fault.message
  return new AppError('STORE_UNAVAILABLE', `Cannot use ${records}: ${why}`, { cause: fault })
}

function withoutValues(error: unknown): Error & EngineFault {
  const { message, code, constraint, table } = error as Partial<EngineFault>
  const bare = new Error(message || code || String(error))
  if (error instanceof Error && error.stack) bare.stack = error.stack
  return Object.assign(
    bare,
    typeof code === 'string' && { code },
    constraint !== undefined && { constraint },
    table !== undefined && { table },
  )
}
