import type { Instant } from '../../domain/interval.ts'
import {
  endAllocationAt,
  insertAllocation,
  wearerExists,
} from '../../store/records/allocation-records.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import { teamExists } from '../../store/records/team-records.ts'
import { type AccountWork, altering, invalid, notFound } from './account-work.ts'

export interface AllocationWish {
  readonly practitioner: string
  readonly team: string
}

/**
 * Gives a wearer a practitioner from now on. A people file that names the wearer's allocations later
 * replaces all of them.
 *
 * @returns the allocation's id.
 * @throws AppError INPUT_INVALID with `field`.
 */
export function assignWearer(
  work: AccountWork,
  deviceWearerId: string,
  wish: AllocationWish,
): Promise<number> {
  return altering(work, 'allocations', async (transaction) => {
    if (!(await wearerExists(transaction, deviceWearerId))) {
      throw invalid(
        `Cannot allocate wearer ${deviceWearerId}: no people file named them; expected the id of a device wearer`,
        'deviceWearerId',
      )
    }
    const id = await allocate(transaction, deviceWearerId, wish, work.now)
    return {
      result: id,
      details: { change: 'assigned', allocation: id },
      subjects: [deviceWearerId],
    }
  })
}

/** Ends an allocation and begins another, without an instant between. @returns the new one's id. @throws AppError NOT_FOUND, or INPUT_INVALID with `field`. */
export function transferWearer(
  work: AccountWork,
  allocationId: number,
  wish: AllocationWish,
): Promise<number> {
  return altering(work, 'allocations', async (transaction) => {
    const wearer = await end(transaction, allocationId, work.now)
    const id = await allocate(transaction, wearer, wish, work.now)
    const details = { change: 'transferred', allocation: id, ended: allocationId }
    return { result: id, details, subjects: [wearer] }
  })
}

/** Ends an allocation now. @throws AppError NOT_FOUND where none is in force or to come. */
export function endAllocation(work: AccountWork, allocationId: number): Promise<void> {
  return altering(work, 'allocations', async (transaction) => {
    const wearer = await end(transaction, allocationId, work.now)
    return {
      result: undefined,
      details: { change: 'ended', allocation: allocationId },
      subjects: [wearer],
    }
  })
}

async function allocate(
  transaction: RecordsQuery,
  deviceWearerId: string,
  { practitioner, team }: AllocationWish,
  from: Instant,
): Promise<number> {
  if (practitioner.trim() === '') {
    throw invalid(
      `Cannot allocate wearer ${deviceWearerId}: expected a practitioner`,
      'practitioner',
    )
  }
  if (!(await teamExists(transaction, team))) {
    throw invalid(`Cannot allocate wearer ${deviceWearerId}: there is no team "${team}"`, 'team')
  }
  const allocation = { deviceWearerId, practitioner: practitioner.trim(), team, from, to: Infinity }
  return insertAllocation(transaction, allocation)
}

async function end(transaction: RecordsQuery, id: number, now: Instant): Promise<string> {
  const wearer = await endAllocationAt(transaction, id, now)
  if (wearer !== undefined) return wearer
  throw notFound(`Cannot end allocation ${id}: there is none in force or to come`)
}
