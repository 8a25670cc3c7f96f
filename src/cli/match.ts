import { type MatchProgress, matchFiles } from '../app/match-files.ts'
import type { RunSummary } from '../app/run-summary.ts'
import { AppError } from '../domain/errors.ts'
import { parseInstant } from '../domain/instant-text.ts'
import { defaultParameters } from '../matching/parameters.ts'
import type { Command } from './command.ts'

export const matchCommand: Command = {
  name: 'match',
  summary: 'compare crime batches with positions and say who was near',
  help: `Usage: whereabouts match --positions FILE... --crimes FILE... --out DIR [options]

Compares the crimes of police batches with the positions of tags, and writes to DIR:
  matches.csv          a line for every crime and wearer with a position in radius
  match-positions.csv  every position in radius, by visit
  row-issues.csv       everything that was wrong with a row
  crime-versions.csv   every version of every crime and what it changed
  summary.json         what went in, by what rules, and the counts

  --positions FILE...  positions as CSV with a header, or NDJSON (.ndjson, .jsonl)
  --crimes FILE...     crime batches: 13 columns, no header; in the order they were
                       sent, as a later statement of a crime stands
  --people FILE        people.json: who wears what, and on what legal basis
                       (without it each device is its own wearer)
  --out DIR            where to write; made if need be
  --radius METRES      how near is in radius (default 100)
  --pad-minutes N      widen every window at both ends (default 0)
  --pairs MODE         radius: pairs in radius (default); near: within 300 m;
                       all: everyone who could lawfully be compared
  --refused DIR        also keep refused rows as they came, a file each, in the
                       order of their rows in row-issues.csv
  --future-minutes N   how far ahead a device's clock may run (default 10)
  --now INSTANT        what counts as now, to repeat an old run
  --ostn15 FILE        Ordnance Survey's NTv2 grid for eastings and northings

Results of an earlier run in DIR are replaced; a file to read never is.

Exit code: 0 done (also when rows were refused), 1 something could not be done
(everything else was), 2 wrong use.`,
  options: {
    positions: { kind: 'list', required: true },
    crimes: { kind: 'list', required: true },
    people: { kind: 'text' },
    out: { kind: 'text', required: true },
    radius: { kind: 'number' },
    'pad-minutes': { kind: 'number' },
    pairs: { kind: 'text' },
    refused: { kind: 'text' },
    'future-minutes': { kind: 'number' },
    now: { kind: 'text' },
    ostn15: { kind: 'text' },
  },
  async run(args, terminal) {
    const { summary, failures, warnings } = await matchFiles({
      positions: args.list('positions'),
      crimes: args.list('crimes'),
      people: args.text('people'),
      out: args.text('out') ?? '',
      pairs: args.oneOf('pairs', ['radius', 'near', 'all']) ?? 'radius',
      parameters: {
        ...defaultParameters,
        radiusMetres:
          args.number('radius', { least: 1, most: 20_000 }) ?? defaultParameters.radiusMetres,
        padMinutes:
          args.number('pad-minutes', { least: 0, most: 1440 }) ?? defaultParameters.padMinutes,
      },
      now: nowFrom(args.text('now')),
      futureMinutes: args.number('future-minutes', { least: 0, most: 525_600 }) ?? 10,
      refusedFolder: args.text('refused'),
      ostn15: args.text('ostn15'),
      onProgress: (progress) => terminal.progress(progressLine(progress)),
    })
    for (const line of summary ? funnelLines(summary) : []) terminal.say(line)
    for (const warning of warnings) terminal.warn(`Note: ${warning}`)
    for (const failure of failures) terminal.warn(failure.message)
    return failures.length > 0 ? 1 : 0
  },
}

/** The funnel as a person reads it. */
function funnelLines(summary: RunSummary): string[] {
  const { positions, crimes, funnel } = summary
  const count = (value: number) => value.toLocaleString('en-GB').padStart(12)
  const aside = (text: string) => (text === '' ? '' : `  (${text})`)
  const some = (value: number, one: string, many: string) =>
    value > 0 ? `${value.toLocaleString('en-GB')} ${value === 1 ? one : many}` : ''
  const all = (...parts: string[]) => aside(parts.filter((part) => part !== '').join(', '))
  return [
    `Positions read       ${count(positions.rows)}${all(some(positions.refused, 'refused', 'refused'), some(positions.repeats, 'repeat', 'repeats'), some(positions.conflicts, 'conflict', 'conflicts'))}`,
    `Lawful to compare    ${count(funnel.positions_lawful)}`,
    `Crimes read          ${count(funnel.crimes_read)}${all(some(crimes.refused, 'refused', 'refused'))}`,
    `Crimes accepted      ${count(funnel.crimes_accepted)}${all(some(crimes.repeats, 'repeat', 'repeats'))}`,
    `Crimes compared      ${count(funnel.crimes_compared)}  (newest versions)`,
    `In radius of anyone  ${count(funnel.crimes_in_radius)}`,
    `Pairs                ${count(funnel.pairs)}`,
    `Method ${summary.algorithm_version}, ${summary.seconds.toFixed(2)} s. A pair says where a device was, not who did it.`,
  ]
}

function nowFrom(text: string | undefined): number {
  if (text === undefined) return Date.now()
  const now = parseInstant(text)
  if (now === undefined) {
    throw new AppError(
      'WRONG_USE',
      `Cannot use --now "${text}": expected an instant such as 2026-01-26T16:08:26Z`,
    )
  }
  return now
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
