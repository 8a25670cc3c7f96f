import { purgeQuarantine } from '../app/purge-quarantine.ts'
import { withDataFolder } from '../compose.ts'
import { readConfig } from '../config.ts'
import { counted } from '../domain/count-text.ts'
import type { Command } from './command.ts'
import { dataFolderFrom } from './option-values.ts'

const DAY = 86_400_000

export const purgeCommand: Command = {
  name: 'purge',
  summary: 'delete positions that were never lawful to keep, once their time is over',
  help: `Usage: whereabouts purge --older-days N --data DIR

Deletes positions outside every activation, order and condition (the quarantine)
that arrived more than N days ago, and records how many. Positions a legal hold
covers are kept. Run it daily; it cannot be undone.

  --older-days N   how long a position may lie in quarantine (0 to 3650)
  --data DIR       the data folder (or WHEREABOUTS_DATA)`,
  options: {
    'older-days': { kind: 'number', required: true },
    data: { kind: 'text' },
  },
  async run(args, terminal) {
    const days = args.number('older-days', { least: 0, most: 3650 }) ?? 0
    const deleted = await withDataFolder(dataFolderFrom(args), 'purge', readConfig(), (folder) =>
      purgeQuarantine(folder, Date.now() - days * DAY),
    )
    terminal.say(
      deleted === undefined
        ? 'Nothing deleted: no people were imported, so no legal basis is known yet'
        : `Deleted ${counted(deleted, 'position')} outside every legal basis`,
    )
    return 0
  },
}
