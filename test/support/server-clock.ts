import { existsSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from 'vitest'
import { root } from './whereabouts.ts'

/** The clock of served programs: it can be put forward while one runs. */
export class ServerClock {
  readonly #file = join(mkdtempSync(join(tmpdir(), 'whereabouts-clock-')), 'ahead')
  #ahead: number

  constructor(at: number) {
    this.#ahead = at - Date.now()
    writeFileSync(this.#file, String(this.#ahead))
  }

  get now(): number {
    return Date.now() + this.#ahead
  }

  /** What a program's environment needs to go by it. */
  get env(): Readonly<Record<string, string>> {
    const preload = pathToFileURL(join(root, 'test', 'support', 'set-clock.js')).href
    return { NODE_OPTIONS: `--import ${preload}`, TEST_CLOCK_FILE: this.#file }
  }

  /** Resolves once a program that runs has seen it. */
  async putForward(minutes: number): Promise<void> {
    this.#ahead += minutes * 60_000
    const text = String(this.#ahead)
    // Never half written.
    writeFileSync(`${this.#file}.new`, text)
    renameSync(`${this.#file}.new`, this.#file)
    const said = `${this.#file}.set`
    await expect
      .poll(() => existsSync(said) && readFileSync(said, 'utf8'), { timeout: 30_000 })
      .toBe(text)
  }
}
