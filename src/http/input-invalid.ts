import { AppError } from '../domain/errors.ts'

/** One thing that was sent and cannot be taken. */
export interface InputFault {
  /** Where it is: `query.limit`, `body.positions`, `header.Idempotency-Key`. */
  readonly at: string
  readonly message: string
}

/** A request that cannot be understood, with everything that is wrong with it. */
export class InputInvalid extends AppError {
  readonly faults: readonly InputFault[]

  constructor(faults: readonly InputFault[]) {
    const first = faults[0]
    const more = faults.length > 1 ? `, and ${faults.length - 1} more` : ''
    super('INPUT_INVALID', `Cannot take the request: ${first?.at}: ${first?.message}${more}`)
    this.faults = faults
  }
}
