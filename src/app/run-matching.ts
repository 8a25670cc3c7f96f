import type { CrimeVersion } from '../domain/crime.ts'
import { crimeMappingIntervals, type LawfulIntervals } from '../domain/lawful-intervals.ts'
import type { PairsMode } from '../matching/candidates.ts'
import { EvidenceEngine } from '../matching/evidence/weigh-evidence.ts'
import { historyDays } from '../matching/history-days.ts'
import { byCrime } from '../matching/match-crimes.ts'
import type { MatchingParameters } from '../matching/parameters.ts'
import { newestVersions } from '../store/records/crime-records.ts'
import { addRunFigures } from '../store/records/figure-records.ts'
import { listImports, newestImport } from '../store/records/imports.ts'
import { addMatches } from '../store/records/match-records.ts'
import { refreshStatistics } from '../store/records/planner-statistics.ts'
import {
  finishRun,
  identifyInputs,
  type RunCounts,
  startRun,
} from '../store/records/run-records.ts'
import { loadPeople } from '../store/records/stored-people.ts'
import { algorithmVersion } from './algorithm-version.ts'
import { archiveTimelines } from './archive-timelines.ts'
import { type Asker, keepEvent } from './asker.ts'
import { checkWhole } from './check-whole.ts'
import type { DataFolder } from './data-folder.ts'
import { figuresByForce } from './figures-by-force.ts'
import { type ImportSums, importSums } from './import-sums.ts'
import { doubtful } from './load-people.ts'
import { DEFAULT_FEW_CRIMES, matchArchive } from './match-archive.ts'
import type { MatchRow } from './match-rows.ts'

export interface RunMatchingOptions {
  readonly parameters: MatchingParameters
  readonly pairs: PairsMode
  readonly fewCrimes?: number
  readonly onProgress?: (done: number, total: number) => void
}

/** One finished matching run. */
export interface FinishedRun {
  readonly id: number
  readonly algorithmVersion: string
  readonly counts: RunCounts
  readonly crimes: ImportSums
  readonly positions: ImportSums
  /** Distinct positions outside every lawful interval: kept apart, and compared with nothing. */
  readonly positionsQuarantined: number
  readonly warnings: readonly string[]
}

/** A run is one event, whoever is compared with whatever. */
const combination = {
  action: 'combine',
  what: 'movements and crimes',
  subjects: 'everyone',
} as const

const EVER = { from: -Infinity, to: Infinity }

/**
 * Compares the newest version of every crime in the folder with every lawful position, and keeps the
 * run: what it saw, by what rules, and what it found, all together or not at all.
 */
export async function runMatching(
  folder: DataFolder,
  asker: Asker,
  options: RunMatchingOptions,
): Promise<FinishedRun> {
  const { records, archive, days } = folder
  const people = await loadPeople(records)
  const lawful = crimeMappingIntervals(people)
  const positions = await archive.count(everyInterval(lawful), EVER)
  await checkWhole(folder, positions.all)
  const crimes: CrimeVersion[] = []
  for await (const crime of newestVersions(records)) crimes.push(crime)
  crimes.sort(byCrime)
  const version = algorithmVersion(options.parameters)
  const id = await startRun(records, {
    algorithmVersion: version,
    parameters: { ...options.parameters, evidence: options.parameters.evidence.id },
    pairs: options.pairs,
    inputs: await identifyInputs(records),
    startedAt: Date.now(),
  })
  try {
    const { parameters } = options
    const timelines = await archiveTimelines(days, lawful, historyDays(crimes, parameters))
    const engine = new EvidenceEngine(timelines, parameters.evidence)
    const answers = await matchArchive(days, lawful, crimes, {
      fewCrimes: DEFAULT_FEW_CRIMES,
      ...options,
      engine,
    })
    const counts = countsOf(answers, crimes.length, positions.lawful)
    await records.transaction(async (transaction) => {
      await addMatches(transaction, id, 0, answers.flat())
      await addRunFigures(transaction, id, figuresByForce(crimes, answers))
      await finishRun(transaction, id, {
        outcome: 'done',
        finishedAt: Date.now(),
        counts,
        evidence: { set: parameters.evidence, fitted: engine.fitted() },
      })
      await keepEvent(transaction, asker, {
        ...combination,
        count: counts.pairsFound,
        details: { run: id, crimes: counts.crimesCompared },
      })
    })
    // Pages over the run are slower without it, and no less right.
    await refreshStatistics(records).catch(() => undefined)
    const positionsQuarantined = positions.all - positions.lawful
    const imports = await listImports(records)
    return {
      id,
      algorithmVersion: version,
      counts,
      crimes: importSums(imports, 'crimes'),
      positions: importSums(imports, 'positions'),
      positionsQuarantined,
      warnings: (await newestImport(records, 'people'))
        ? doubtful(people, lawful)
        : ['no people were imported, so nobody may lawfully be compared'],
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    await records.transaction(async (transaction) => {
      await finishRun(transaction, id, { outcome: 'failed', finishedAt: Date.now(), message })
      await keepEvent(transaction, asker, {
        ...combination,
        outcome: 'failed',
        details: { run: id },
      })
    })
    throw error
  }
}

function everyInterval(lawful: LawfulIntervals) {
  return lawful.deviceWearerIds.flatMap((id) => lawful.ofWearer(id))
}

function countsOf(
  answers: readonly MatchRow[][],
  crimes: number,
  positionsLawful: number,
): RunCounts {
  return {
    crimesCompared: crimes,
    crimesInRadius: answers.filter((matches) => matches.some(({ inRadius }) => inRadius.length > 0))
      .length,
    positionsLawful,
    pairsFound: answers.reduce((sum, matches) => sum + matches.length, 0),
  }
}
