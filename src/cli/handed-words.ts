import { basename } from 'node:path'
import { AppError } from '../domain/errors.ts'
import type { Arguments, OptionSpec } from './arguments.ts'
import type { Command } from './command.ts'

/** A command as it is handed over: its words, with `{0}` in place of each file. */
export interface HandedCommand {
  readonly words: readonly string[]
  /** Read here and sent along. */
  readonly reads: readonly HandedFile[]
  /** Sent back and written here. */
  readonly writes: readonly HandedFile[]
}

export interface HandedFile {
  /** What stands for it in the words: `{0}`. */
  readonly mark: string
  readonly path: string
}

/** A mark in words: whole, so that nothing a person typed is taken for one inside a word. */
const MARK = /^\{(\d{1,3})\}$/

/** The words of a command that another process is to run, which sees none of this host's files. */
export function toHand(command: Command, args: Arguments): HandedCommand {
  const reads: HandedFile[] = []
  const writes: HandedFile[] = []
  const marked = (path: string, files: HandedFile[]): string => {
    const mark = `{${reads.length + writes.length}}`
    files.push({ mark, path })
    return mark
  }
  const operands = args.operands.map((operand, index) =>
    index >= (command.filesFrom ?? Infinity) ? marked(operand, reads) : operand,
  )
  const options = Object.entries(command.options).flatMap(([name, { kind, file }]) => {
    if (name === 'data') return []
    if (kind === 'flag') return args.flag(name) ? [`--${name}`] : []
    return args.list(name).map((value) => {
      if (file === 'read') return `--${name}=${marked(value, reads)}`
      if (file === 'written') return `--${name}=${marked(value, writes)}`
      return `--${name}=${value}`
    })
  })
  return { words: [command.name, ...operands, ...options], reads, writes }
}

/**
 * The words of a handed command with a path of this host in place of each mark. A word that is a path and
 * no mark is refused: whoever hands a command over names no file of the server's.
 *
 * @param pathOf the path of a mark's file here, `undefined` for one that was not sent.
 * @throws AppError INPUT_INVALID
 */
export function fromHand(
  command: Command,
  words: readonly string[],
  pathOf: (mark: string, file: 'read' | 'written') => string | undefined,
): string[] {
  const placed = (value: string, file: 'read' | 'written') => {
    const path = MARK.test(value) ? pathOf(value, file) : undefined
    if (path !== undefined) return path
    throw new AppError(
      'INPUT_INVALID',
      `Cannot run "${command.name}" with the file "${basename(value)}": expected the mark of a file that was sent`,
    )
  }
  let operands = 0
  return words.map((word) => {
    const [, name = '', value = ''] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? []
    if (!word.startsWith('--')) {
      return operands++ >= (command.filesFrom ?? Infinity) ? placed(word, 'read') : word
    }
    const spec: OptionSpec | undefined = command.options[name]
    if (name === 'data' || spec?.file === 'here') {
      throw new AppError(
        'INPUT_INVALID',
        `Cannot run "${command.name}" with --${name} here: it means something only at its own host`,
      )
    }
    return spec?.file ? `--${name}=${placed(value, spec.file)}` : word
  })
}
