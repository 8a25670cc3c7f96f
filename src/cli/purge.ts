import { loadRetention } from '../app/load-retention.ts'
import { purge } from '../app/purge.ts'
import type { Command } from './command.ts'
import { askerFrom } from './purpose.ts'

const DAYS = { least: 0, most: 36_500 }

export const purgeCommand: Command = {
  name: 'purge',
  summary: 'delete what was kept for as long as allowed, kind by kind',
  help: `Usage: whereabouts purge --data DIR [options]

Deletes every kind of data whose period is over, looks again, and records how
much went. The periods stand in retention.json in the data folder; without it
only positions outside every activation, order and condition (the quarantine)
go, 30 days after they arrived. What a legal hold covers is kept. Run it daily;
it cannot be undone.

  --dry-run        say what would be deleted at least, and delete nothing: what only
                   that keeps (a crime that a match names) goes with it, uncounted
  --older-days N   how long a position may lie in quarantine, whatever the file says
  --config FILE    the periods, in place of retention.json
  --purpose TEXT   why; kept in the audit
  --data DIR       the data folder (or WHEREABOUTS_DATA)`,
  options: {
    'dry-run': { kind: 'flag' },
    'older-days': { kind: 'number' },
    config: { kind: 'text', file: 'read' },
    purpose: { kind: 'text' },
    data: { kind: 'text' },
  },
  async run(args, terminal, place) {
    const data = place.dataPath(args)
    const quarantineDays = args.number('older-days', DAYS)
    const periods = {
      ...loadRetention(data, args.text('config')),
      ...(quarantineDays !== undefined && { quarantineDays }),
    }
    const dryRun = args.flag('dry-run')
    const asker = askerFrom(args, place)
    const { reports, peopleKnown } = await place.withDataFolder(data, 'purge', (folder) =>
      purge(folder, asker, periods, { now: Date.now(), dryRun }),
    )
    if (!peopleKnown && periods.quarantineDays !== null) {
      terminal.say(
        'No quarantined position deleted: no people were imported, so no legal basis is known yet',
      )
    }
    for (const { phrase, deleted, left } of reports) {
      terminal.say(`${dryRun ? 'Would delete' : 'Deleted'} ${phrase(deleted)}`)
      if (left > 0) terminal.warn(`Still there: ${phrase(left)}; run it again`)
    }
    if (dryRun && reports.some(({ deleted }) => deleted > 0)) {
      terminal.say(
        'At least: what only these keep (a crime that a match names, people whose positions are kept) goes with them and is not counted; a position that two periods end is counted by both',
      )
    }
    const endless = Object.entries(periods).flatMap(([name, days]) => (days === null ? [name] : []))
    if (endless.length > 0) {
      terminal.say(`Kept without end, as no period is set in retention.json: ${endless.join(', ')}`)
    }
    return reports.some(({ left }) => left > 0) ? 1 : 0
  },
}
