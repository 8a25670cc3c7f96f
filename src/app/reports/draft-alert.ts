import { createHash } from 'node:crypto'
import { AppError } from '../../domain/errors.ts'
import { roleLabel } from '../../domain/roles.ts'
import { bridgedWindow } from '../../matching/candidates.ts'
import { defaultParameters, type MatchingParameters } from '../../matching/parameters.ts'
import { newestImport } from '../../store/records/imports.ts'
import { type QualifiedCase, qualifiedCases } from '../../store/records/qualified-cases.ts'
import { addReportDraft } from '../../store/records/report-records.ts'
import { findRun, type MatchingRun } from '../../store/records/run-records.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import { visibleCrimeVersions } from '../../store/records/visible-crimes.ts'
import { visibleMatch } from '../../store/records/visible-matches.ts'
import { type AccountWork, altering, invalid, notFound } from '../accounts/account-work.ts'
import { algorithmVersion } from '../algorithm-version.ts'
import { bundleOf } from '../check-bundle.ts'
import { checkPair } from '../check-pair.ts'
import { type CheckSource, checkDataFolder, crimeName } from '../check-source.ts'
import type { DataFolder } from '../data-folder.ts'
import { findPerson } from '../find-person.ts'
import { ALERT_EVIDENCE, type AlertEvidence, type AlertWearer } from './alert-evidence.ts'
import { publishedFacts } from './published-facts.ts'
import { sentMovements } from './sent-movement.ts'

/**
 * In decades. Every day of positions is history too, so a ratio moves a little while nothing about the
 * crime changes; more than a quarter more or less is another answer than the one that was reviewed.
 */
const SAME_ANSWER = 0.1

/**
 * Drafts an alert about qualified cases of one crime: weighs each pair again as its run did, and freezes all
 * that the alert will say.
 *
 * @param caseIds those that were ticked.
 * @returns the report's id.
 * @throws AppError INPUT_INVALID of field `cases` where one is not qualified any more, or is weighed otherwise
 * now than what stands; NOT_FOUND.
 */
export async function draftAlert(
  folder: DataFolder,
  work: AccountWork,
  viewer: Viewer,
  { crimeId, caseIds }: { readonly crimeId: number; readonly caseIds: readonly number[] },
): Promise<number> {
  const { records } = folder
  const [newest] = await visibleCrimeVersions(records, viewer.accountId, crimeId)
  if (!newest) throw notFound('There is nothing at this address')
  const qualified = await qualifiedCases(records, viewer, crimeId)
  const chosen = qualified.filter(({ caseId }) => caseIds.includes(caseId))
  if (chosen.length === 0) throw invalid('Choose at least one person', 'cases')
  if (chosen.length < new Set(caseIds).size) {
    throw invalid(
      'Cannot draft the alert: somebody who was chosen is not qualified, or the evidence has changed since; look at the cases again',
      'cases',
    )
  }
  const { crime, receivedAt } = newest
  const wearers: AlertWearer[] = []
  // Cases of one crime mostly stand by one run; its history is gathered once.
  const sources = new Map<string, CheckSource>()
  for (const each of chosen) {
    const run = await runOf(records, each)
    const parameters = parametersOf(run)
    const key = `${parameters.radiusMetres} ${parameters.padMinutes}`
    const source = sources.get(key) ?? (await sourceOf(folder, work, parameters))
    sources.set(key, source)
    wearers.push(await wearerOf(folder, viewer, source, crimeName(crime), each, run))
  }
  const evidence: AlertEvidence = {
    format: ALERT_EVIDENCE,
    draftedAt: work.now,
    completeTo: (await newestImport(records, 'positions'))?.finishedAt,
    crime,
    crimeReceivedAt: receivedAt,
    wearers,
    ...publishedFacts(),
  }
  const bytes = Buffer.from(`${JSON.stringify(evidence)}\n`)
  return altering(work, 'report', async (transaction) => {
    const id = await addReportDraft(transaction, {
      kind: 'proximity_alert',
      crimeId,
      crimeVersionId: chosen[0]?.crimeVersionId ?? 0,
      policeForce: crime.policeForce,
      draftedBy: viewer.accountId,
      draftedAt: work.now,
      evidence: bytes,
      evidenceSha256: createHash('sha256').update(bytes).digest('hex'),
      wearers: chosen,
    })
    const subjects = chosen.map(({ deviceWearerId }) => deviceWearerId)
    return { result: id, subjects, details: { report: id, change: 'drafted' } }
  })
}

async function runOf(records: DataFolder['records'], { runId }: QualifiedCase) {
  const run = await findRun(records, runId)
  if (!run) throw new Error(`Matching run ${runId} stands and is not kept`)
  return run
}

/** @throws AppError INPUT_INVALID where another version of the method found what stands. */
function parametersOf({ parameters, algorithmVersion: version }: MatchingRun): MatchingParameters {
  const now: MatchingParameters = {
    ...defaultParameters,
    radiusMetres: Number(parameters['radiusMetres']),
    padMinutes: Number(parameters['padMinutes']),
  }
  if (algorithmVersion(now) === version) return now
  throw invalid(
    `Cannot draft the alert: what stands was found by version ${version} of the method, and this is ${algorithmVersion(now)}; run matching again and review what it says`,
    'cases',
  )
}

/** The draft's own event says whom it is about, so weighing them tells nothing of its own. */
async function sourceOf(
  folder: DataFolder,
  { actor }: AccountWork,
  parameters: MatchingParameters,
) {
  const source = await checkDataFolder(folder, { actor }, parameters)
  return { ...source, tell: async () => undefined }
}

async function wearerOf(
  folder: DataFolder,
  viewer: Viewer,
  source: CheckSource,
  crime: string,
  qualified: QualifiedCase,
  run: MatchingRun,
): Promise<AlertWearer> {
  const { deviceWearerId, runId, ordinal } = qualified
  const person = await findPerson(folder.records, viewer, deviceWearerId)
  const pair = await checkPair(source, deviceWearerId, crime)
  const { verdict, log10Lr } = pair.evidence
  if (
    verdict !== qualified.verdict ||
    !(Math.abs(log10Lr - (qualified.log10Lr ?? Number.NaN)) <= SAME_ANSWER)
  ) {
    throw new AppError(
      'INPUT_INVALID',
      `Cannot draft the alert: weighed again, the evidence about wearer ${deviceWearerId} is not what run ${runId} found and people reviewed; wait until matching has run again, and review what it says`,
      { field: 'cases', subjects: [deviceWearerId] },
    )
  }
  const bundle = bundleOf(source, pair)
  const around = bridgedWindow(pair.window, source.parameters)
  const match = await visibleMatch(folder.records, viewer, { runId, ordinal })
  const worn = new Set(bundle.positions.map(({ deviceId }) => deviceId))
  return {
    id: deviceWearerId,
    names: person.names,
    dateOfBirth: person.dateOfBirth,
    identifiers: (
      [
        ['PNC', person.pnc],
        ['CRN', person.crn],
        ['NOMIS', person.nomis],
      ] as const
    ).flatMap(([kind, value]) => (value ? [[kind, value] as const] : [])),
    devices: [...worn].sort().map((id) => ({
      id,
      serialNumber: person.deviceActivations.find(({ deviceId }) => deviceId === id)?.serialNumber,
    })),
    personAsOf: qualified.personAsOf,
    reviews: qualified.reviews.map(({ role, part, decidedAt }) => ({
      role: roleLabel(role),
      part,
      decidedAt,
    })),
    run: {
      id: runId,
      algorithmVersion: run.algorithmVersion,
      pairs: run.pairs,
      startedAt: run.startedAt,
    },
    labels: (match?.inRadius ?? []).map((position) => ({
      deviceId: position.deviceId,
      capturedAt: position.capturedAt,
      latitude: position.latitude,
      longitude: position.longitude,
      label: position.sequenceLabel,
    })),
    movements: await sentMovements(folder, source, deviceWearerId, around),
    bundle,
  }
}
