import { migrateRecords } from '../compose.ts'
import { readConfig } from '../config.ts'
import { AppError } from '../domain/errors.ts'
import type { Command } from './command.ts'

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'bring the records up to date, and grant a role what a server needs of them',
  help: `Usage: whereabouts migrate [--data DIR] [--grant-to ROLE]

Applies the migrations that are missing to the records of WHEREABOUTS_RECORDS_URL, or
of the data folder. Every command does so too where it may; a server that runs as a
role without the right to change tables needs this first, run as their owner.

  --grant-to ROLE  on PostgreSQL: grants ROLE what a server needs, and nothing more: it
                   can add to the audit and read it, and never change or remove any of it
  --data DIR       the data folder (or WHEREABOUTS_DATA), where the records are in it`,
  options: {
    data: { kind: 'text' },
    'grant-to': { kind: 'text' },
  },
  async run(args, terminal) {
    const config = readConfig()
    const data = args.text('data') ?? config.data
    const role = args.text('grant-to')
    if (config.recordsUrl === undefined) {
      if (role !== undefined) {
        throw new AppError(
          'WRONG_USE',
          `Cannot grant rights to "${role}": embedded records have no roles; expected WHEREABOUTS_RECORDS_URL`,
        )
      }
      if (data === undefined) {
        throw new AppError(
          'WRONG_USE',
          'Cannot tell which records: expected --data DIR, WHEREABOUTS_DATA or WHEREABOUTS_RECORDS_URL',
        )
      }
    }
    const last = await migrateRecords(data, config, role)
    terminal.say(`The records are up to date (${last})`)
    if (role !== undefined) terminal.say(`Role ${role} has what a server needs`)
    return 0
  },
}
