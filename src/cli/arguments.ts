import { parseArgs } from 'node:util'
import { AppError } from '../domain/errors.ts'

/** What an option takes: one text, a number, an instant, one of some words, or several texts. */
type OptionKind = 'text' | 'number' | 'list' | 'flag'

export interface OptionSpec {
  readonly kind: OptionKind
  readonly required?: boolean
}

/** A command's options by name, as given. */
export class Arguments {
  readonly #values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>

  /**
   * Reads `--name value`, `--name=value` and, for lists, `--name value value …`.
   *
   * @throws AppError WRONG_USE naming the option and what was expected.
   */
  constructor(
    command: string,
    words: readonly string[],
    spec: Readonly<Record<string, OptionSpec>>,
  ) {
    const options = Object.fromEntries(
      Object.entries(spec).map(([name, { kind }]) => [
        name,
        kind === 'flag'
          ? { type: 'boolean' as const }
          : { type: 'string' as const, multiple: kind === 'list' },
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
      this.#values = parseArgs({
        args: repeated(words, spec),
        options,
        strict: true,
        allowPositionals: false,
      }).values
    } catch (error) {
      throw wrong(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
    }
    for (const [name, { required, kind }] of Object.entries(spec)) {
      const value = this.#values[name]
      if (required && (value === undefined || (Array.isArray(value) && value.length === 0))) {
        throw wrong(
          `--${name} is missing; expected ${kind === 'list' ? 'one or more files' : 'a value'} after it`,
        )
      }
    }
  }

  text(name: string): string | undefined {
    const value = this.#values[name]
    return typeof value === 'string' ? value : undefined
  }

  list(name: string): string[] {
    const value = this.#values[name]
    return Array.isArray(value) ? value.map(String) : []
  }

  flag(name: string): boolean {
    return this.#values[name] === true
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

/** `--crimes a b` as `--crimes a --crimes b`, which is what the standard parser understands. */
function repeated(words: readonly string[], spec: Readonly<Record<string, OptionSpec>>): string[] {
  const spread: string[] = []
  let list: string | undefined
  for (const word of words) {
    if (word.startsWith('--')) {
      list = spec[optionName(word)]?.kind === 'list' && !word.includes('=') ? word : undefined
      if (list === undefined) spread.push(word)
    } else if (list !== undefined) {
      spread.push(`${list}=${word}`)
    } else {
      spread.push(word)
    }
  }
  return spread
}

function optionName(word: string): string {
  return word.slice(2).split('=')[0] ?? ''
}

function listed(names: readonly string[]): string {
  return names.map((name) => `--${name}`).join(', ')
}
