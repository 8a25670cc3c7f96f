import type { Arguments, OptionSpec } from './arguments.ts'
import type { CommandPlace } from './command-place.ts'

/** One command of the program: a file each, listed in run-command-line.ts. */
export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** The whole help text. */
  readonly help: string
  readonly options: Readonly<Record<string, OptionSpec>>
  /** Whether it takes words that belong to no option. */
  readonly takesOperands?: boolean
  /** Which operands are files that it reads: those from this place on. */
  readonly filesFrom?: number
  /** @returns the exit code: 0 done, 1 something could not be done. */
  run(args: Arguments, terminal: Terminal, place: CommandPlace): Promise<number>
}

/** Where a command speaks: results on one stream, everything else on the other. */
export interface Terminal {
  say(line: string): void
  warn(line: string): void
  /** A line that the next one replaces where the stream is a terminal. */
  progress(line: string): void
}
