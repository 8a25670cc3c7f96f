import { type ExportKind, exportKinds, exportToFile } from '../app/export-to-file.ts'
import { counted } from '../domain/count-text.ts'
import { AppError } from '../domain/errors.ts'
import type { Command } from './command.ts'
import { outputFrom } from './option-values.ts'
import { askerWithPurpose } from './purpose.ts'

/** Of the kinds that are no CSV. */
const EXTENSIONS: Partial<Record<ExportKind, string>> = { people: '.json' }

export const exportCommand: Command = {
  name: 'export',
  summary:
    'write matches, row issues, positions, refused rows or people of a data folder to a file',
  help: `Usage: whereabouts export KIND --out FILE --purpose TEXT --data DIR [options]

  matches           matches.csv of what stands: of every crime the newest answer
  match-positions   match-positions.csv of the same
  row-issues        row-issues.csv over every import
  positions         every lawful position, as positions.csv, by device and time
  refused           the refused rows of one import, as they came
  people            people.json: who wears what, under which orders, with every zone

  --out FILE        the file to write
  --purpose TEXT    why; kept in the audit (or WHEREABOUTS_PURPOSE; asked for at a terminal)
  --data DIR        the data folder (or WHEREABOUTS_DATA)
  --run N           of this matching run instead, as it said it
  --import N        the import whose refused rows are meant, as import printed it`,
  options: {
    out: { kind: 'text', file: 'written' },
    purpose: { kind: 'text' },
    data: { kind: 'text' },
    run: { kind: 'number' },
    import: { kind: 'number' },
  },
  takesOperands: true,
  async run(args, terminal, place) {
    const [word = '', ...more] = args.operands
    const kind = exportKinds.find((candidate) => candidate === word)
    if (!kind || more.length > 0) {
      throw new AppError(
        'WRONG_USE',
        `Cannot export "${args.operands.join(' ')}": expected one of ${exportKinds.join(', ')}`,
      )
    }
    const whole = { least: 1, most: Number.MAX_SAFE_INTEGER, whole: true }
    const runId = args.number('run', whole)
    const importId = args.number('import', whole)
    refuseStray('run', runId, kind, ['matches', 'match-positions'])
    refuseStray('import', importId, kind, ['refused'])
    const data = place.dataPath(args)
    const out = outputFrom(args, 'out', [], place.closedFolder(data))
    if (out === undefined) {
      throw new AppError(
        'WRONG_USE',
        `Cannot export ${kind}: it is not said where to; expected the file to write, such as --out ${kind}${EXTENSIONS[kind] ?? '.csv'}`,
      )
    }
    const asker = await askerWithPurpose(args, `export ${kind}`, place)
    const { rows, leftOut } = await place.withDataFolder(data, `export ${kind}`, (folder) =>
      exportToFile(folder, asker, { kind, path: out, runId, importId }),
    )
    const what = kind === 'people' ? counted(rows, 'person', 'people') : counted(rows, 'line')
    terminal.say(`${what} written to ${out}`)
    if (leftOut > 0) {
      terminal.warn(
        `${counted(leftOut, 'person', 'people')} you are restricted from ${leftOut === 1 ? 'is' : 'are'} left out`,
      )
    }
    return 0
  },
}

/** An option that is passed over in silence would give another answer than was asked for. */
function refuseStray(
  name: string,
  value: number | undefined,
  kind: ExportKind,
  takenBy: readonly ExportKind[],
): void {
  if (value === undefined || takenBy.includes(kind)) return
  throw new AppError(
    'WRONG_USE',
    `Cannot use --${name} with "export ${kind}": it goes with ${takenBy.join(' and ')}`,
  )
}
