import { createHash, randomBytes } from 'node:crypto'
import { AppError, nothingHere } from '../../domain/errors.ts'
import { exclusionAnswer } from '../../domain/exclusion-answer.ts'
import type { Interval } from '../../domain/interval.ts'
import type { MatchingParameters } from '../../matching/parameters.ts'
import { newestVersionOf } from '../../store/records/crime-version-ids.ts'
import {
  type ExclusionQuestion,
  exclusionQuestion,
} from '../../store/records/exclusion-questions.ts'
import {
  type AnswerToKeep,
  addExclusionAnswer,
  lockExclusion,
} from '../../store/records/exclusion-records.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import type { Asker } from '../asker.ts'
import { bundleOf } from '../check-bundle.ts'
import { type CheckedPair, checkPair } from '../check-pair.ts'
import { type CheckSource, checkDataFolder } from '../check-source.ts'
import type { DataFolder } from '../data-folder.ts'
import { exclusionCandidates } from './candidates.ts'
import { exclusionFacts } from './exclusion-facts.ts'

/** Whoever works out an answer, and how its one audit event is kept. */
export interface AnswerWork {
  readonly folder: DataFolder
  readonly asker: Asker
  readonly viewer: Viewer
  readonly parameters: MatchingParameters
  audit(
    transaction: RecordsQuery,
    told: { wearer: string | undefined; interval: Interval },
  ): Promise<void>
}

/**
 * Works out what the archive says of the person a question names, and keeps it with the draft of a statement.
 *
 * @param wearer one of {@link exclusionCandidates}; `undefined` where nobody who is monitored is that person.
 * @throws AppError RESTRICTED, INPUT_INVALID, ALREADY_DECIDED, or CRIME_UNKNOWN where the crime was withdrawn.
 */
export async function answerExclusion(
  { folder, asker, viewer, parameters, audit }: AnswerWork,
  question: ExclusionQuestion,
  wearer: string | undefined,
): Promise<void> {
  const { records } = folder
  const candidates = await exclusionCandidates(records, viewer, question.person)
  if (wearer !== undefined && !candidates.some(({ id }) => id === wearer)) {
    throw new AppError(
      'INPUT_INVALID',
      'Choose one of the people listed, or say that none of them is the person',
      { field: 'wearer' },
    )
  }
  const version = await newestVersionOf(records, question.crimeId)
  if (!version) throw nothingHere()
  const source = await checkDataFolder(folder, asker, parameters)
  // The answer is one event, kept below with it.
  const quiet: CheckSource = { ...source, tell: async () => undefined }
  const crime = `${question.policeForce}/${question.crimeReference}`
  const pair = wearer === undefined ? undefined : await pairOf(quiet, wearer, crime)
  const answer = exclusionAnswer(pair?.evidence.verdict)
  const kept: AnswerToKeep = {
    question,
    answer,
    deviceWearerId: wearer,
    crimeVersionId: version.id,
    facts: pair && answer === 'ruled_out' ? exclusionFacts(pair, parameters.evidence) : undefined,
    ...sealed(question, answer, pair && bundleOf(quiet, pair)),
  }
  await records.transaction(async (transaction) => {
    await lockExclusion(transaction, question.id)
    const now = await exclusionQuestion(transaction, viewer.accountId, question.id)
    if (now?.state !== 'waiting') {
      throw new AppError(
        'ALREADY_DECIDED',
        'Cannot keep the answer: somebody else has answered the question meanwhile',
      )
    }
    await addExclusionAnswer(transaction, viewer, kept)
    const { from, to } = version.window
    await audit(transaction, { wearer, interval: { from, to: to + 1 } })
  })
}

/** `undefined` where nothing of the person may lawfully be compared then: that is no data. */
async function pairOf(
  source: CheckSource,
  wearer: string,
  crime: string,
): Promise<CheckedPair | undefined> {
  try {
    return await checkPair(source, wearer, crime)
  } catch (error) {
    const code = error instanceof AppError ? error.code : undefined
    if (code === 'NOT_COMPARABLE' || code === 'WEARER_UNKNOWN') return undefined
    throw error
  }
}

/** What the answer depends on. Salted, because its hash is printed, and why there is no data could be guessed from it. */
function sealed(question: ExclusionQuestion, answer: string, bundle: object | undefined) {
  const { id, policeForce, crimeReference, person } = question
  const salt = randomBytes(16).toString('hex')
  const text = JSON.stringify({
    salt,
    question: { id, policeForce, crimeReference, person },
    answer,
    bundle: bundle ?? null,
  })
  const evidence = Buffer.from(text)
  return { evidence, evidenceSha256: createHash('sha256').update(evidence).digest('hex') }
}
