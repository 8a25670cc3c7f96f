import { AppError } from '../../domain/errors.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import { restrictionMessage } from '../../store/records/visible-person.ts'

/** Whoever is kept from a person works on no question about them. @throws AppError RESTRICTED */
export async function expectVisible(
  query: RecordsQuery,
  viewer: Viewer,
  deviceWearerId: string | undefined,
): Promise<void> {
  if (deviceWearerId === undefined) return
  const message = await restrictionMessage(query, viewer, deviceWearerId)
  if (message === undefined) return
  throw new AppError('RESTRICTED', message.replace(/\.$/, ''), { subjects: [deviceWearerId] })
}
