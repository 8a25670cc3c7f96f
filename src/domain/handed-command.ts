import type { Actor } from './actor.ts'

/** A command that a server runs for whoever handed it over: its words, with a mark in place of each file. */
export interface HandedWords {
  readonly words: readonly string[]
  /** By mark: the upload whose content is read. */
  readonly uploads: Readonly<Record<string, string>>
}

/** What a handed command says as it runs, a line of JSON each. */
export type HandedLine =
  | { readonly said: string }
  | { readonly warned: string }
  | { readonly progress: string }
  /** The next piece of a file it wrote, by mark; base64. */
  | { readonly file: string; readonly piece: string }
  /** The last line. */
  | { readonly exit: number }

/** A handed command on the side that runs it. */
export interface HandedWork {
  readonly words: readonly string[]
  /** Whose token it came with. */
  readonly actor: Actor
  /** The path of an upload by its mark. */
  readonly uploadOf: (mark: string) => string | undefined
}

/** Runs it and says what it says, in order; the last line is its exit code. */
export type HandedRun = (tell: (line: HandedLine) => Promise<void>) => Promise<void>
