import { auditCommand } from './audit.ts'
import { checkCommand } from './check.ts'
import type { Command } from './command.ts'
import { eraseCommand } from './erase.ts'
import { exportCommand } from './export.ts'
import { holdCommand } from './hold.ts'
import { importCommand } from './import.ts'
import { matchCommand } from './match.ts'
import { purgeCommand } from './purge.ts'

/** What works on a data folder, and so can be handed to a server that holds it. */
export const dataFolderCommands: readonly Command[] = [
  matchCommand,
  checkCommand,
  importCommand,
  exportCommand,
  eraseCommand,
  holdCommand,
  purgeCommand,
  auditCommand,
]
