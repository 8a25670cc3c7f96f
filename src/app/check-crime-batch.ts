import { AppError } from '../domain/errors.ts'
import type { FromNationalGrid } from '../geo/national-grid.ts'
import { type CrimeBatch, readCrimeBatch } from '../ingest/crime-batch-csv.ts'
import { readWhole } from './read-input.ts'

/**
 * Reads a crime batch as it would be taken, and takes nothing.
 *
 * @param mayBring whether whoever asks may bring crimes of a police force.
 * @throws AppError NOT_PERMITTED for a batch that would be refused for its force; FILE_UNREADABLE.
 */
export async function checkCrimeBatch(
  path: string,
  fromNationalGrid: FromNationalGrid,
  mayBring: (policeForce: string) => Promise<boolean>,
): Promise<CrimeBatch> {
  const batch = readCrimeBatch(readWhole(path).bytes, fromNationalGrid)
  const { forces } = batch.facts
  const permitted = await Promise.all(forces.map(mayBring))
  if (forces.length > 0 && !permitted.includes(true)) {
    throw new AppError(
      'NOT_PERMITTED',
      `Cannot check the file: it holds crimes of ${forces.join(', ')}, and you may not bring those`,
    )
  }
  return batch
}
