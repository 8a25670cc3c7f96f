import { AppError } from '../domain/errors.ts'
import { Arguments } from './arguments.ts'
import type { Command, Terminal } from './command.ts'
import { matchCommand } from './match.ts'
import { serveCommand } from './serve.ts'
import { simulateCommand } from './simulate.ts'
import { processTerminal } from './terminal.ts'

const commands: readonly Command[] = [simulateCommand, matchCommand, serveCommand]

/** Runs one command line. @returns the exit code: 0 done, 1 could not be done, 2 wrong use. */
export async function main(words: readonly string[], terminal: Terminal): Promise<number> {
  const [name = '', ...rest] = words
  const command = commands.find((candidate) => candidate.name === name)
  if (!command) {
    const asked = name === '' || name === '--help' || name === '-h' || name === 'help'
    if (!asked) terminal.warn(`There is no command "${name}".`)
    const write = asked ? terminal.say : terminal.warn
    write(overview())
    return asked && name !== '' ? 0 : 2
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.say(command.help)
    return 0
  }
  try {
    return await command.run(new Arguments(name, rest, command.options), terminal)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    terminal.warn(error.message)
    if (error.code !== 'WRONG_USE') return 1
    terminal.warn(`Try: whereabouts ${name} --help`)
    return 2
  }
}

function overview(): string {
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`)
  return `Usage: whereabouts COMMAND [options]\n\n${lines.join('\n')}\n\nwhereabouts COMMAND --help says more.`
}

process.exitCode = await main(process.argv.slice(2), processTerminal())
