import { counted } from '../domain/count-text.ts'
import { AppError } from '../domain/errors.ts'
import { listDeletions } from '../store/records/deletion-records.ts'
import { listImports } from '../store/records/imports.ts'
import type { DataFolder } from './data-folder.ts'

/**
 * Holds the two stores against each other. No data is never absence: an archive that lost positions,
 * (damaged parts are put aside in silence) or was opened beside the wrong records, must not answer that nobody was near.
 *
 * @param archived distinct positions in the archive, or at least as many.
 * @throws AppError STORE_CORRUPT when positions are missing, or here without an import.
 */
export async function checkWhole(
  { records }: Pick<DataFolder, 'records'>,
  archived: number,
): Promise<void> {
  const imports = await listImports(records, { kind: 'positions' })
  const added = imports.reduce((sum, { accepted, repeats }) => sum + accepted - (repeats ?? 0), 0)
  const deleted = (await listDeletions(records)).reduce(
    (sum, each) => sum + (each.subject === 'positions' ? (each.deleted ?? 0) : 0),
    0,
  )
  const expected = Math.max(0, added - deleted)
  if (archived < expected) {
    throw new AppError(
      'STORE_CORRUPT',
      `Cannot use the archive of positions: it holds ${counted(archived, 'position')}, and ${expected} were imported and not deleted; check WHEREABOUTS_POSITIONS_URL, restore the folder, or import into a new one`,
    )
  }
  if (archived > 0 && imports.length === 0) {
    throw new AppError(
      'STORE_CORRUPT',
      `Cannot use the archive of positions: it holds ${counted(archived, 'position')} that no import in these records brought; check WHEREABOUTS_RECORDS_URL, or restore the folder`,
    )
  }
}
