import { cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { keptFolder } from './kept-folder.ts'
import { commandLine } from './kept-program.ts'
import { whereabouts } from './whereabouts.ts'

/** Why the tests read what commands ask a purpose for. */
export const PURPOSE = { WHEREABOUTS_PURPOSE: 'a test of the program' }

/** A data folder in a new place, worked on by the program in a process of its own. */
export class TestDataFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'whereabouts-data-'))

  /** @param like whose copy it is; an empty one's without. */
  constructor(like: string = keptFolder('empty', makeEmpty)) {
    cpSync(like, this.path, { recursive: true })
  }

  /** Runs a command on the folder and expects it to be done. @returns what it said. */
  async run(...words: string[]): Promise<string> {
    const { status, stdout, stderr } = await this.try(...words)
    expect({ words, status, stderr }).toEqual({ words, status: 0, stderr: '' })
    return stdout
  }

  try(...words: string[]) {
    return commandLine([...words, '--data', this.path], { env: PURPOSE })
  }
}

function makeEmpty(folder: string): void {
  // A file that cannot be used leaves the folder made and empty of people.
  const people = join(mkdtempSync(join(tmpdir(), 'whereabouts-people-')), 'people.json')
  writeFileSync(people, '{}')
  expect(whereabouts(['import', 'people', people, '--data', folder]).status).toBe(1)
}
