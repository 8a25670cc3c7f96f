import { AppError } from '../../domain/errors.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import { hiddenFrom } from '../../store/records/restriction-records.ts'
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

/**
 * Whoever is kept from a person reads no answer that tells of them: police, in whose scope nobody is otherwise.
 *
 * @throws AppError RESTRICTED
 */
export async function expectNotKeptFrom(
  query: RecordsQuery,
  username: string,
  deviceWearerId: string | undefined,
): Promise<void> {
  const message =
    deviceWearerId === undefined
      ? undefined
      : (await hiddenFrom(query, username)).get(deviceWearerId)
  if (deviceWearerId === undefined || message === undefined) return
  throw new AppError('RESTRICTED', message.replace(/\.$/, ''), { subjects: [deviceWearerId] })
}
