import { type MatchProgress, matchFiles } from '../app/match-files.ts'
import { runMatching } from '../app/run-matching.ts'
import type { RunSummary } from '../app/run-summary.ts'
import { threadsAllowed } from '../app/threads-allowed.ts'
import { readConfig } from '../config.ts'
import { AppError } from '../domain/errors.ts'
import type { PairsMode } from '../matching/candidates.ts'
import { defaultParameters, type MatchingParameters } from '../matching/parameters.ts'
import type { Arguments } from './arguments.ts'
import type { Command, Terminal } from './command.ts'
import type { CommandPlace } from './command-place.ts'
import { funnelLines } from './funnel-lines.ts'
import { instantFrom } from './option-values.ts'
import { askerFrom } from './purpose.ts'

const NOT_GUILT = 'A pair says where a device was, not who did it.'

export const matchCommand: Command = {
  name: 'match',
  summary: 'compare crime batches with positions and say who was near',
  help: `Usage: whereabouts match --positions FILE... --crimes FILE... --out DIR [options]
       whereabouts match --data DIR [--radius] [--pad-minutes] [--pairs]

Compares the crimes of police batches with the positions of tags, and writes to DIR:
  matches.csv          a line for every crime and wearer with a position in radius,
                       with the evidence of presence, the strongest first
  match-positions.csv  every position in radius, by visit
  row-issues.csv       everything that was wrong with a row
  crime-versions.csv   every version of every crime and what it changed
  summary.json         what went in, by what rules, and the counts

  --data DIR           compare what was imported into this folder, and keep the run
                       there; "whereabouts export" writes it (or WHEREABOUTS_DATA,
                       where no files are given)
  --purpose TEXT       with --data: why; kept in the audit
  --few-crimes N       with --data: a day with at most this many crimes is answered
                       from the archive, not in memory (default 100)
  --positions FILE...  positions as CSV with a header, or NDJSON (.ndjson, .jsonl)
  --crimes FILE...     crime batches: 13 columns, no header; in the order they were
                       sent, as a later statement of a crime stands
  --people FILE        people.json: who wears what, and on what legal basis
                       (without it each device is its own wearer)
  --out DIR            where to write; made if need be
  --radius METRES      how near is in radius (default 100)
  --pad-minutes N      widen every window at both ends (default 0)
  --pairs MODE         radius: pairs in radius (default); near: within 500 m, also
                       in the 5 minutes either side of the window; all: everyone
                       who could lawfully be compared
  --refused DIR        also keep refused rows as they came, a file each, in the
                       order of their rows in row-issues.csv
  --future-minutes N   how far ahead a device's clock may run (default 10)
  --now INSTANT        what counts as now, to repeat an old run
  --ostn15 FILE        Ordnance Survey's NTv2 grid for eastings and northings

Results of an earlier run in DIR are replaced; a file to read never is.

Exit code: 0 done (also when rows were refused), 1 something could not be done
(everything else was), 2 wrong use.`,
  options: {
    positions: { kind: 'list', file: 'here' },
    crimes: { kind: 'list', file: 'here' },
    people: { kind: 'text', file: 'here' },
    out: { kind: 'text', file: 'here' },
    radius: { kind: 'number' },
    'pad-minutes': { kind: 'number' },
    pairs: { kind: 'text' },
    refused: { kind: 'text', file: 'here' },
    'future-minutes': { kind: 'number' },
    now: { kind: 'text' },
    ostn15: { kind: 'text', file: 'here' },
    data: { kind: 'text' },
    purpose: { kind: 'text' },
    'few-crimes': { kind: 'number' },
  },
  async run(args, terminal, place) {
    const parameters = {
      ...defaultParameters,
      radiusMetres:
        args.number('radius', { least: 1, most: 20_000 }) ?? defaultParameters.radiusMetres,
      padMinutes:
        args.number('pad-minutes', { least: 0, most: 1440 }) ?? defaultParameters.padMinutes,
    }
    const pairs = args.oneOf('pairs', ['radius', 'near', 'all']) ?? 'radius'
    // Files that were given are meant, whatever the environment says of a data folder.
    const onFiles = args.text('data') === undefined && fileOptionsIn(args).length > 0
    if (!onFiles && (args.text('data') ?? readConfig().data) !== undefined)
      return matchData(args, parameters, pairs, terminal, place)
    for (const name of ['positions', 'crimes', 'out']) {
      if (args.list(name).length > 0) continue
      throw new AppError(
        'WRONG_USE',
        `Cannot run "match": --${name} is missing; expected it, or --data DIR (or WHEREABOUTS_DATA)`,
      )
    }
    const { summary, failures, warnings } = await matchFiles({
      positions: args.list('positions'),
      crimes: args.list('crimes'),
      people: args.text('people'),
      out: args.text('out') ?? '',
      pairs,
      parameters,
      now: instantFrom(args, 'now') ?? Date.now(),
      futureMinutes: args.number('future-minutes', { least: 0, most: 525_600 }) ?? 10,
      refusedFolder: args.text('refused'),
      ostn15: args.text('ostn15'),
      threads: threadsAllowed(readConfig().matchingThreads, false),
      onProgress: (progress) => terminal.progress(progressLine(progress)),
    })
    for (const line of summary ? summaryLines(summary) : []) terminal.say(line)
    for (const warning of warnings) terminal.warn(`Note: ${warning}`)
    for (const failure of failures) terminal.warn(failure.message)
    return failures.length > 0 ? 1 : 0
  },
}

/** Which options were given that go with files. */
function fileOptionsIn(args: Arguments): string[] {
  const names = [
    'positions',
    'crimes',
    'people',
    'out',
    'refused',
    'now',
    'future-minutes',
    'ostn15',
  ]
  return names.filter((name) => args.list(name).length > 0)
}

/** On a data folder: the run is kept there, and exported from there. */
async function matchData(
  args: Arguments,
  parameters: MatchingParameters,
  pairs: PairsMode,
  terminal: Terminal,
  place: CommandPlace,
): Promise<number> {
  const misplaced = fileOptionsIn(args)[0]
  if (misplaced) {
    throw new AppError(
      'WRONG_USE',
      `Cannot run "match": --${misplaced} goes with files, not with --data`,
    )
  }
  const asker = askerFrom(args, place)
  const fewCrimes = args.number('few-crimes', { least: 0, most: 1e9, whole: true })
  const run = await place.withDataFolder(place.dataPath(args), 'match', (folder) =>
    runMatching(folder, asker, {
      parameters,
      pairs,
      ...(fewCrimes !== undefined && { fewCrimes }),
      onProgress: (done, total) =>
        terminal.progress(progressLine({ stage: 'matching', done, total })),
    }),
  )
  const { counts } = run
  const lines = funnelLines({
    positions: run.positions,
    positionsLawful: run.positionsLawful,
    positionsOutside: run.positionsQuarantined,
    crimes: run.crimes,
    crimesCompared: counts.crimesCompared,
    crimesInRadius: counts.crimesInRadius,
    pairs: counts.pairsFound,
  })
  for (const line of lines) terminal.say(line)
  terminal.say(`Run ${run.id}, method ${run.algorithmVersion}. ${NOT_GUILT}`)
  for (const warning of run.warnings) terminal.warn(`Note: ${warning}`)
  return 0
}

function summaryLines({ positions, crimes, funnel, ...summary }: RunSummary): string[] {
  return [
    ...funnelLines({
      positions,
      positionsLawful: funnel.positions_lawful,
      positionsOutside: positions.accepted - positions.repeats - funnel.positions_lawful,
      crimes,
      crimesCompared: funnel.crimes_compared,
      crimesInRadius: funnel.crimes_in_radius,
      pairs: funnel.pairs,
    }),
    `Method ${summary.algorithm_version}, ${summary.seconds.toFixed(2)} s. ${NOT_GUILT}`,
  ]
}

function progressLine({ stage, done, total }: MatchProgress): string {
  const percent = total > 0 ? ` ${Math.floor((done / total) * 100)} %` : ''
  const what = {
    crimes: 'Reading crimes',
    positions: 'Reading positions',
    sorting: 'Sorting positions',
    matching: 'Matching',
  }
  return `${what[stage]}${stage === 'sorting' ? '' : percent}`
}
