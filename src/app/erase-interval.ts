import { AppError } from '../domain/errors.ts'
import { type Instant, type Interval, intersect, union } from '../domain/interval.ts'
import {
  type Deletion,
  finishDeletion,
  legalHoldsInForce,
  startDeletion,
  unfinishedDeletions,
} from '../store/records/deletion-records.ts'
import { eraseMatches, eraseMatchPositions } from '../store/records/match-erasure.ts'
import { loadPeople } from '../store/records/stored-people.ts'
import type { DataFolder } from './data-folder.ts'

/** What an erasure removed, and what was found when it looked again. */
export interface Erasure {
  readonly devices: readonly string[]
  /** Distinct positions removed from the archive. */
  readonly positions: number
  /** Pairs removed from matching runs. */
  readonly matches: number
  /** Positions of those devices left in the interval: 0, or the erasure has not succeeded. */
  readonly left: number
}

/**
 * Removes everything known of where a wearer was in an interval: positions of the devices they wore,
 * in both orders of the archive, and what matching runs found from them. Noted before it begins and
 * finished when nothing is left, so that one cut off is taken up again.
 *
 * @throws AppError LEGAL_HOLD when a hold in force touches the interval.
 */
export async function eraseInterval(
  folder: DataFolder,
  deviceWearerId: string,
  within: Interval,
  reason: string,
): Promise<Erasure> {
  const { records, archive } = folder
  const holds = await legalHoldsInForce(records, deviceWearerId)
  const hold = holds.find((candidate) => intersect(candidate.within, within))
  if (hold) {
    throw new AppError(
      'LEGAL_HOLD',
      `Cannot erase positions of wearer ${deviceWearerId}: legal hold ${hold.id} is in force for that interval (${hold.reason})`,
    )
  }
  const worn = await wornIntervals(folder, deviceWearerId, within)
  let positions = 0
  for (const { deviceId, interval } of worn) {
    const start = { kind: 'erasure', deviceWearerId, deviceId, within: interval, reason } as const
    const id = await startDeletion(records, { ...start, startedAt: Date.now() })
    positions += await eraseDevice(folder, id, deviceId, interval)
  }
  // Also where the records no longer say that a device was theirs: what was found of them goes.
  const matches = await eraseMatches(records, deviceWearerId, within)
  if (worn.length === 0 && matches === 0) {
    throw new AppError(
      'NOTHING_TO_ERASE',
      `Cannot erase positions of wearer ${deviceWearerId}: no device was fitted to them in that interval, and nothing was found of them`,
    )
  }
  let left = 0
  for (const { deviceId, interval } of worn) {
    const everyInstant = [{ deviceId, deviceWearerId, ...interval }]
    left += (await archive.count(everyInstant, interval)).lawful
  }
  return { devices: [...new Set(worn.map(({ deviceId }) => deviceId))], positions, matches, left }
}

/** Takes up erasures that were begun and cut off. @returns how many. */
export async function resumeErasures(folder: DataFolder): Promise<number> {
  const unfinished = (await unfinishedDeletions(folder.records)).filter(isErasure)
  for (const { id, deviceId, deviceWearerId, within } of unfinished) {
    await eraseDevice(folder, id, deviceId, within)
    if (deviceWearerId !== undefined) await eraseMatches(folder.records, deviceWearerId, within)
  }
  return unfinished.length
}

function isErasure(deletion: Deletion): deletion is Deletion & { deviceId: string } {
  return deletion.kind === 'erasure' && deletion.deviceId !== undefined
}

async function eraseDevice(
  { records, archive }: DataFolder,
  deletionId: number,
  deviceId: string,
  within: Interval,
): Promise<number> {
  const deleted = await archive.erase(deviceId, within)
  await eraseMatchPositions(records, deviceId, within)
  const finishedAt: Instant = Date.now()
  await finishDeletion(records, deletionId, { deleted, finishedAt })
  return deleted
}

/** Which devices the wearer wore when, within the interval; lawful or not. */
async function wornIntervals({ records }: DataFolder, deviceWearerId: string, within: Interval) {
  const { deviceActivations } = await loadPeople(records)
  const byDevice = new Map<string, Interval[]>()
  for (const activation of deviceActivations) {
    if (activation.deviceWearerId !== deviceWearerId) continue
    const interval = intersect(activation, within)
    if (!interval) continue
    byDevice.set(activation.deviceId, [...(byDevice.get(activation.deviceId) ?? []), interval])
  }
  return [...byDevice].flatMap(([deviceId, intervals]) =>
    union(intervals).map((interval) => ({ deviceId, interval })),
  )
}
