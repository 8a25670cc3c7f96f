import { AppError } from '../domain/errors.ts'
import { findImport, settleImport, unfinishedImports } from '../store/records/imports.ts'
import { type AskerWithPurpose, attempt, keepEvent } from './asker.ts'
import type { DataFolder } from './data-folder.ts'

/**
 * Says what became of a file of which an import brought a part: the corrected file that came in its place, or why there
 * will be none. What the part brought stays.
 *
 * @param asker whose purpose is why.
 * @param completedBy the import of the corrected file; without it positions stay missing, and whoever compares is told why.
 * @returns the file's name.
 * @throws AppError WRONG_USE where nothing is to be settled, or what is said to complete it does not.
 */
export async function settlePartOf(
  { records }: Pick<DataFolder, 'records'>,
  asker: AskerWithPurpose,
  id: number,
  completedBy: number | undefined,
): Promise<string> {
  const facts = {
    action: 'alter',
    what: 'imports',
    subjects: 'everyone',
    details: { import: id, ...(completedBy !== undefined && { completedBy }) },
  } as const
  return attempt(records, asker, facts, async () => {
    return records.transaction(async (transaction) => {
      const part = (await unfinishedImports(transaction)).find((each) => each.id === id)
      if (part?.outcome !== 'failed') {
        throw new AppError(
          'WRONG_USE',
          part
            ? `Cannot settle import ${id}: it is not finished yet`
            : `Cannot settle import ${id}: expected one that "whereabouts match" names as not finished`,
        )
      }
      const whole =
        completedBy === undefined ? undefined : await findImport(transaction, completedBy)
      const completes =
        whole && whole.kind === 'positions' && whole.outcome === 'done' && whole.id > id
      if (completedBy !== undefined && !completes) {
        throw new AppError(
          'WRONG_USE',
          `Cannot settle import ${id} with import ${completedBy}: expected a later import of positions that was done`,
        )
      }
      const settled = { why: asker.purpose, at: Date.now(), completedBy }
      await settleImport(transaction, id, settled)
      await keepEvent(transaction, asker, facts)
      return part.fileName
    })
  })
}
