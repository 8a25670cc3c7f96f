import type { CrimeVersion } from '../domain/crime.ts'
import { crimeMappingIntervals, type LawfulIntervals } from '../domain/lawful-intervals.ts'
import type { People } from '../domain/people.ts'
import type { PairsMode } from '../matching/candidates.ts'
import { byCrime } from '../matching/match-crimes.ts'
import type { MatchingParameters } from '../matching/parameters.ts'
import { openCases } from '../store/records/case-records.ts'
import { type NewestCrime, newestCrimes } from '../store/records/crime-records.ts'
import { addRunFigures } from '../store/records/figure-records.ts'
import { letStand, type RunCrime } from '../store/records/let-stand.ts'
import { addMatches } from '../store/records/match-records.ts'
import { refreshStatistics } from '../store/records/planner-statistics.ts'
import type { Records } from '../store/records/records.ts'
import { identifyInputs } from '../store/records/run-inputs.ts'
import {
  finishRun,
  type RunCounts,
  type RunScope,
  type RunStart,
  startRun,
} from '../store/records/run-records.ts'
import { loadPeople } from '../store/records/stored-people.ts'
import { dropNotes, type Notes, readNotes } from '../store/records/touch-records.ts'
import { algorithmVersion } from './algorithm-version.ts'
import { type Asker, keepEvent } from './asker.ts'
import { checkWhole } from './check-whole.ts'
import type { DataFolder } from './data-folder.ts'
import { inTurn } from './in-turn.ts'
import { engineOver } from './kept-engine.ts'
import { DEFAULT_FEW_CRIMES, matchArchive } from './match-archive.ts'
import type { MatchRow } from './match-rows.ts'
import { runProgress } from './run-progress.ts'

export interface CompareOptions {
  readonly parameters: MatchingParameters
  readonly pairs: PairsMode
  readonly fewCrimes?: number
  readonly begunBy?: RunStart['begunBy']
  readonly onProgress?: (done: number, total: number) => void
  /** Ends the run, which fails with the reason given. */
  readonly signal?: AbortSignal
}

/** What a run goes from: everything as it was when it began. */
export interface Ground {
  readonly people: People
  readonly lawful: LawfulIntervals
  /** Every crime in the order files list them, withdrawn ones too. */
  readonly crimes: readonly NewestCrime[]
  readonly notes: Notes
}

/** A crime to be compared, or of which to say that nobody is near: it was withdrawn. */
export interface ChosenCrime extends NewestCrime, RunCrime {}

/** One finished run, as those who asked for it are told. */
export interface Compared {
  readonly id: number
  readonly algorithmVersion: string
  readonly counts: RunCounts
  /** Distinct positions, and those inside lawful intervals; only a whole run counts them. */
  readonly positions: { readonly all: number; readonly lawful: number } | undefined
  readonly people: People
  readonly lawful: LawfulIntervals
}

/** A run is one event, whoever is compared with whatever. */
const combination = {
  action: 'combine',
  what: 'movements and crimes',
  subjects: 'everyone',
} as const

/** So many are kept in less time than anybody notices. */
const MATCHES_AT_ONCE = 250

/** What the end of a run writes, of which the planner is told once more. */
const KEPT_WITH_A_RUN = [
  'matching_runs',
  'run_crimes',
  'run_figures',
  'crimes',
  'standing_matches',
  'match_changes',
  'match_cases',
  'crimes_to_match',
  'changed_stretches',
  'whole_runs_asked_for',
  'audit_events',
]

const EVER = { from: -Infinity, to: Infinity }

/**
 * Compares chosen crimes with every lawful position, and keeps the run: what it saw, by what rules, what it found, and
 * that this stands now; all together or not at all. One run at a time on a folder.
 *
 * @param choose which crimes, by what the run goes from; `undefined` where there is nothing to compare.
 * @returns `undefined` where nothing was chosen: then there is no run, and what was noted touched nothing.
 */
export function compareCrimes(
  folder: DataFolder,
  asker: Asker,
  scope: RunScope,
  options: CompareOptions,
  choose: (ground: Ground) => Promise<readonly ChosenCrime[]>,
): Promise<Compared | undefined> {
  return inTurn(folder.days, async () => {
    const ground = await groundOf(folder)
    const chosen = await choose(ground)
    if (scope === 'touched' && chosen.length === 0) {
      await folder.records.transaction((transaction) => dropNotes(transaction, ground.notes, scope))
      return undefined
    }
    return compare(folder, asker, scope, options, ground, chosen)
  })
}

/** Notes first: whatever they tell of is there to be read by then. */
async function groundOf({ records }: DataFolder): Promise<Ground> {
  const notes = await readNotes(records)
  const people = await loadPeople(records)
  const crimes: NewestCrime[] = []
  for await (const crime of newestCrimes(records)) crimes.push(crime)
  crimes.sort((a, b) => byCrime(a.crime, b.crime))
  return { people, lawful: crimeMappingIntervals(people), crimes, notes }
}

async function compare(
  folder: DataFolder,
  asker: Asker,
  scope: RunScope,
  options: CompareOptions,
  { people, lawful, crimes, notes }: Ground,
  chosen: readonly ChosenCrime[],
): Promise<Compared> {
  const { records, archive, days } = folder
  const { parameters, pairs } = options
  const version = algorithmVersion(parameters)
  const id = await startRun(records, {
    algorithmVersion: version,
    parameters: { ...parameters, evidence: parameters.evidence.id },
    pairs,
    inputs: await identifyInputs(records),
    scope,
    begunBy: options.begunBy ?? 'command',
    startedAt: Date.now(),
  })
  const progress = runProgress(records, id, options.onProgress)
  try {
    // Of a large archive counting takes longer than comparing what a few positions touched.
    const positions =
      scope === 'whole' ? await archive.count(everyInterval(lawful), EVER) : undefined
    await checkWhole(folder, positions?.all)
    const { engine, answers } = await weighed()
    await progress.told()
    const counts = countsOf(answers, standing(chosen).length, positions?.lawful)
    await keepMatches(records, id, answers.flat())
    // Of a run that the planner has never heard of it expects one match, and looks each up by reading the rest.
    await refreshStatistics(records).catch(() => undefined)
    await records.transaction(async (transaction) => {
      const finishedAt = Date.now()
      await letStand(transaction, id, chosen, finishedAt)
      await dropNotes(transaction, notes, scope)
      await addRunFigures(transaction, id, finishedAt)
      await finishRun(transaction, id, {
        outcome: 'done',
        finishedAt,
        counts,
        evidence: engine && { set: parameters.evidence, fitted: engine.fitted() },
      })
      await openCases(transaction, { runId: id, at: finishedAt })
      await keepEvent(transaction, asker, {
        ...combination,
        count: counts.pairsFound,
        details: { run: id, crimes: counts.crimesCompared },
      })
    })
    // Pages over the run are slower without it, and no less right.
    await refreshStatistics(records, KEPT_WITH_A_RUN).catch(() => undefined)
    return { id, algorithmVersion: version, counts, positions, people, lawful }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    await progress.told()
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

  /** The matches of `compared[i]` at `i`. Of nothing, nothing is learned: that takes longest. */
  async function weighed() {
    const compared = standing(chosen)
    if (compared.length === 0) return { engine: undefined, answers: [] }
    const engine = await engineOver(days, lawful, standing(crimes), parameters)
    const answers = await matchArchive(days, lawful, compared, {
      fewCrimes: DEFAULT_FEW_CRIMES,
      ...options,
      engine,
      threads: folder.threads,
      onProgress(done, total) {
        options.signal?.throwIfAborted()
        progress.tell(done, total)
      },
    })
    return { engine, answers }
  }
}

/** Before the run's answer is: until that stands they are nobody's, and others need not wait for all of them. */
async function keepMatches(
  records: Records,
  runId: number,
  matches: readonly MatchRow[],
): Promise<void> {
  for (let first = 0; first < matches.length; first += MATCHES_AT_ONCE) {
    const some = matches.slice(first, first + MATCHES_AT_ONCE)
    await records.transaction((transaction) => addMatches(transaction, runId, first, some))
  }
}

function standing(crimes: readonly NewestCrime[]): CrimeVersion[] {
  return crimes.flatMap(({ crime, withdrawn }) => (withdrawn ? [] : [crime]))
}

function everyInterval(lawful: LawfulIntervals) {
  return lawful.deviceWearerIds.flatMap((id) => lawful.ofWearer(id))
}

function countsOf(
  answers: readonly MatchRow[][],
  crimes: number,
  positionsLawful: number | undefined,
): RunCounts {
  return {
    crimesCompared: crimes,
    crimesInRadius: answers.filter((matches) => matches.some(({ inRadius }) => inRadius.length > 0))
      .length,
    positionsLawful,
    pairsFound: answers.reduce((sum, matches) => sum + matches.length, 0),
  }
}
