import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { listImports } from '../store/records/imports.ts'
import type { DataFolder } from './data-folder.ts'
import { hashFile } from './hash-file.ts'

/** Whether every file ever imported is, byte for byte, a file of the simulated town in `folder`. */
export async function madeFromTown(
  { records }: Pick<DataFolder, 'records'>,
  folder: string,
): Promise<boolean> {
  if (!existsSync(join(folder, 'town.json'))) return false
  for (const { fileName, sha256 } of await listImports(records)) {
    const places = [join(folder, fileName), join(folder, 'crimes', fileName)]
    const path = places.find((place) => existsSync(place))
    if (path === undefined || (await hashFile(path)) !== sha256) return false
  }
  return true
}
