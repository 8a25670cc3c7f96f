import { AppError } from '../domain/errors.ts'
import type { Interval } from '../domain/interval.ts'
import { londonTime } from '../domain/london-time.ts'
import {
  type LegalHold,
  liftLegalHold,
  listLegalHolds,
  placeLegalHold,
} from '../store/records/legal-hold-records.ts'
import { loadPeople } from '../store/records/stored-people.ts'
import type { DataFolder } from './data-folder.ts'

/**
 * Keeps what is known of a wearer in an interval until somebody lifts it: it never ends by itself.
 *
 * @returns its id.
 * @throws AppError LEGAL_HOLD where no such wearer is known: a hold with a wrong name would keep nothing.
 */
export async function placeHold(
  { records }: DataFolder,
  deviceWearerId: string,
  within: Interval,
  reason: string,
): Promise<number> {
  const { deviceWearers } = await loadPeople(records)
  if (!deviceWearers.some(({ id }) => id === deviceWearerId)) {
    throw new AppError(
      'LEGAL_HOLD',
      `Cannot place a legal hold on wearer ${deviceWearerId}: no people file named them; expected one of ${deviceWearers.length} known wearers`,
    )
  }
  return placeLegalHold(records, { deviceWearerId, within, reason, placedAt: Date.now() })
}

/** @throws AppError LEGAL_HOLD where there is no such hold in force. */
export async function liftHold({ records }: DataFolder, id: number, reason: string): Promise<void> {
  const holds = await listLegalHolds(records)
  const hold = holds.find((candidate) => candidate.id === id)
  if (hold?.liftedAt === undefined && hold) {
    return liftLegalHold(records, id, { liftedAt: Date.now(), reason })
  }
  const why = hold?.liftedAt ? `it was lifted on ${londonTime(hold.liftedAt)}` : 'there is none'
  const inForce = holds.filter(({ liftedAt }) => liftedAt === undefined).map((one) => one.id)
  throw new AppError(
    'LEGAL_HOLD',
    `Cannot lift legal hold ${id}: ${why}; in force: ${inForce.join(', ') || 'none'}`,
  )
}

/** Every hold there ever was, oldest first. */
export function listHolds({ records }: DataFolder): Promise<LegalHold[]> {
  return listLegalHolds(records)
}
