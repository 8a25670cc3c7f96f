import { type Instant, intersect } from '../domain/interval.ts'
import { type LawfulInterval, monitoringIntervals } from '../domain/lawful-intervals.ts'
import type { People } from '../domain/people.ts'
import {
  finishDeletion,
  type LegalHold,
  legalHoldsInForce,
  startDeletion,
} from '../store/records/deletion-records.ts'
import { newestImport } from '../store/records/imports.ts'
import { loadPeople } from '../store/records/stored-people.ts'
import type { DataFolder } from './data-folder.ts'

/**
 * Deletes positions that no activation, order and condition covers, nor a legal hold, once they have
 * lain here longer than allowed. Until people were imported nothing is: no legal basis is known, and
 * that is not the same as there being none.
 *
 * @returns how many distinct positions, or `undefined` where no people are known.
 */
export async function purgeQuarantine(
  { records, archive }: DataFolder,
  arrivedBefore: Instant,
): Promise<number | undefined> {
  if (!(await newestImport(records, 'people'))) return undefined
  const people = await loadPeople(records)
  const lawful = monitoringIntervals(people)
  const kept = [
    ...lawful.deviceWearerIds.flatMap((id) => lawful.ofWearer(id)),
    ...heldIntervals(people, await legalHoldsInForce(records)),
  ]
  const id = await startDeletion(records, {
    kind: 'quarantine',
    within: { from: -Infinity, to: Infinity },
    reason: 'outside every activation, order and condition for longer than allowed',
    startedAt: Date.now(),
  })
  const deleted = await archive.eraseOutside(kept, arrivedBefore)
  await finishDeletion(records, id, { deleted, finishedAt: Date.now() })
  return deleted
}

/** What legal holds keep: a wearer's devices while they wore them. */
function heldIntervals(people: People, holds: readonly LegalHold[]): LawfulInterval[] {
  return holds.flatMap(({ deviceWearerId, within }) =>
    people.deviceActivations.flatMap((activation) => {
      const interval = activation.deviceWearerId === deviceWearerId && intersect(activation, within)
      return interval ? [{ deviceId: activation.deviceId, deviceWearerId, ...interval }] : []
    }),
  )
}
