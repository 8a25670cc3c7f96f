import { counted } from '../domain/count-text.ts'
import type { CrimeVersion } from '../domain/crime.ts'
import { AppError } from '../domain/errors.ts'
import type { ClosedWindow } from '../domain/interval.ts'
import {
  crimeMappingIntervals,
  everyDeviceItsOwnWearer,
  type LawfulIntervals,
} from '../domain/lawful-intervals.ts'
import { type ArrangedPositions, arrangePositions } from '../matching/arrange-positions.ts'
import { EvidenceEngine } from '../matching/evidence/weigh-evidence.ts'
import { historyDays } from '../matching/history-days.ts'
import { byCrime } from '../matching/match-crimes.ts'
import type { MatchingParameters } from '../matching/parameters.ts'
import { newestVersions } from '../store/records/crime-records.ts'
import { hiddenFrom } from '../store/records/restriction-records.ts'
import { identifyInputs } from '../store/records/run-inputs.ts'
import { loadPeople as storedPeople } from '../store/records/stored-people.ts'
import { type AskedFacts, type Asker, keepEvent } from './asker.ts'
import { checkWhole } from './check-whole.ts'
import type { DataFolder } from './data-folder.ts'
import { intervalsIn } from './days-in-memory.ts'
import { fileNames } from './file-names.ts'
import { engineOver } from './kept-engine.ts'
import { loadCrimes } from './load-crimes.ts'
import { loadPeople } from './load-people.ts'
import { loadPositions } from './load-positions.ts'
import { gridConversion } from './national-grid-file.ts'
import { unfinishedFiles } from './unfinished-files.ts'

/** What a check compares: the same, in the same way, as a matching run over it would. */
export interface CheckSource {
  readonly parameters: MatchingParameters
  readonly lawful: LawfulIntervals
  /** Where nobody said who wore what: a wearer's id is then that of a device. */
  readonly isWithoutPeople: boolean
  /** Whom the asker may not see, with what to tell them. */
  readonly hidden: ReadonlyMap<string, string>
  /** The newest version of each, in the order of matches.csv. */
  readonly crimes: readonly CrimeVersion[]
  readonly engine: EvidenceEngine
  /** Lawful positions of a wearer over a window at least; perhaps others beside them. */
  positionsOf(deviceWearerId: string, window: ClosedWindow): Promise<ArrangedPositions>
  /** Keeps in the audit what is about to be told; files are whoever's who has them. @throws AppError AUDIT_UNWRITABLE */
  tell(facts: AskedFacts): Promise<void>
  /** What it was read from, with hashes. */
  readonly inputs: object
  readonly warnings: readonly string[]
}

export interface CheckFilesOptions {
  readonly positions: readonly string[]
  readonly crimes: readonly string[]
  readonly people?: string | undefined
  readonly ostn15?: string | undefined
  readonly parameters: MatchingParameters
  /** The latest instant a position may have. */
  readonly latest: number
}

/**
 * Reads files to check over. What could not be read might have changed the answer, so unlike a
 * matching run this stops at the first such file; refused rows are counted.
 *
 * @throws AppError FILE_UNREADABLE, FILE_MALFORMED or PEOPLE_INVALID.
 */
export async function checkFiles(options: CheckFilesOptions): Promise<CheckSource> {
  const names = fileNames([...options.crimes, ...options.positions])
  const convert = gridConversion(options.ostn15)
  let refused = 0
  const refusals = {
    add: () => refused++,
    note: () => undefined,
    header: () => undefined,
    keep: () => refused++,
  }
  const people = options.people === undefined ? undefined : loadPeople(options.people)
  const crimes = loadCrimes(options.crimes, names, convert.fromNationalGrid, refusals)
  const positions = await loadPositions(
    options.positions,
    names,
    options.latest,
    refusals,
    () => undefined,
  )
  const [failure] = [...crimes.failures, ...positions.failures]
  if (failure) throw failure
  const { arranged } = positions
  const lawful = people?.lawful ?? everyDeviceItsOwnWearer(arranged.positions.deviceIds)
  const compared = [...crimes.register.newest()].sort(byCrime)
  const { parameters } = options
  const isHistory = historyDays(compared, parameters)
  const read = [people?.input, convert.input].filter((input) => input !== undefined)
  return {
    parameters,
    lawful,
    isWithoutPeople: people === undefined,
    // Files are whoever's who has them.
    hidden: new Map(),
    crimes: compared,
    engine: EvidenceEngine.over(arranged, lawful, parameters.evidence, isHistory),
    positionsOf: async () => arranged,
    tell: async () => undefined,
    inputs: [...crimes.inputs, ...positions.inputs, ...read],
    warnings: [
      ...(people?.warnings ?? []),
      ...(refused > 0 ? [`${refused} rows were refused; "whereabouts match" lists why`] : []),
    ],
  }
}

/** Everything in a data folder. @throws AppError STORE_CORRUPT when positions are missing. */
export async function checkDataFolder(
  folder: DataFolder,
  asker: Asker,
  parameters: MatchingParameters,
): Promise<CheckSource> {
  const { records, archive, days } = folder
  const lawful = crimeMappingIntervals(await storedPeople(records))
  const everyone = lawful.deviceWearerIds.flatMap((id) => lawful.ofWearer(id))
  const { all } = await archive.count(everyone, { from: -Infinity, to: Infinity })
  await checkWhole(folder, all)
  const crimes: CrimeVersion[] = []
  for await (const crime of newestVersions(records)) crimes.push(crime)
  return {
    parameters,
    lawful,
    isWithoutPeople: false,
    hidden: await hiddenFrom(records, asker.actor.username),
    crimes: crimes.sort(byCrime),
    engine: await engineOver(days, lawful, crimes, parameters),
    async positionsOf(deviceWearerId, window) {
      const intervals = intervalsIn(lawful, [deviceWearerId], window)
      const within = { from: window.from, to: window.to + 1 }
      return arrangePositions(await archive.read(intervals, within))
    },
    tell: (facts) => keepEvent(records, asker, facts),
    inputs: await identifyInputs(records),
    warnings: await unfinishedFiles(records),
  }
}

/** @throws AppError RESTRICTED, or WEARER_UNKNOWN, which names nobody else: ids are personal data. */
export function expectWearer(
  { lawful, hidden, isWithoutPeople }: CheckSource,
  deviceWearerId: string,
): void {
  const message = hidden.get(deviceWearerId)
  if (message !== undefined) {
    throw new AppError(
      'RESTRICTED',
      `Cannot check wearer "${deviceWearerId}", who is restricted for you: ${message}`,
      { subjects: [deviceWearerId] },
    )
  }
  const ids = lawful.deviceWearerIds
  if (ids.includes(deviceWearerId)) return
  throw new AppError(
    'WEARER_UNKNOWN',
    isWithoutPeople
      ? `Cannot check wearer "${deviceWearerId}": without --people each device is its own wearer, and no position is of a device with that id; expected --people with people.json, which says who wore what, or the id of one of the ${counted(ids.length, 'device')} in the positions`
      : `Cannot check wearer "${deviceWearerId}": nobody with that id may lawfully be compared; expected the id of one of the ${counted(ids.length, 'wearer')} who may`,
  )
}

/**
 * The newest version of a crime.
 *
 * @param name its force and reference: `Cheshire/G/1`.
 * @throws AppError CRIME_UNKNOWN, naming crimes whose names are much like it.
 */
export function findCrime({ crimes }: CheckSource, name: string): CrimeVersion {
  const crime = crimes.find((each) => crimeName(each) === name)
  if (crime) return crime
  const like = mostLike(name, crimes.map(crimeName))
  throw new AppError(
    'CRIME_UNKNOWN',
    `Cannot check crime "${name}": it is not among ${crimes.length} crimes; expected FORCE/REFERENCE${like}`,
  )
}

export function crimeName({ policeForce, crimeReference }: CrimeVersion): string {
  return `${policeForce}/${crimeReference}`
}

function mostLike(text: string, known: readonly string[]): string {
  const nearest = known
    .map((each) => ({ each, edits: editsBetween(text.toLowerCase(), each.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits || (a.each < b.each ? -1 : 1))
    .slice(0, 3)
  return nearest.length > 0 ? `, such as ${nearest.map(({ each }) => `"${each}"`).join(', ')}` : ''
}

/** Letters to add, drop or change between two texts (Levenshtein 1966). */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
