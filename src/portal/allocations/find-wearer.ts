import { AppError } from '../../domain/errors.ts'
import type { Asked } from '../../server/route.ts'
import {
  type AllocatedWearer,
  restrictionOnWearer,
  visibleWearer,
} from '../../store/records/visible-allocations.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'

/**
 * The wearer of an id or CRN, for whoever asks; `undefined` where nobody they may see has it.
 *
 * @throws AppError RESTRICTED with what the restriction says.
 */
export async function findWearer(
  context: Asked,
  { folder, now }: PortalServices,
  idOrCrn: string,
): Promise<AllocatedWearer | undefined> {
  const viewer = { accountId: accountIdOf(context), at: now() }
  const wearer = await visibleWearer(folder.records, viewer, idOrCrn)
  if (wearer) return wearer
  const restriction = await restrictionOnWearer(folder.records, viewer, idOrCrn)
  if (restriction) {
    throw new AppError('RESTRICTED', restriction.message.replace(/\.$/, ''), {
      subjects: [restriction.id],
    })
  }
  return undefined
}
