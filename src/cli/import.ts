import { join } from 'node:path'
import { endsDemonstration } from '../app/accounts/demo-accounts.ts'
import type { DataFolder } from '../app/data-folder.ts'
import { importAlcohol } from '../app/import-alcohol.ts'
import { importCrimes } from '../app/import-crimes.ts'
import { importPeople } from '../app/import-people.ts'
import { importPlaces } from '../app/import-places.ts'
import { DEFAULT_BATCH_ROWS, importPositions } from '../app/import-positions.ts'
import type { ImportReport } from '../app/import-report.ts'
import { gridConversion } from '../app/national-grid-file.ts'
import { settlePartOf } from '../app/settle-import.ts'
import { counted, grouped } from '../domain/count-text.ts'
import { AppError } from '../domain/errors.ts'
import { instantsOfLondon } from '../domain/london-local.ts'
import { londonTime } from '../domain/london-time.ts'
import type { Arguments } from './arguments.ts'
import type { Command, Terminal } from './command.ts'
import type { CommandPlace } from './command-place.ts'
import { instantFrom } from './option-values.ts'
import { askerFrom, askerWithPurpose } from './purpose.ts'

export const importCommand: Command = {
  name: 'import',
  summary: 'bring positions, people, crimes, alcohol readings or places into a data folder',
  help: `Usage: whereabouts import positions|people|crimes|alcohol|places FILE... --data DIR [options]
       whereabouts import --settle N [--completed-by M] --purpose TEXT --data DIR

Brings files into the data folder DIR, made if need be. What is said to be
durable is kept whatever happens next; importing a file again completes it and
nothing counts twice.

  positions FILE...    positions as CSV or NDJSON, a batch at a time
  people FILE...       people.json: replaces whoever it names
  crimes FILE...       crime batches, each whole or not at all
  alcohol FILE...      what alcohol monitoring said, as CSV, each whole or not at all
  places FILE...       places of interest, an extract of OpenStreetMap as GeoJSON or a
                       feature a line: takes the place of the one before

  --data DIR           the data folder (or WHEREABOUTS_DATA)
  --batch-rows N       positions made durable together (default ${DEFAULT_BATCH_ROWS})
  --future-minutes N   how far ahead a device's clock may run (default 10)
  --now INSTANT        what counts as now
  --again              read positions files again that were imported before (after
                       a purge, or a clock set right); nothing counts twice
  --ostn15 FILE        Ordnance Survey's NTv2 grid for eastings and northings
  --data-of DATE       the day that places are of, such as 2026-11-01
  --purpose TEXT       why; kept in the audit
  --settle N           of the positions file of which import N brought a part only:
                       it does not come again, and --purpose says why. What the
                       part brought stays; "match" and "check" go on to say
                       that positions are missing, with that reason, unless
  --completed-by M     import M, of the corrected file, brought what was missing

A position in conflict has another place than one of the same device at the same
instant, in the file or in the folder; both are kept, and new ones are said. The import's number is what
"export refused --import N" takes.

Of a wearer a people file names, what it no longer says is withdrawn.

Exit code: 0 done (also when rows were refused, or a file was imported before),
1 a file could not be done (the others were), 2 wrong use.`,
  options: {
    data: { kind: 'text' },
    'batch-rows': { kind: 'number' },
    'future-minutes': { kind: 'number' },
    now: { kind: 'text' },
    ostn15: { kind: 'text', file: 'read' },
    'data-of': { kind: 'text' },
    again: { kind: 'flag' },
    purpose: { kind: 'text' },
    settle: { kind: 'number' },
    'completed-by': { kind: 'number' },
  },
  takesOperands: true,
  filesFrom: 1,
  async run(args, terminal, place) {
    const [kind = '', ...paths] = args.operands
    const settled = args.number('settle', WHOLE)
    if (settled !== undefined) return settle(settled, args, terminal, place)
    if (args.number('completed-by', WHOLE) !== undefined) {
      throw new AppError('WRONG_USE', 'Cannot use --completed-by here: it goes with --settle')
    }
    if (!isKind(kind)) {
      throw new AppError(
        'WRONG_USE',
        `Cannot import "${kind}": expected positions, people, crimes, alcohol or places`,
      )
    }
    if (paths.length === 0) {
      throw new AppError('WRONG_USE', `Cannot import ${kind}: expected one or more files`)
    }
    const future = args.number('future-minutes', { least: 0, most: 525_600 }) ?? 10
    const batchRows = args.number('batch-rows', { least: 1, most: 10_000_000, whole: true })
    const latest = (instantFrom(args, 'now') ?? Date.now()) + future * 60_000
    const { fromNationalGrid } = gridConversion(args.text('ostn15'))
    const dataOf = londonDateFrom(args.text('data-of'))
    const asker = askerFrom(args, place)
    const data = place.dataPath(args)
    const bring = (folder: DataFolder): Promise<ImportReport[]> => {
      if (kind === 'alcohol') return importAlcohol(folder, asker, paths)
      if (kind === 'places') return importPlaces(folder, asker, paths, dataOf)
      if (kind === 'people') return importPeople(folder, asker, paths)
      if (kind === 'crimes') return importCrimes(folder, asker, paths, fromNationalGrid)
      return importPositions(folder, asker, paths, {
        latest,
        again: args.flag('again'),
        batchRows: batchRows ?? DEFAULT_BATCH_ROWS,
        onDurable: (file, positions) =>
          terminal.say(`${file}: ${counted(positions, 'position')} durable`),
      })
    }
    const { reports, endsDemo } = await place.withDataFolder(
      data,
      `import ${kind}`,
      async (folder) => {
        const ends = () => endsDemonstration(folder, join(data, 'town'))
        const endedBefore = await ends()
        const reports = await bring(folder)
        return { reports, endsDemo: !endedBefore && (await ends()) }
      },
    )
    for (const report of reports) {
      if (report.failure) terminal.warn(`${report.failure.message}${numbered(report)}`)
      else terminal.say(sentence(report))
    }
    if (endsDemo) {
      terminal.warn(
        'Note: the folder holds more than the simulated town now, so its demonstration accounts, whose password everybody knows, end when it is next served; "npm start -- --fresh" makes the demonstration anew',
      )
    }
    return reports.some(({ outcome }) => outcome === 'failed') ? 1 : 0
  },
}

const WHOLE = { least: 1, most: Number.MAX_SAFE_INTEGER, whole: true } as const

/** Says what became of a file of which only a part was imported. */
async function settle(
  id: number,
  args: Arguments,
  terminal: Terminal,
  place: CommandPlace,
): Promise<number> {
  if (args.operands.length > 0) {
    throw new AppError('WRONG_USE', 'Cannot import files and settle an import in one command')
  }
  const completedBy = args.number('completed-by', WHOLE)
  const asker = await askerWithPurpose(args, 'settle an import', place)
  const file = await place.withDataFolder(place.dataPath(args), 'settle an import', (folder) =>
    settlePartOf(folder, asker, id, completedBy),
  )
  terminal.say(
    completedBy === undefined
      ? `Import ${id} (${file}) is settled: positions of it stay missing, and whoever compares is told why`
      : `Import ${id} (${file}) is settled: import ${completedBy} brought what was missing`,
  )
  return 0
}

const kinds = ['positions', 'people', 'crimes', 'alcohol', 'places'] as const

function londonDateFrom(text: string | undefined): string | undefined {
  if (text === undefined || instantsOfLondon({ date: text, time: '12:00' })) return text
  throw new AppError(
    'WRONG_USE',
    `Cannot use --data-of "${text}": expected a date such as 2026-11-01`,
  )
}

function isKind(kind: string): kind is (typeof kinds)[number] {
  return kinds.some((each) => each === kind)
}

function sentence(report: ImportReport): string {
  const { file, outcome, before, rows, accepted, refused, repeats, conflicts, completes } = report
  if (outcome === 'again') {
    return `${file}: imported before, on ${londonTime(before ?? 0)}; nothing new in it`
  }
  const completing = completes === undefined ? '' : `, completes import ${completes}`
  const conflicting = conflicts === undefined ? '' : `, ${grouped(conflicts)} in conflict`
  return `${file}: ${counted(rows, 'row')}, ${grouped(accepted)} accepted, ${grouped(refused)} refused, ${grouped(repeats)} added nothing${conflicting}${completing}${numbered(report)}`
}

/** What names the import in `export refused --import N`. */
function numbered({ id }: ImportReport): string {
  return id === undefined ? '' : ` (import ${id})`
}
