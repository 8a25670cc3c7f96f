import { AppError } from '../../domain/errors.ts'
import type { Asked } from '../../server/route.ts'
import {
  type AllocatedWearer,
  restrictionOnWearer,
  visibleWearer,
} from '../../store/records/visible-allocations.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'

/**
 * The wearer of an id or CRN, for whoever asks.
 *
 * @throws AppError RESTRICTED with what the restriction says; NOT_FOUND.
 */
export async function findWearer(
  context: Asked,
  { folder, now }: PortalServices,
  idOrCrn: string,
): Promise<AllocatedWearer> {
  const viewer = { accountId: accountIdOf(context), at: now() }
  const wearer = await visibleWearer(folder.records, viewer, idOrCrn)
  if (wearer) return wearer
  const restriction = await restrictionOnWearer(folder.records, viewer, idOrCrn)
  if (restriction) {
    throw new AppError('RESTRICTED', restriction.message.replace(/\.$/, ''), {
      subjects: [restriction.id],
    })
  }
  throw new AppError('NOT_FOUND', 'Cannot show allocations: nobody of that id or CRN is known')
}
