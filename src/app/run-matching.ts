import { listImports, newestImport } from '../store/records/imports.ts'
import type { RunCounts } from '../store/records/run-records.ts'
import type { Asker } from './asker.ts'
import { positionsDeleted } from './check-whole.ts'
import { type CompareOptions, compareCrimes } from './compare-crimes.ts'
import type { DataFolder } from './data-folder.ts'
import { folderConflicts } from './folder-conflicts.ts'
import { type ImportSums, importSums } from './import-sums.ts'
import { doubtful } from './load-people.ts'
import { unfinishedFiles } from './unfinished-files.ts'

/** One finished run of everything. */
export interface FinishedRun {
  readonly id: number
  readonly algorithmVersion: string
  readonly counts: RunCounts
  readonly crimes: ImportSums
  /** Conflicts among what is in the folder, and how many were deleted from it since they came. */
  readonly positions: ImportSums & { readonly conflicts: number; readonly deleted: number }
  readonly positionsLawful: number
  /** Distinct positions outside every lawful interval: kept apart, and compared with nothing. */
  readonly positionsQuarantined: number
  readonly warnings: readonly string[]
}

/**
 * Compares the newest version of every crime in the folder that was not withdrawn with every lawful position: all of
 * it stands from then on, and nothing else does.
 */
export async function runMatching(
  folder: DataFolder,
  asker: Asker,
  options: CompareOptions,
): Promise<FinishedRun> {
  const run = await compareCrimes(folder, asker, 'whole', options, async ({ crimes }) =>
    crimes.map((crime) => ({
      ...crime,
      cause: crime.withdrawn ? 'withdrawal' : 'whole',
      importId: undefined,
    })),
  )
  if (!run) throw new Error('Cannot tell of a whole run: there was none')
  const { id, algorithmVersion, counts, people, lawful } = run
  const { all, lawful: positionsLawful } = run.positions ?? { all: 0, lawful: 0 }
  const { records } = folder
  const imports = await listImports(records)
  return {
    id,
    algorithmVersion,
    counts,
    crimes: importSums(imports, 'crimes'),
    positions: {
      ...importSums(imports, 'positions'),
      conflicts: await folderConflicts(folder),
      deleted: await positionsDeleted(records),
    },
    positionsLawful,
    positionsQuarantined: all - positionsLawful,
    warnings: [
      ...(await unfinishedFiles(records)),
      ...((await newestImport(records, 'people'))
        ? doubtful(people, lawful)
        : ['no people were imported, so nobody may lawfully be compared']),
    ],
  }
}
