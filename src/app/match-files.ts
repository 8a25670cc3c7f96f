import { statSync } from 'node:fs'
import type { CrimeVersion } from '../domain/crime.ts'
import { AppError } from '../domain/errors.ts'
import type { Instant } from '../domain/interval.ts'
import { everyDeviceItsOwnWearer } from '../domain/lawful-intervals.ts'
import type { PairsMode } from '../matching/candidates.ts'
import { EvidenceEngine } from '../matching/evidence/weigh-evidence.ts'
import { historyDays } from '../matching/history-days.ts'
import { lawfulPositionCount } from '../matching/lawful-position-count.ts'
import { byCrime } from '../matching/match-crimes.ts'
import type { MatchingParameters } from '../matching/parameters.ts'
import { PositionIndex } from '../matching/position-index.ts'
import type { ArrangedDay } from '../matching/trails-across-days.ts'
import { algorithmVersion } from './algorithm-version.ts'
import { Comparer, type ThreadsAllowed } from './comparer.ts'
import { fileNames } from './file-names.ts'
import { type BatchReport, loadCrimes } from './load-crimes.ts'
import { type LoadedPeople, loadPeople } from './load-people.ts'
import { loadPositions } from './load-positions.ts'
import { crimeVersionColumns, matchColumns, matchPositionColumns } from './match-columns.ts'
import { matchRow } from './match-rows.ts'
import { type GridConversion, gridConversion } from './national-grid-file.ts'
import { OutputFolder } from './output-folder.ts'
import { Refusals, refusedName } from './refusals.ts'
import type { RunSummary } from './run-summary.ts'

export interface MatchFilesOptions {
  readonly positions: readonly string[]
  readonly crimes: readonly string[]
  readonly people?: string | undefined
  readonly out: string
  readonly pairs: PairsMode
  readonly parameters: MatchingParameters
  /** What counts as now: positions later than this and the tolerance are in the future. */
  readonly now: Instant
  readonly futureMinutes: number
  /** Where to keep refused rows as they came. */
  readonly refusedFolder?: string | undefined
  /** An NTv2 grid of shifts (OSTN15) for the national grid. */
  readonly ostn15?: string | undefined
  /** What comparing may use beside this thread; none unless it is said. */
  readonly threads?: ThreadsAllowed | undefined
  readonly onProgress?: ((progress: MatchProgress) => void) | undefined
}

export interface MatchProgress {
  readonly stage: 'crimes' | 'positions' | 'sorting' | 'matching'
  readonly done: number
  readonly total: number
}

export interface MatchFilesResult {
  /** Absent where the people could not be read: rows were checked, and nothing was compared. */
  readonly summary?: RunSummary
  /** What could not be done; everything else was. */
  readonly failures: readonly AppError[]
  /** What a person should know though nothing failed. */
  readonly warnings: readonly string[]
}

const OUTPUTS = [
  'row-issues.csv',
  'crime-versions.csv',
  'matches.csv',
  'match-positions.csv',
  'summary.json',
]

/**
 * The main job: compares the crimes of police batches with the positions of tags, and writes
 * matches.csv, match-positions.csv, row-issues.csv, crime-versions.csv and summary.json, all at the
 * end and together.
 *
 * @throws AppError when the output cannot be written or the grid of shifts not read.
 */
export async function matchFiles(options: MatchFilesOptions): Promise<MatchFilesResult> {
  const paths = [...options.crimes, ...options.positions]
  const names = fileNames(paths)
  const read = [...paths, options.people, options.ostn15].filter((path) => path !== undefined)
  const convert = gridConversion(options.ostn15)
  const out = new OutputFolder(options.out, OUTPUTS, read)
  const refused =
    options.refusedFolder === undefined
      ? undefined
      : new OutputFolder(options.refusedFolder, [...names.values()].map(refusedName), read)
  try {
    const result = await matchInto(out, refused, names, convert, options)
    out.finish()
    refused?.finish()
    return result
  } catch (error) {
    out.abandon()
    refused?.abandon()
    throw error
  }
}

async function matchInto(
  out: OutputFolder,
  refused: OutputFolder | undefined,
  names: ReadonlyMap<string, string>,
  convert: GridConversion,
  options: MatchFilesOptions,
): Promise<MatchFilesResult> {
  const started = performance.now()
  const progress = options.onProgress ?? (() => undefined)
  const people = peopleOrFailure(options.people)
  const refusals = new Refusals(out, refused)

  progress({ stage: 'crimes', done: 0, total: options.crimes.length })
  const crimes = loadCrimes(options.crimes, names, convert.fromNationalGrid, refusals)
  const versionsFile = out.csv('crime-versions.csv', crimeVersionColumns)
  for (const version of crimes.versions) versionsFile.add(version)

  const total = options.positions.reduce((sum, path) => sum + sizeOf(path), 0)
  let done = 0
  const latest = options.now + options.futureMinutes * 60_000
  const positions = await loadPositions(options.positions, names, latest, refusals, (bytes) => {
    done += bytes
    progress({ stage: 'positions', done, total })
  })
  const failures = [...crimes.failures, ...positions.failures]
  if (people instanceof AppError) return { failures: [people, ...failures], warnings: [] }

  progress({ stage: 'sorting', done: 0, total: positions.arranged.positions.length })
  const lawful = people?.lawful ?? everyDeviceItsOwnWearer(positions.arranged.positions.deviceIds)
  const compared = [...crimes.register.newest()].sort(byCrime)
  const { parameters } = options
  // On files, a wearer's history is their other days in the files.
  const engine = EvidenceEngine.over(
    positions.arranged,
    lawful,
    parameters.evidence,
    historyDays(compared, parameters),
  )
  const { arranged } = positions
  const day = { arranged, index: new PositionIndex(arranged.positions) }
  const comparer = new Comparer({ lawful, parameters, engine }, options.threads)
  const written = await writeMatches(comparer, day, compared, out, options).finally(() =>
    comparer.end(),
  )

  const read = [people?.input, convert.input].filter((input) => input !== undefined)
  const summary: RunSummary = {
    inputs: [...crimes.inputs, ...positions.inputs, ...read],
    parameters: parametersOf(options),
    positions: {
      ...positions.counts,
      repeats: positions.arranged.repeats,
      conflicts: positions.arranged.conflicts,
    },
    crimes: crimes.counts,
    pairs: written.pairs,
    algorithm_version: algorithmVersion(options.parameters),
    funnel: {
      crimes_read: crimes.counts.rows,
      crimes_accepted: crimes.counts.accepted,
      crimes_compared: compared.length,
      crimes_in_radius: written.crimesInRadius,
      positions_lawful: lawfulPositionCount(positions.arranged, lawful),
      pairs: written.pairs,
    },
    evidence: { set: options.parameters.evidence, fitted: engine.fitted() },
    batches: crimes.batches.map(batchSummary),
    made_at: new Date().toISOString(),
    seconds: Math.round((performance.now() - started) / 10) / 100,
  }
  out.file('summary.json').write(`${JSON.stringify(summary, null, 2)}\n`)
  return {
    summary,
    failures,
    warnings: [...(people?.warnings ?? []), ...misordered(crimes.batches)],
  }
}

async function writeMatches(
  comparer: Comparer,
  day: ArrangedDay,
  crimes: readonly CrimeVersion[],
  out: OutputFolder,
  { pairs, parameters, onProgress }: MatchFilesOptions,
): Promise<{ pairs: number; crimesInRadius: number }> {
  const matchesFile = out.csv('matches.csv', matchColumns)
  const positionsFile = out.csv('match-positions.csv', matchPositionColumns)
  const version = algorithmVersion(parameters)
  let crimesInRadius = 0
  const total = crimes.length
  const weighed = (share: number) =>
    onProgress?.({ stage: 'matching', done: Math.floor(share * total), total })
  for await (const found of comparer.compare(day, crimes, pairs, weighed)) {
    const matches = found.map((match) => matchRow(match, day.arranged.positions, version))
    for (const match of matches) {
      matchesFile.add(match)
      for (const position of match.inRadius) positionsFile.add({ match, position })
    }
    if (matches.some((match) => match.inRadius.length > 0)) crimesInRadius++
  }
  return { pairs: matchesFile.rows, crimesInRadius }
}

/** Rows are worth checking even where nobody can be compared, so a failure waits. */
function peopleOrFailure(path: string | undefined): LoadedPeople | AppError | undefined {
  if (path === undefined) return undefined
  try {
    return loadPeople(path)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

/** A batch sent again or amended (`-R`, `-A`) is usually the later word; as files sort, it comes first. */
function misordered(batches: readonly BatchReport[]): string[] {
  return batches.flatMap(({ batchId }, index) => {
    const stem = batchId?.replace(/-[RA]$/, '')
    const later = batches
      .slice(index + 1)
      .find((batch) => stem !== batchId && batch.batchId === stem)
    if (!later) return []
    return [
      `${batchId} is given before ${later.batchId}, so what ${later.batchId} says of a crime stands; give files in the order they were sent`,
    ]
  })
}

function batchSummary(batch: BatchReport): RunSummary['batches'][number] {
  return {
    file: batch.file,
    outcome: batch.outcome,
    police_force: batch.policeForce ?? null,
    batch_id: batch.batchId ?? null,
    rows: batch.rows,
    accepted: batch.accepted,
    refused: batch.refused,
    repeats: batch.repeats,
  }
}

function parametersOf(options: MatchFilesOptions): RunSummary['parameters'] {
  const { parameters } = options
  return {
    radius_metres: parameters.radiusMetres,
    pad_minutes: parameters.padMinutes,
    near_metres: parameters.nearMetres,
    visit_gap_minutes: parameters.visitGapMinutes,
    overlap_share: parameters.overlapShare,
    evidence: parameters.evidence.id,
    pairs: options.pairs,
    people: options.people !== undefined,
    national_grid: options.ostn15 === undefined ? 'Helmert' : 'OSTN15',
    now: new Date(options.now).toISOString(),
    future_minutes: options.futureMinutes,
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
