import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { root } from './whereabouts.ts'

const keptIn = join(root, '.whereabouts', 'tests')

const LONGEST_RUN_MS = 3_600_000

/** What the folders are made by and of. */
const madeBy = ['dist', 'test/support', 'test/fixtures/match/golden']

/**
 * A folder that takes seconds to make, and a copy of it none: made once a build and a day (what is in it has
 * today's date), and found by every other process. Nobody may change it.
 *
 * @param make fills the empty folder it is given.
 */
export function keptFolder(name: string, make: (folder: string) => void): string {
  const place = join(keptIn, `${name}-${new Date().toISOString().slice(0, 10)}-${digest()}`)
  if (existsSync(place)) return place
  mkdirSync(keptIn, { recursive: true })
  removeOld()
  const making = mkdtempSync(join(keptIn, 'making-'))
  make(making)
  try {
    renameSync(making, place)
  } catch (error) {
    // Another process was first.
    if (!existsSync(place)) throw error
    rmSync(making, { recursive: true })
  }
  return place
}

/** Not what a run that goes on beside this one may be copying or making. */
function removeOld(): void {
  for (const name of readdirSync(keptIn)) {
    const old = join(keptIn, name)
    const madeAt = statSync(old, { throwIfNoEntry: false })?.mtimeMs ?? Infinity
    if (Date.now() - madeAt > LONGEST_RUN_MS) rmSync(old, { recursive: true, force: true })
  }
}

let digested: string | undefined

function digest(): string {
  if (digested) return digested
  const hash = createHash('sha256')
  for (const folder of madeBy) {
    const entries = readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    const files = entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name))
    for (const file of files.sort()) {
      if (!file.includes('records-template')) hash.update(file).update(readFileSync(file))
    }
  }
  digested = hash.digest('hex').slice(0, 16)
  return digested
}
