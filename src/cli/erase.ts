import { eraseInterval } from '../app/erase-interval.ts'
import { counted } from '../domain/count-text.ts'
import { AppError } from '../domain/errors.ts'
import type { Command } from './command.ts'
import { instantFrom } from './option-values.ts'

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
Files that were exported before are yours to delete.

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
    terminal.say(
      `Erased ${counted(erased.positions, 'position')} of ${erased.devices.join(', ') || 'no device'}, ${counted(erased.matches, 'pair')} of matching runs and ${counted(erased.refusedRows, 'refused row')}; ${counted(left.positions, 'position')}, ${counted(left.matches, 'pair')} and ${counted(left.refusedRows, 'refused row')} are left in the interval`,
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
    return left.positions + left.matches + left.refusedRows === 0 ? 0 : 1
  },
}
