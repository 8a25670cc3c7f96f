import { nothingHere } from '../../domain/errors.ts'
import type { Asked } from '../../server/route.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import { type VisibleAttempt, visibleAttempt } from '../../store/records/visible-attempts.ts'
import { accountIdOf } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'

/** The attempt that an address names. @throws AppError NOT_FOUND, also where the account may not see its force. */
export async function findAttempt(query: RecordsQuery, context: Asked): Promise<VisibleAttempt> {
  const id = wholeNumber(context.req.param('id'))
  const attempt =
    id === undefined ? undefined : await visibleAttempt(query, accountIdOf(context), id)
  if (!attempt) throw nothingHere()
  return attempt
}
