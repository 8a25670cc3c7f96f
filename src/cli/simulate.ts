import { join } from 'node:path'
import { simulateTownToFolder } from '../app/simulate-town.ts'
import { counted } from '../domain/count-text.ts'
import { AppError } from '../domain/errors.ts'
import { parseInstant } from '../domain/instant-text.ts'
import type { Command } from './command.ts'

const DEFAULT_START = '2026-01-05'

export const simulateCommand: Command = {
  name: 'simulate',
  summary: 'make a fictional town: people, positions, crimes and the truth',
  help: `Usage: whereabouts simulate --seed N --wearers W --days D --out DIR [options]

Makes a fictional town in the Irish Sea. The same seed gives the same bytes.
Writes to DIR:
  positions.csv         what the tags reported
  people.json           who wears what, and on what legal basis
  crimes/<BATCH-ID>.csv a crime batch for each force and day
  places.geojson        places of interest, as a map has them
  truth.csv             who really did which crime, where and when
  town.json             how it was made

  --seed N       any whole number
  --wearers W    how many people wear a tag (1 to 100,000)
  --days D       how many days (1 to 400)
  --start WHEN   a date, or an instant with a zone (default ${DEFAULT_START})
  --crimes N     how many crimes (default: wearers x days / 2.1)
  --out DIR      where to write; made if need be`,
  options: {
    seed: { kind: 'number', required: true },
    wearers: { kind: 'number', required: true },
    days: { kind: 'number', required: true },
    start: { kind: 'text' },
    crimes: { kind: 'number' },
    out: { kind: 'text', required: true },
  },
  async run(args, terminal) {
    const whole = (name: string, least: number, most: number) =>
      args.number(name, { least, most, whole: true })
    const crimes = whole('crimes', 1, 10_000_000)
    const out = args.text('out') ?? ''
    const made = await simulateTownToFolder(
      {
        seed: whole('seed', 0, Number.MAX_SAFE_INTEGER) ?? 0,
        wearers: whole('wearers', 1, 100_000) ?? 1,
        days: whole('days', 1, 400) ?? 1,
        start: startFrom(args.text('start') ?? DEFAULT_START),
        ...(crimes !== undefined && { crimes }),
      },
      out,
      ({ day, days, positions }) =>
        terminal.progress(`Day ${day} of ${days}, ${counted(positions, 'position')}`),
    )
    terminal.say(
      `${counted(made.positions, 'position')} and ${counted(made.crimes, 'crime')} in ${counted(made.crimeFiles.length, 'batch', 'batches')}: ${join(out, 'positions.csv')}`,
    )
    return 0
  },
}

/** A date means its first instant in UTC. */
function startFrom(text: string): number {
  const start = parseInstant(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text)
  if (start === undefined) {
    throw new AppError(
      'WRONG_USE',
      `Cannot use --start "${text}": expected a date such as ${DEFAULT_START}, or an instant with a zone`,
    )
  }
  return start
}
