import { createHash } from 'node:crypto'
import { mkdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { AppError } from '../domain/errors.ts'
import type { Instant } from '../domain/interval.ts'
import {
  crimeMappingIntervals,
  everyDeviceItsOwnWearer,
  type LawfulIntervals,
  overlappingActivations,
} from '../domain/lawful-intervals.ts'
import { fromNationalGrid, fromNationalGridWithShifts } from '../geo/national-grid.ts'
import { readPeople } from '../ingest/people-json.ts'
import { lawfulPositionCount } from '../matching/lawful-position-count.ts'
import { byCrime, Matcher, type PairsMode } from '../matching/match-crimes.ts'
import { ALGORITHM, type MatchingParameters } from '../matching/parameters.ts'
import { loadCrimes } from './load-crimes.ts'
import { loadPositions } from './load-positions.ts'
import { crimeVersionColumns, matchColumns, matchPositionColumns } from './match-columns.ts'
import { CsvFile, OutputFile } from './output-file.ts'
import { type Input, readWhole } from './read-input.ts'
import { Refusals } from './refusals.ts'
import type { RunSummary } from './run-summary.ts'

export interface MatchFilesOptions {
  readonly positions: readonly string[]
  readonly crimes: readonly string[]
  readonly people?: string | undefined
  readonly out: string
  readonly pairs: PairsMode
  readonly parameters: MatchingParameters
  /** When the run is made; positions later than this and the tolerance are in the future. */
  readonly now: Instant
  readonly futureMinutes: number
  /** Where to keep refused rows as they came. */
  readonly refusedFolder?: string | undefined
  /** An NTv2 grid of shifts (OSTN15) for the national grid. */
  readonly ostn15?: string | undefined
  readonly onProgress?: ((progress: MatchProgress) => void) | undefined
}

export interface MatchProgress {
  readonly stage: 'crimes' | 'positions' | 'sorting' | 'matching'
  readonly done: number
  readonly total: number
}

export interface MatchFilesResult {
  readonly summary: RunSummary
  /** What could not be done; everything else was. */
  readonly failures: readonly AppError[]
  /** What a person should know though nothing failed. */
  readonly warnings: readonly string[]
}

/**
 * The main job: compares the crimes of police batches with the positions of tags, and writes
 * matches.csv, match-positions.csv, row-issues.csv, crime-versions.csv and summary.json.
 *
 * @throws AppError when people or the grid of shifts cannot be read, or the output not written:
 * then nothing is compared.
 */
export async function matchFiles(options: MatchFilesOptions): Promise<MatchFilesResult> {
  const started = performance.now()
  const inputs: Input[] = []
  const warnings: string[] = []
  const progress = options.onProgress ?? (() => undefined)

  const people =
    options.people === undefined ? undefined : peopleFrom(options.people, inputs, warnings)
  const convert = options.ostn15 === undefined ? fromNationalGrid : gridFrom(options.ostn15)
  makeFolder(options.out)
  const refusals = new Refusals(join(options.out, 'row-issues.csv'), options.refusedFolder)

  progress({ stage: 'crimes', done: 0, total: options.crimes.length })
  const crimes = loadCrimes(options.crimes, convert, refusals)
  const versionsFile = new CsvFile(join(options.out, 'crime-versions.csv'), crimeVersionColumns)
  for (const version of crimes.versions) versionsFile.add(version)
  versionsFile.finish()

  const total = options.positions.reduce((sum, path) => sum + sizeOf(path), 0)
  let done = 0
  const positions = await loadPositions(
    options.positions,
    options.now + options.futureMinutes * 60_000,
    refusals,
    (bytes) => {
      done += bytes
      progress({ stage: 'positions', done, total })
    },
  )
  refusals.finish()
  inputs.unshift(...crimes.inputs, ...positions.inputs)

  progress({ stage: 'sorting', done: 0, total: positions.arranged.positions.length })
  const lawful = people ?? everyDeviceItsOwnWearer(positions.arranged.positions.deviceIds)
  const matcher = new Matcher(positions.arranged, lawful, options.parameters)
  const compared = [...crimes.register.newest()].sort(byCrime)
  const written = writeMatches(matcher, positions.arranged.positions, compared, options)

  const summary: RunSummary = {
    inputs,
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
    batches: crimes.batches.map((batch) => ({
      file: batch.file,
      outcome: batch.outcome,
      police_force: batch.policeForce ?? null,
      batch_id: batch.batchId ?? null,
      rows: batch.rows,
      accepted: batch.accepted,
      refused: batch.refused,
      repeats: batch.repeats,
    })),
    made_at: new Date(options.now).toISOString(),
    seconds: Math.round((performance.now() - started) / 10) / 100,
  }
  const file = new OutputFile(join(options.out, 'summary.json'))
  file.write(`${JSON.stringify(summary, null, 2)}\n`)
  file.finish()
  return { summary, failures: [...crimes.failures, ...positions.failures], warnings }
}

function writeMatches(
  matcher: Matcher,
  positions: Parameters<typeof matchColumns>[0],
  crimes: Parameters<Matcher['match']>[0][],
  { out, pairs, onProgress }: MatchFilesOptions,
): { pairs: number; crimesInRadius: number } {
  const matchesFile = new CsvFile(join(out, 'matches.csv'), matchColumns(positions))
  const positionsFile = new CsvFile(
    join(out, 'match-positions.csv'),
    matchPositionColumns(positions),
  )
  let crimesInRadius = 0
  crimes.forEach((crime, index) => {
    const matches = matcher.match(crime, pairs)
    for (const match of matches) {
      matchesFile.add(match)
      for (const position of match.proximity.inRadius) positionsFile.add({ match, position })
    }
    if (matches.some((match) => match.proximity.inRadius.length > 0)) crimesInRadius++
    onProgress?.({ stage: 'matching', done: index + 1, total: crimes.length })
  })
  matchesFile.finish()
  positionsFile.finish()
  return { pairs: matchesFile.rows, crimesInRadius }
}

function peopleFrom(path: string, inputs: Input[], warnings: string[]): LawfulIntervals {
  const { bytes, sha256 } = readWhole(path)
  const file = basename(path)
  let people: ReturnType<typeof readPeople>
  try {
    people = readPeople(bytes)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new AppError(
      error.code,
      `Cannot use ${file}, so nothing was compared (who may lawfully be compared is not known): ${error.message}`,
      { cause: error },
    )
  }
  inputs.push({ file, sha256, rows: people.deviceWearers.length })
  for (const [first, second] of overlappingActivations(people)) {
    warnings.push(
      `${file}: activations ${first} and ${second} put one device on two wearers at once; its positions count for both`,
    )
  }
  const lawful = crimeMappingIntervals(people)
  if (lawful.deviceWearerIds.length === 0) {
    warnings.push(
      `${file}: nobody in it may be compared with crimes (no activation under an order whose trail condition permits crime mapping)`,
    )
  }
  return lawful
}

function gridFrom(path: string) {
  const { bytes } = readWhole(path)
  try {
    return fromNationalGridWithShifts(bytes.slice().buffer as ArrayBuffer)
  } catch (cause) {
    throw new AppError(
      'FILE_MALFORMED',
      `Cannot use ${basename(path)}: expected an NTv2 grid of shifts`,
      { cause },
    )
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true })
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('OUTPUT_UNWRITABLE', `Cannot make the folder ${path}: ${why}`, { cause })
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

function parametersOf(options: MatchFilesOptions): RunSummary['parameters'] {
  const { parameters } = options
  return {
    radius_metres: parameters.radiusMetres,
    pad_minutes: parameters.padMinutes,
    near_metres: parameters.nearMetres,
    visit_gap_minutes: parameters.visitGapMinutes,
    overlap_share: parameters.overlapShare,
    pairs: options.pairs,
    people: options.people !== undefined,
    national_grid: options.ostn15 === undefined ? 'Helmert' : 'OSTN15',
  }
}

/** The method's version with eight hex digits of the hash of what decides a match. */
function algorithmVersion(parameters: MatchingParameters): string {
  const canonical = JSON.stringify(Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1)))
  return `${ALGORITHM}+${createHash('sha256').update(canonical).digest('hex').slice(0, 8)}`
}
