import { type ErasedCounts, eraseInterval } from '../app/erase-interval.ts'
import { counted } from '../domain/count-text.ts'
import { AppError } from '../domain/errors.ts'
import type { Command } from './command.ts'
import { instantFrom } from './option-values.ts'

/** What becomes of copies that the engine of the records has freed and not yet overwritten. */
const FREED = {
  gone: 'The records were written anew and their log given back: the files of the data folder hold no freed copy of it. Backups, copies and exports, and freed blocks of the disk, are yours to delete',
  'on the server':
    'Freed pages and the log of the PostgreSQL server of the records may still hold it, until its administrator has them written over (docs/operations.md, "What is left on disk"); so may backups and exports',
} as const

export const eraseCommand: Command = {
  name: 'erase',
  summary: "remove a wearer's positions in an interval, and what else tells of them",
  help: `Usage: whereabouts erase --wearer W --from INSTANT --to INSTANT --reason TEXT --data DIR

Removes the positions of every device the wearer wore in the interval from the
archive, what matching runs found from them, and rows of those devices that were
refused (also those whose instant cannot be read), looks again, and says what is
left: 0. Drafts of alerts that name them are discarded; signed reports stay, and
it says which name the wearer. Trail reports and breach packs that tell of the
interval lose their files. The erasure is recorded, and cannot be undone. A legal hold prevents it.

Then the records in the folder are written anew and their log is given back, so
that its files hold no freed copy; other commands and pages wait meanwhile, some
seconds a gigabyte. On a PostgreSQL server freed pages, the log and what is
archived of it are its administrator's to write over. Backups, exports, and freed
blocks of a disk, are yours to delete.

  --wearer W        the device wearer
  --from INSTANT    from this instant on …
  --to INSTANT      … up to this one, not included
  --reason TEXT     why; kept with the record of the erasure, and in the audit
  --data DIR        the data folder (or WHEREABOUTS_DATA)`,
  options: {
    wearer: { kind: 'text', required: true },
    from: { kind: 'text', required: true },
    to: { kind: 'text', required: true },
    reason: { kind: 'text', required: true },
    data: { kind: 'text' },
  },
  async run(args, terminal, place) {
    const from = instantFrom(args, 'from') ?? 0
    const to = instantFrom(args, 'to') ?? 0
    if (to <= from) {
      throw new AppError(
        'WRONG_USE',
        `Cannot erase up to "${args.text('to')}": it is not after --from`,
      )
    }
    const wearer = args.text('wearer') ?? ''
    const asker = { actor: place.actor(), purpose: args.text('reason') ?? '' }
    const erased = await place.withDataFolder(place.dataPath(args), 'erase', (folder) =>
      eraseInterval(folder, asker, wearer, { from, to }),
    )
    const { left } = erased
    const devices = erased.devices.join(', ') || 'no device'
    if (total(erased) + total(left) === 0) {
      terminal.say(
        `Nothing was held there: 0 positions of ${devices}, 0 pairs of matching runs and 0 refused rows in the interval`,
      )
    } else
      terminal.say(
        `Erased ${counted(erased.positions, 'position')} of ${devices}, ${counted(erased.matches, 'pair')} of matching runs and ${counted(erased.refusedRows, 'refused row')}; ${counted(left.positions, 'position')}, ${counted(left.matches, 'pair')} and ${counted(left.refusedRows, 'refused row')} are left in the interval`,
      )
    if (erased.drafts > 0) {
      terminal.say(
        `Discarded ${counted(erased.drafts, 'draft of an alert', 'drafts of alerts')} about them, with what it was made from`,
      )
    }
    if (erased.signedReports.length > 0) {
      const numbers = erased.signedReports.map(
        ({ number, inInterval }) => `${number}${inInterval ? ' (tells of the interval)' : ''}`,
      )
      terminal.say(
        `Signed reports that name them stay as they were signed: ${numbers.join(', ')}; whether they are withdrawn is for a hub manager to decide`,
      )
    }
    const { freed } = erased
    if (freed instanceof AppError) {
      terminal.warn(
        `What was erased may be left in freed pages and the log of the records, which could not be written anew: ${freed.message}; make room and run it again`,
      )
      return 1
    }
    terminal.say(FREED[freed])
    return total(left) === 0 ? 0 : 1
  },
}

function total({ positions, matches, refusedRows }: ErasedCounts): number {
  return positions + matches + refusedRows
}
