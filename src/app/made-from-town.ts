import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { listImports } from '../store/records/imports.ts'
import type { DataFolder } from './data-folder.ts'
import { readWhole } from './read-input.ts'

/** Whether every file ever imported is, byte for byte, a file of the simulated town in `folder`. */
export async function madeFromTown(
  { records }: Pick<DataFolder, 'records'>,
  folder: string,
): Promise<boolean> {
  if (!existsSync(join(folder, 'town.json'))) return false
  const imports = await listImports(records)
  return imports.every(({ fileName, sha256 }) =>
    [join(folder, fileName), join(folder, 'crimes', fileName)].some(
      (path) => existsSync(path) && readWhole(path).sha256 === sha256,
    ),
  )
}
