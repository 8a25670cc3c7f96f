import { existsSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../domain/errors.ts'
import type { RecordsQuery } from '../store/records/records.ts'
import { broughtAny, noteFolder, recordsIdentity } from '../store/records/records-identity.ts'
import { checkWhole } from './check-whole.ts'
import type { DataFolder } from './data-folder.ts'

/** In a data folder: which records are its own, once it has any. */
const NAME = 'records-id'
const EVER = { from: -Infinity, to: Infinity }

/**
 * What was erased, held and restricted stands in the records: beside others, an archive would be asked without it. So a
 * folder opens with its own records alone, or a copy of them, and records with one folder.
 *
 * @throws AppError STORE_CORRUPT where they are not each other's.
 */
export async function expectOwnRecords(data: string, query: RecordsQuery): Promise<void> {
  const own = await ownIdentity(data)
  const { id, hasFolder } = await recordsIdentity(query)
  if (own === undefined ? hasFolder : own !== id) throw otherRecords(data)
}

/**
 * As {@link expectOwnRecords}, before records are made in the folder because no address of others was given.
 *
 * @param embedded where they would be made.
 */
export async function expectRecordsThere(data: string, embedded: string): Promise<void> {
  if (!existsSync(embedded) && (await ownIdentity(data)) !== undefined) throw otherRecords(data)
}

/**
 * Makes records and folder each other's from now on, where they are nobody's yet.
 *
 * @throws AppError STORE_CORRUPT where what is archived did not come by these records, or is not all there.
 */
export async function keepOwnRecords(
  data: string,
  { records, archive }: Pick<DataFolder, 'records' | 'archive'>,
): Promise<void> {
  const { id, hasFolder } = await recordsIdentity(records)
  if (hasFolder) return
  if ((await ownIdentity(data)) === undefined) {
    const { all } = await archive.count([], EVER)
    await checkWhole({ records, archive }, all)
    if (all > 0 && !(await broughtAny(records))) throw otherRecords(data)
    const path = join(data, NAME)
    await writeFile(`${path}.part`, `${id}\n`, { mode: 0o600, flush: true })
    await rename(`${path}.part`, path)
  }
  await noteFolder(records)
}

async function ownIdentity(data: string): Promise<string | undefined> {
  try {
    return (await readFile(join(data, NAME), 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function otherRecords(data: string): AppError {
  return new AppError(
    'STORE_CORRUPT',
    `Cannot use the data folder ${data} with these records: they are another folder’s, or its own are others, which say what was erased, held and restricted; check WHEREABOUTS_RECORDS_URL, or restore the folder with its file ${NAME} and the records from one backup`,
  )
}
