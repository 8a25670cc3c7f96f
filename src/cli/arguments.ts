import { parseArgs } from 'node:util'
import { AppError } from '../domain/errors.ts'

/** What an option takes: one text, a number, an instant, one of some words, or several texts. */
type OptionKind = 'text' | 'number' | 'list' | 'flag'

export interface OptionSpec {
  readonly kind: OptionKind
  readonly required?: boolean
  /**
   * Of a path: whether what is there is read or written, so that a server can be handed it, or whether it
   * means something only at this host.
   */
  readonly file?: 'read' | 'written' | 'here'
}

/** A command's options by name, as given. */
export class Arguments {
  /** Words that belong to no option. */
  readonly operands: readonly string[]
  readonly #values: Record<string, string | boolean | (string | boolean)[] | undefined>

  /**
   * Reads `--name value`, `--name=value` and, for lists, `--name value value …`.
   *
   * @param takesOperands whether words that belong to no option are expected.
   * @throws AppError WRONG_USE naming the option and what was expected.
   */
  constructor(
    command: string,
    words: readonly string[],
    spec: Readonly<Record<string, OptionSpec>>,
    takesOperands = false,
  ) {
    const options = Object.fromEntries(
      Object.entries(spec).map(([name, { kind }]) => [
        name,
        kind === 'flag'
          ? { type: 'boolean' as const }
          : { type: 'string' as const, multiple: true },
      ]),
    )
    const wrong = (message: string) =>
      new AppError('WRONG_USE', `Cannot run "${command}": ${message}`)
    const unknown = words.find((word) => word.startsWith('--') && !(optionName(word) in spec))
    if (unknown !== undefined) {
      throw wrong(
        `there is no option ${unknown.split('=')[0]}; expected ${listed(Object.keys(spec))}`,
      )
    }
    try {
      const parsed = parseArgs({
        args: repeated(words, spec),
        options,
        strict: true,
        allowPositionals: takesOperands,
      })
      this.#values = parsed.values
      this.operands = parsed.positionals
    } catch (error) {
      throw wrong(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
    }
    for (const [name, { required, kind }] of Object.entries(spec)) {
      const values = this.list(name)
      if (required && values.length === 0) {
        const expected = kind === 'list' ? 'one or more files' : 'a value'
        throw wrong(`--${name} is missing; expected ${expected} after it`)
      }
      if (values.includes('')) throw wrong(`--${name} is empty; expected a value after it`)
      if (kind !== 'list' && values.length > 1) {
        throw wrong(
          `--${name} is given ${values.length} times (${values.join(', ')}); expected once`,
        )
      }
    }
  }

  /** Adds what a person answered when they were asked. */
  answer(name: string, text: string): void {
    this.#values[name] = [text]
  }

  flag(name: string): boolean {
    return this.#values[name] === true
  }

  text(name: string): string | undefined {
    return this.list(name)[0]
  }

  list(name: string): string[] {
    const value = this.#values[name]
    return Array.isArray(value) ? value.map(String) : []
  }

  /** @throws AppError WRONG_USE when it is not a plain number within the range. */
  number(
    name: string,
    range: { least: number; most: number; whole?: boolean },
  ): number | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const value = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
    if (value >= range.least && value <= range.most && (!range.whole || Number.isInteger(value)))
      return value
    const kind = range.whole ? 'a whole number' : 'a number'
    throw new AppError(
      'WRONG_USE',
      `Cannot use --${name} "${text}": expected ${kind} from ${range.least} to ${range.most}`,
    )
  }

  /** @throws AppError WRONG_USE when it is none of the words. */
  oneOf<T extends string>(name: string, words: readonly T[]): T | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const word = words.find((candidate) => candidate === text)
    if (word === undefined) {
      throw new AppError(
        'WRONG_USE',
        `Cannot use --${name} "${text}": expected ${words.join(', ')}`,
      )
    }
    return word
  }
}

/**
 * `--crimes a b` as `--crimes=a --crimes=b` and `--radius -5` as `--radius=-5`, which is what the
 * standard parser understands.
 */
function repeated(words: readonly string[], spec: Readonly<Record<string, OptionSpec>>): string[] {
  const spread: string[] = []
  let open: string | undefined
  for (const word of words) {
    if (word.startsWith('--')) {
      if (open !== undefined && spec[optionName(open)]?.kind !== 'list') spread.push(open)
      const takesValue = spec[optionName(word)]?.kind !== 'flag' && !word.includes('=')
      open = takesValue ? word : undefined
      if (open === undefined) spread.push(word)
    } else if (open !== undefined) {
      spread.push(`${open}=${word}`)
      if (spec[optionName(open)]?.kind !== 'list') open = undefined
    } else {
      spread.push(word)
    }
  }
  if (open !== undefined && spec[optionName(open)]?.kind !== 'list') spread.push(open)
  return spread
}

function optionName(word: string): string {
  return word.slice(2).split('=')[0] ?? ''
}

function listed(names: readonly string[]): string {
  return names.map((name) => `--${name}`).join(', ')
}
