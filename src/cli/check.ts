import { type AskedFacts, attempt } from '../app/asker.ts'
import { writeBundle } from '../app/check-bundle.ts'
import { pairAsJson } from '../app/check-json.ts'
import { checkPair } from '../app/check-pair.ts'
import { checkPeriod, writePeriod } from '../app/check-period.ts'
import { type CheckSource, checkDataFolder, checkFiles } from '../app/check-source.ts'
import { expectWritable } from '../app/output-file.ts'
import { repeatBundle } from '../app/repeat-bundle.ts'
import { counted } from '../domain/count-text.ts'
import { AppError } from '../domain/errors.ts'
import { defaultParameters } from '../matching/parameters.ts'
import type { Arguments } from './arguments.ts'
import { pairLines, periodLines } from './check-lines.ts'
import type { Command, Terminal } from './command.ts'
import type { CommandPlace } from './command-place.ts'
import { instantFrom, outputFrom } from './option-values.ts'
import { askerWithPurpose } from './purpose.ts'

const FILES = ['positions', 'crimes', 'people', 'ostn15', 'now', 'future-minutes']

export const checkCommand: Command = {
  name: 'check',
  summary: 'weigh one wearer against one crime, or every crime of a period, and say why',
  help: `Usage: whereabouts check --wearer W --crime FORCE/REFERENCE SOURCE [--json] [--bundle FILE]
       whereabouts check --wearer W --from INSTANT --to INSTANT SOURCE [--out FILE]
       whereabouts check --repeat FILE

Weighs the evidence for one wearer as "whereabouts match" does, with the facts behind
it and a paragraph to read; or lists who is ruled out of what. It speaks of where a
device was, not of who did anything.

SOURCE is --data DIR (or WHEREABOUTS_DATA) with --purpose TEXT, which is kept in
the audit (or WHEREABOUTS_PURPOSE; asked for at a terminal), or files:
  --positions FILE...  positions as CSV with a header, or NDJSON (.ndjson, .jsonl)
  --crimes FILE...     crime batches, in the order they were sent
  --people FILE        people.json (without it each device is its own wearer,
                       and --wearer is a device's id)
  --ostn15 FILE        Ordnance Survey's NTv2 grid for eastings and northings
  --now INSTANT        what counts as now, to repeat an old run
  --future-minutes N   how far ahead a device's clock may run (default 10)

  --wearer W           the wearer's id
  --crime NAME         the crime: its force and reference, as Cheshire/26-104
  --from, --to INSTANT a period: every crime whose window touches it
  --radius METRES      how near is in radius (default 100)
  --pad-minutes N      widen every window at both ends (default 0)
  --json               the pair as JSON
  --bundle FILE        also write all that another expert needs to repeat the pair
  --out FILE           write the period's pairs, in the format of matches.csv
  --repeat FILE        weigh a bundle again, from it alone, and compare what it states: log10_lr,
                       log10_lr_population, verdict, window_coverage, coincidence_days,
                       comparable_days and algorithm_version, as matches.csv has them

Exit code: 0 done, 1 something could not be done (or a bundle gives another answer
than it states), 2 wrong use.`,
  options: {
    wearer: { kind: 'text' },
    crime: { kind: 'text' },
    from: { kind: 'text' },
    to: { kind: 'text' },
    data: { kind: 'text' },
    positions: { kind: 'list', file: 'here' },
    crimes: { kind: 'list', file: 'here' },
    people: { kind: 'text', file: 'here' },
    ostn15: { kind: 'text', file: 'here' },
    now: { kind: 'text' },
    'future-minutes': { kind: 'number' },
    radius: { kind: 'number' },
    'pad-minutes': { kind: 'number' },
    json: { kind: 'flag' },
    bundle: { kind: 'text', file: 'written' },
    out: { kind: 'text', file: 'written' },
    repeat: { kind: 'text', file: 'here' },
    purpose: { kind: 'text' },
  },
  async run(args, terminal, place) {
    const repeat = args.text('repeat')
    if (repeat !== undefined) {
      const others = Object.keys(checkCommand.options).filter((name) => name !== 'repeat')
      refuse(args, others, 'does not go with --repeat: all that it weighs is in the bundle')
      return repeated(repeat, terminal)
    }
    const wearer = expected(args, 'wearer')
    const crime = args.text('crime')
    const from = instantFrom(args, 'from')
    const to = instantFrom(args, 'to')
    if (crime !== undefined) {
      refuse(args, ['from', 'to'], 'does not go with --crime: expected one or the other, not both')
    } else if (from === undefined && to === undefined) {
      throw wrong('expected either --crime, or --from and --to')
    }
    const inputs = ['positions', 'crimes', 'people', 'ostn15'].flatMap((name) => args.list(name))
    const data = inputs.length > 0 ? undefined : place.closedFolder(place.dataPath(args))
    const bundle = outputFrom(args, 'bundle', inputs, data)
    const out = outputFrom(args, 'out', inputs, data)
    if (crime !== undefined) {
      refuse(args, ['out'], 'goes with a period, not with --crime')
      if (bundle !== undefined) expectWritable(bundle)
      return withSource(args, terminal, place, { subjects: [wearer] }, async (source) => {
        const pair = await checkPair(source, wearer, crime)
        if (args.flag('json')) terminal.say(JSON.stringify(pairAsJson(pair), null, 2))
        else for (const line of pairLines(pair, source.parameters)) terminal.say(line)
        if (bundle === undefined) return
        writeBundle(source, pair, bundle)
        terminal.warn(`All that is needed to repeat this is in ${bundle}`)
      })
    }
    if (from === undefined || to === undefined || from > to) {
      throw wrong('a period needs --from and --to, the later last')
    }
    refuse(args, ['bundle', 'json'], 'goes with --crime, not with a period')
    if (out !== undefined) expectWritable(out)
    const asked = { subjects: [wearer], interval: { from, to: to + 1 } }
    return withSource(args, terminal, place, asked, async (source) => {
      const period = await checkPeriod(source, wearer, { from, to })
      if (out === undefined) for (const line of periodLines(period)) terminal.say(line)
      else {
        writePeriod(period, out)
        terminal.say(periodLines(period).at(-1) ?? '')
        terminal.say(`${counted(period.rows.length, 'line')} written to ${out}`)
      }
    })
  },
}

function repeated(path: string, terminal: Terminal): number {
  const compared = repeatBundle(path)
  for (const { column, again, stated } of compared) {
    const differs = again === stated ? '' : `; the bundle states ${stated}`
    terminal.say(`${column.padEnd(19)} ${again}${differs}`)
  }
  if (compared.every(({ again, stated }) => again === stated)) return 0
  terminal.warn('The bundle gives another answer than it states')
  return 1
}

async function withSource(
  args: Arguments,
  terminal: Terminal,
  place: CommandPlace,
  asked: Pick<AskedFacts, 'subjects' | 'interval'>,
  work: (source: CheckSource) => Promise<void>,
): Promise<number> {
  const parameters = {
    ...defaultParameters,
    radiusMetres:
      args.number('radius', { least: 1, most: 20_000 }) ?? defaultParameters.radiusMetres,
    padMinutes:
      args.number('pad-minutes', { least: 0, most: 1440 }) ?? defaultParameters.padMinutes,
  }
  const onSource = async (source: CheckSource): Promise<void> => {
    await work(source)
    for (const warning of source.warnings) terminal.warn(`Note: ${warning}`)
  }
  // Files that were given are meant, whatever the environment says of a data folder.
  const ofFiles = FILES.some((name) => args.list(name).length > 0)
  if (args.text('data') !== undefined) refuse(args, FILES, 'goes with files, not with --data')
  if (!ofFiles) {
    const data = place.dataPath(args)
    const asker = await askerWithPurpose(args, 'check a wearer of a data folder', place)
    const facts = { action: 'consult', what: 'movements', ...asked } as const
    await place.withDataFolder(data, 'check', (folder) =>
      attempt(folder.records, asker, facts, async () =>
        onSource(await checkDataFolder(folder, asker, parameters)),
      ),
    )
    return 0
  }
  expected(args, 'positions')
  expected(args, 'crimes')
  const future = args.number('future-minutes', { least: 0, most: 525_600 }) ?? 10
  const source = await checkFiles({
    positions: args.list('positions'),
    crimes: args.list('crimes'),
    people: args.text('people'),
    ostn15: args.text('ostn15'),
    latest: (instantFrom(args, 'now') ?? Date.now()) + future * 60_000,
    parameters,
  })
  await onSource(source)
  return 0
}

function expected(args: Arguments, name: string): string {
  const value = args.text(name)
  if (value === undefined) throw wrong(`--${name} is missing; expected a value after it`)
  return value
}

function refuse(args: Arguments, names: readonly string[], why: string): void {
  const given = names.find((name) => args.flag(name) || args.list(name).length > 0)
  if (given !== undefined) throw wrong(`--${given} ${why}`)
}

function wrong(message: string): AppError {
  return new AppError('WRONG_USE', `Cannot run "check": ${message}`)
}
