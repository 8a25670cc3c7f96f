// Empty records that a data folder begins with. They take seconds to make, so a build keeps those of the last.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

export function emptyButTemplates(dist) {
  empty(dist, 'records-template')
}

/** In the built `dist/`, named by the engine and the tables they are of. */
export async function makeRecordsTemplate() {
  const { openEmbeddedRecords, recordsTemplate } = await import('../dist/store/records/pglite.js')
  if (existsSync(recordsTemplate)) return
  const folder = dirname(recordsTemplate)
  mkdirSync(folder, { recursive: true })
  const making = mkdtempSync(`${recordsTemplate}-`)
  await (await openEmbeddedRecords(making)).close()
  renameSync(making, recordsTemplate)
  empty(folder, basename(recordsTemplate))
}

function empty(folder, kept) {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    if (name !== kept) rmSync(join(folder, name), { recursive: true, force: true })
  }
}
