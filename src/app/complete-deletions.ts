import type { Interval } from '../domain/interval.ts'
import { byDevice, type LawfulInterval } from '../domain/lawful-intervals.ts'
import { eraseAlcoholEvents } from '../store/records/alcohol-records.ts'
import { eraseReviewedEvidence } from '../store/records/case-retention.ts'
import {
  type Deletion,
  finishDeletion,
  unfinishedDeletions,
} from '../store/records/deletion-records.ts'
import { eraseDocuments } from '../store/records/document-retention.ts'
import { eraseExclusionDrafts } from '../store/records/exclusion-records.ts'
import { eraseIncidentEvidence, eraseIncidentWords } from '../store/records/incident-erasure.ts'
import { legalHoldsInForce } from '../store/records/legal-hold-records.ts'
import { eraseDeviceEvents } from '../store/records/live-records.ts'
import { eraseMatches, eraseMatchPositions } from '../store/records/match-erasure.ts'
import { eraseNotePositions } from '../store/records/note-retention.ts'
import { eraseOrderVersions } from '../store/records/order-version-retention.ts'
import { eraseOwnPlaces, purgeOwnPlaces } from '../store/records/own-places.ts'
import { dropPatterns } from '../store/records/pattern-records.ts'
import { erasePlaceAnswers } from '../store/records/place-question-records.ts'
import type { RecordsQuery } from '../store/records/records.ts'
import { eraseAlertDrafts } from '../store/records/report-retention.ts'
import { eraseTrialResults } from '../store/records/rule-drafts.ts'
import { loadPeople } from '../store/records/stored-people.ts'
import { noteCrimesBefore, noteStretches } from '../store/records/touch-records.ts'
import { eraseStates } from '../store/records/wearer-state-records.ts'
import type { DataFolder } from './data-folder.ts'
import { eraseRefused } from './erase-refused.ts'
import { wornIntervals } from './worn-intervals.ts'

type DeviceDeletion = Deletion & { readonly deviceId: string }
type WearerDeletion = Deletion & { readonly deviceWearerId: string }

/** Does what deletions say that were begun, and finishes them; of one that was cut off, what is left of it. */
export async function completeDeletions(
  folder: DataFolder,
  deletions: readonly Deletion[],
): Promise<void> {
  await deletePositions(folder, deletions.filter(isOfDevice))
  for (const deletion of deletions) {
    if (isOfDevice(deletion)) continue
    if (deletion.subject === 'positions') await settleSweep(folder, deletion)
    else if (isOfWearer(deletion)) await deleteFound(folder, deletion)
  }
}

/** Takes up deletions that were begun and cut off. */
export async function resumeDeletions(folder: DataFolder): Promise<void> {
  const unfinished = await unfinishedDeletions(folder.records)
  await completeDeletions(folder, unfinished)
  if (unfinished.some(({ kind }) => kind === 'erasure')) await folder.records.forgetDeleted()
}

/** Together, because every day that holds one of them is written anew. */
async function deletePositions(
  { records, archive }: DataFolder,
  deletions: readonly DeviceDeletion[],
): Promise<void> {
  if (deletions.length === 0) return
  await archive.erase(deletions.map(intervalOf))
  await records.transaction(async (transaction) => {
    for (const { id, kind, deviceId, deviceWearerId, within, positionsBefore } of deletions) {
      if (kind === 'erasure') await eraseMatchPositions(transaction, deviceId, within)
      const stood = await eraseDeviceEvents(transaction, within, { deviceId })
      await eraseIncidentWords(transaction, stood, Date.now())
      if (deviceWearerId !== undefined) {
        await eraseIncidentEvidence(transaction, within, Date.now(), { deviceWearerId })
        await eraseTrialResults(transaction, within, Date.now(), { deviceWearerId })
        await dropPatterns(transaction, within, Date.now(), { deviceWearerId })
        await eraseNotePositions(transaction, within, { deviceWearerId })
        await eraseDocuments(transaction, within, Date.now(), { deviceWearerId })
      }
      // Nobody's trail is what it was there, whoever wore the device.
      const stretch = { deviceId, deviceWearerId, ...within }
      await noteStretches(transaction, [stretch], { cause: 'erasure' }, Date.now())
      await finish(transaction, id, positionsBefore ?? 0)
    }
  })
}

/**
 * A sweep of everybody's positions is not gone on with, because the next one finds what is left; but
 * what it had deleted by then must be known, or the archive would seem to have lost it.
 */
async function settleSweep({ records, archive }: DataFolder, deletion: Deletion): Promise<void> {
  const { all } = await archive.count([], deletion.within)
  await records.transaction(async (transaction) => {
    await finish(transaction, deletion.id, Math.max(0, (deletion.positionsBefore ?? all) - all))
    await noteSwept(transaction, deletion)
  })
}

/** Of what was kept for too long crimes may speak, and incidents stand on it; on what had no legal basis nothing does. */
export async function noteSwept(
  transaction: RecordsQuery,
  { kind, within }: Pick<Deletion, 'kind' | 'within'>,
): Promise<void> {
  if (kind !== 'retention') return
  await noteCrimesBefore(transaction, within.to, Date.now())
  const held = (await legalHoldsInForce(transaction)).map(({ deviceWearerId }) => deviceWearerId)
  await eraseIncidentEvidence(transaction, within, Date.now(), { but: held })
  await eraseTrialResults(transaction, within, Date.now(), { but: held })
  await dropPatterns(transaction, within, Date.now(), { but: held })
  await eraseNotePositions(transaction, within, { but: held })
  await eraseDocuments(transaction, within, Date.now(), { but: held })
  const stood = await eraseDeviceEvents(transaction, within, { but: held })
  await eraseIncidentWords(transaction, stood, Date.now())
  await purgeOwnPlaces(transaction, within.to, held)
}

/** What was found of a wearer's positions, and what of them was refused. */
async function deleteFound({ records }: DataFolder, deletion: WearerDeletion): Promise<void> {
  const { id, subject, deviceWearerId, within } = deletion
  await records.transaction(async (transaction) => {
    const deleted =
      subject === 'matches'
        ? await eraseFound(transaction, deviceWearerId, within)
        : await eraseRefused(
            transaction,
            byDevice(wornIntervals(await loadPeople(transaction), deviceWearerId, within)),
          )
    await finish(transaction, id, deleted)
  })
}

/** @returns how many pairs runs had found; what reviews, answers to questions and drafts told of them goes with these. */
async function eraseFound(
  transaction: RecordsQuery,
  deviceWearerId: string,
  within: Interval,
): Promise<number> {
  await eraseIncidentEvidence(transaction, within, Date.now(), { deviceWearerId })
  // Again, for an erasure of somebody who wore no device that the records know.
  await eraseTrialResults(transaction, within, Date.now(), { deviceWearerId })
  await dropPatterns(transaction, within, Date.now(), { deviceWearerId })
  await eraseNotePositions(transaction, within, { deviceWearerId })
  await eraseDocuments(transaction, within, Date.now(), { deviceWearerId })
  await eraseStates(transaction, deviceWearerId, within)
  await eraseAlcoholEvents(transaction, deviceWearerId, within)
  await eraseOrderVersions(transaction, deviceWearerId, within)
  await eraseReviewedEvidence(transaction, deviceWearerId, within)
  await erasePlaceAnswers(transaction, deviceWearerId, within)
  await eraseOwnPlaces(transaction, deviceWearerId, within)
  await eraseAlertDrafts(transaction, deviceWearerId)
  await eraseExclusionDrafts(transaction, deviceWearerId, within, Date.now())
  return eraseMatches(transaction, deviceWearerId, within, Date.now())
}

function finish(query: RecordsQuery, id: number, deleted: number): Promise<void> {
  return finishDeletion(query, id, { deleted, finishedAt: Date.now() })
}

function isOfDevice(deletion: Deletion): deletion is DeviceDeletion {
  return deletion.subject === 'positions' && deletion.deviceId !== undefined
}

function isOfWearer(deletion: Deletion): deletion is WearerDeletion {
  return deletion.deviceWearerId !== undefined
}

function intervalOf({ deviceId, deviceWearerId, within }: DeviceDeletion): LawfulInterval {
  return { deviceId, deviceWearerId: deviceWearerId ?? '', ...within }
}
