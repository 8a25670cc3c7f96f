import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { contentsTakenBy } from '../store/records/audit-records.ts'
import { listImports } from '../store/records/imports.ts'
import type { DataFolder } from './data-folder.ts'
import { hashFile } from './hash-file.ts'

/** Before a feed's own name, where an event says who brought something. */
export const FEED_USERNAME = 'Whereabouts feed '

/**
 * Whether everybody in the folder is made up: every file ever imported is, byte for byte, a file of the simulated town in
 * `folder`, or positions that came by a vendor's feed. Those name nobody, as what a device sends over HTTP does: only a register
 * says who wore what. A file of which nothing was read brought nothing.
 */
export async function madeFromTown(
  { records }: Pick<DataFolder, 'records'>,
  folder: string,
): Promise<boolean> {
  if (!existsSync(join(folder, 'town.json'))) return false
  const byFeeds = new Set(await contentsTakenBy(records, FEED_USERNAME))
  for (const { kind, fileName, sha256, outcome, rows } of await listImports(records)) {
    if (outcome === 'failed' && rows === 0) continue
    if (kind === 'positions' && sha256 !== undefined && byFeeds.has(sha256)) continue
    const places = [join(folder, fileName), join(folder, 'crimes', fileName)]
    const path = places.find((place) => existsSync(place))
    if (path === undefined || (await hashFile(path)) !== sha256) return false
  }
  return true
}
