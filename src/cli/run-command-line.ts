import { readFileSync } from 'node:fs'
import { readConfig } from '../config.ts'
import { AppError } from '../domain/errors.ts'
import { FolderHeld } from '../store/folder-lock.ts'
import { administratorCommand } from './administrator.ts'
import { Arguments } from './arguments.ts'
import type { Command, Terminal } from './command.ts'
import { atThisHost } from './command-place.ts'
import { dataFolderCommands } from './data-folder-commands.ts'
import { handOver } from './hand-over.ts'
import { migrateCommand } from './migrate.ts'
import { serveCommand } from './serve.ts'
import { simulateCommand } from './simulate.ts'
import { tokenCommand } from './token.ts'

const commands: readonly Command[] = [
  simulateCommand,
  ...dataFolderCommands,
  migrateCommand,
  administratorCommand,
  tokenCommand,
  serveCommand,
]

/** Runs one command line. @returns the exit code: 0 done, 1 could not be done, 2 wrong use. */
export async function runCommandLine(
  words: readonly string[],
  terminal: Terminal,
): Promise<number> {
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
    return await run(command, args, terminal)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    terminal.warn(error.message)
    if (error.code !== 'WRONG_USE') return 1
    terminal.warn(`Try: whereabouts ${name} --help`)
    return 2
  }
}

/** Runs it here, or where a server holds the folder and the operator has a token, there. */
async function run(command: Command, args: Arguments, terminal: Terminal): Promise<number> {
  try {
    return await command.run(args, terminal, atThisHost())
  } catch (error) {
    const { token } = readConfig()
    const isHeld = error instanceof FolderHeld && dataFolderCommands.includes(command)
    if (!isHeld || !error.url) throw error
    if (!token) {
      throw new AppError(
        'FOLDER_HELD',
        `${error.message}, or hand it the work: WHEREABOUTS_TOKEN takes an operator's token, which "whereabouts token" makes`,
      )
    }
    return await handOver({ url: error.url, token }, command, args, terminal)
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
