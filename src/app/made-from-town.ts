import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readWhole } from './read-input.ts'
import type { RunSummary } from './run-summary.ts'

/** Whether every file a run read is, byte for byte, a file of the simulated town in `folder`. */
export function madeFromTown(summary: RunSummary, folder: string): boolean {
  if (!existsSync(join(folder, 'town.json')) || summary.inputs.length === 0) return false
  return summary.inputs.every(({ file, sha256 }) =>
    [join(folder, file), join(folder, 'crimes', file)].some(
      (path) => existsSync(path) && readWhole(path).sha256 === sha256,
    ),
  )
}
