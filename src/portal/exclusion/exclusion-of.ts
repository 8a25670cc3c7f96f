import { nothingHere } from '../../domain/errors.ts'
import type { Asked } from '../../server/route.ts'
import {
  type ExclusionQuestion,
  exclusionQuestion,
} from '../../store/records/exclusion-questions.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'

/** @throws AppError NOT_FOUND, also where there is a question about a crime of a force that the account may not see. */
export async function exclusionOf(
  context: Asked,
  { folder, now }: PortalServices,
): Promise<{ question: ExclusionQuestion; viewer: Viewer }> {
  const id = wholeNumber(context.req.param('id'))
  const viewer = { accountId: accountIdOf(context), at: now() }
  const question =
    id === undefined ? undefined : await exclusionQuestion(folder.records, viewer.accountId, id)
  if (!question) throw nothingHere()
  return { question, viewer }
}
