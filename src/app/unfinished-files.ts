import { londonTime } from '../domain/london-time.ts'
import { unfinishedImports } from '../store/records/imports.ts'
import type { RecordsQuery } from '../store/records/records.ts'

/** What whoever compares should know of files of which only a part was imported: no data is never absence. */
export async function unfinishedFiles(query: RecordsQuery): Promise<string[]> {
  return (await unfinishedImports(query)).map(
    ({ id, fileName, startedAt, outcome, settledWhy }) => {
      const begun = `the import of ${fileName} that was begun on ${londonTime(startedAt)} (import ${id})`
      const missing = 'so positions of it are missing from what is compared'
      if (settledWhy !== undefined) {
        return `${begun} was not finished and will not be, ${missing}: ${settledWhy}`
      }
      return outcome === 'running'
        ? `${begun} is not finished yet, ${missing}; compare again when it is`
        : `${begun} was not finished, ${missing}; import the file again, or a corrected one and settle it ("whereabouts import --settle ${id}")`
    },
  )
}
