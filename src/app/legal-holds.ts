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
import { type Asker, type AskerWithPurpose, attempt, keepEvent } from './asker.ts'
import type { DataFolder } from './data-folder.ts'

/**
 * Keeps what is known of a wearer in an interval until somebody lifts it: it never ends by itself.
 *
 * @param asker whose purpose is the hold's reason.
 * @returns its id.
 * @throws AppError LEGAL_HOLD where no such wearer is known: a hold with a wrong name would keep nothing.
 */
export async function placeHold(
  { records }: DataFolder,
  asker: AskerWithPurpose,
  deviceWearerId: string,
  within: Interval,
): Promise<number> {
  const facts = { ...alteration, subjects: [deviceWearerId], interval: within }
  return attempt(records, asker, facts, async () => {
    const { deviceWearers } = await loadPeople(records)
    if (!deviceWearers.some(({ id }) => id === deviceWearerId)) {
      throw new AppError(
        'LEGAL_HOLD',
        `Cannot place a legal hold on wearer ${deviceWearerId}: no people file named them; expected one of ${deviceWearers.length} known wearers`,
      )
    }
    return records.transaction(async (transaction) => {
      const hold = { deviceWearerId, within, reason: asker.purpose, placedAt: Date.now() }
      const id = await placeLegalHold(transaction, hold)
      await keepEvent(transaction, asker, { ...facts, details: { placed: id } })
      return id
    })
  })
}

/** @throws AppError LEGAL_HOLD where there is no such hold in force. */
export async function liftHold(
  { records }: DataFolder,
  asker: AskerWithPurpose,
  id: number,
): Promise<void> {
  const holds = await listLegalHolds(records)
  const hold = holds.find((candidate) => candidate.id === id)
  const facts = {
    ...alteration,
    subjects: hold ? [hold.deviceWearerId] : [],
    details: { lifted: id },
  }
  await attempt(records, asker, facts, async () => {
    if (!hold || hold.liftedAt !== undefined) throw notInForce(id, hold, holds)
    await records.transaction(async (transaction) => {
      await liftLegalHold(transaction, id, { liftedAt: Date.now(), reason: asker.purpose })
      await keepEvent(transaction, asker, facts)
    })
  })
}

/** Every hold there ever was, oldest first. */
export async function listHolds({ records }: DataFolder, asker: Asker): Promise<LegalHold[]> {
  const holds = await listLegalHolds(records)
  await keepEvent(records, asker, {
    action: 'consult',
    what: 'legal holds',
    subjects: [...new Set(holds.map(({ deviceWearerId }) => deviceWearerId))],
    count: holds.length,
  })
  return holds
}

const alteration = { action: 'alter', what: 'legal holds' } as const

function notInForce(
  id: number,
  hold: LegalHold | undefined,
  holds: readonly LegalHold[],
): AppError {
  const why = hold?.liftedAt ? `it was lifted on ${londonTime(hold.liftedAt)}` : 'there is none'
  const inForce = holds.filter(({ liftedAt }) => liftedAt === undefined).map((one) => one.id)
  return new AppError(
    'LEGAL_HOLD',
    `Cannot lift legal hold ${id}: ${why}; in force: ${inForce.join(', ') || 'none'}`,
  )
}
