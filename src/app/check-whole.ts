import { counted } from '../domain/count-text.ts'
import { AppError } from '../domain/errors.ts'
import { listDeletions } from '../store/records/deletion-records.ts'
import { type Import, listImports } from '../store/records/imports.ts'
import type { RecordsQuery } from '../store/records/records.ts'
import type { DataFolder } from './data-folder.ts'

/**
 * Holds the two stores against each other. No data is never absence: an archive that lost positions (damaged parts are
 * put aside in silence) must not answer that nobody was near.
 *
 * @param archived distinct positions in the archive, where somebody counted them.
 * @throws AppError STORE_CORRUPT when positions are missing.
 */
export async function checkWhole(
  { records, archive }: Pick<DataFolder, 'records' | 'archive'>,
  archived?: number,
): Promise<void> {
  const held = archived ?? (await rowsOf(archive))
  const imports = await listImports(records, { kind: 'positions' })
  const expected = positionsOf(imports, await positionsDeleted(records))
  if (held < expected) {
    throw new AppError(
      'STORE_CORRUPT',
      `Cannot use the archive of positions: it holds ${counted(held, 'position')}, and ${expected} were imported and not deleted; check WHEREABOUTS_POSITIONS_URL, restore the folder, or import into a new one`,
    )
  }
}

/** At least as many as there are distinct positions: what came twice counts twice until it is merged. */
async function rowsOf(archive: DataFolder['archive']): Promise<number> {
  return (await archive.days()).reduce((sum, { rows }) => sum + rows, 0)
}

/** How many distinct positions imports have brought that nobody deleted: at least so many are in the archive. */
export async function positionsExpected(query: RecordsQuery): Promise<number> {
  const imports = await listImports(query, { kind: 'positions' })
  return positionsOf(imports, await positionsDeleted(query))
}

/** How many positions erasures and purges have removed. */
export async function positionsDeleted(query: RecordsQuery): Promise<number> {
  return (await listDeletions(query)).reduce(
    (sum, each) => sum + (each.subject === 'positions' ? (each.deleted ?? 0) : 0),
    0,
  )
}

function positionsOf(imports: readonly Import[], deleted: number): number {
  const added = imports.reduce((sum, { accepted, repeats }) => sum + accepted - (repeats ?? 0), 0)
  return Math.max(0, added - deleted)
}
