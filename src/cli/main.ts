import { readFileSync } from 'node:fs'
import { AppError } from '../domain/errors.ts'
import { Arguments } from './arguments.ts'
import { auditCommand } from './audit.ts'
import { checkCommand } from './check.ts'
import type { Command, Terminal } from './command.ts'
import { eraseCommand } from './erase.ts'
import { exportCommand } from './export.ts'
import { holdCommand } from './hold.ts'
import { importCommand } from './import.ts'
import { matchCommand } from './match.ts'
import { migrateCommand } from './migrate.ts'
import { purgeCommand } from './purge.ts'
import { serveCommand } from './serve.ts'
import { simulateCommand } from './simulate.ts'
import { processTerminal } from './terminal.ts'

const commands: readonly Command[] = [
  simulateCommand,
  matchCommand,
  checkCommand,
  importCommand,
  exportCommand,
  eraseCommand,
  holdCommand,
  purgeCommand,
  auditCommand,
  migrateCommand,
  serveCommand,
]

/** Runs one command line. @returns the exit code: 0 done, 1 could not be done, 2 wrong use. */
async function main(words: readonly string[], terminal: Terminal): Promise<number> {
  const [name = '', ...rest] = words
  if (name === '--version') {
    terminal.say(version())
    return 0
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    terminal.say(commands.find((command) => command.name === rest[0])?.help ?? overview())
    return 0
  }
  const command = commands.find((candidate) => candidate.name === name)
  if (!command) {
    if (name !== '') terminal.warn(`There is no command "${name}".`)
    terminal.warn(overview())
    return 2
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.say(command.help)
    return 0
  }
  try {
    const args = new Arguments(name, rest, command.options, command.takesOperands)
    return await command.run(args, terminal)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    terminal.warn(error.message)
    if (error.code !== 'WRONG_USE') return 1
    terminal.warn(`Try: whereabouts ${name} --help`)
    return 2
  }
}

function version(): string {
  const file = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(file) as { version: string }).version
}

function overview(): string {
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`)
  return `Usage: whereabouts COMMAND [options]\n\n${lines.join('\n')}\n\nwhereabouts COMMAND --help says more.`
}

process.exitCode = await main(process.argv.slice(2), processTerminal())
