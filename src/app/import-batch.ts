import { CrimeRegister } from '../domain/crime-register.ts'
import type { AppError } from '../domain/errors.ts'
import type { CrimeBatch, CrimeRow } from '../ingest/crime-batch-csv.ts'
import {
  addCrimeBatch,
  appendCrimeVersions,
  newestVersionsOf,
  type ReceivedCrimeVersion,
} from '../store/records/crime-records.ts'
import { finishImport, startImport } from '../store/records/imports.ts'
import type { RecordsQuery } from '../store/records/records.ts'
import { addRefusedRows, addRowIssues } from '../store/records/refused-records.ts'
import { noteNewVersions } from '../store/records/touch-records.ts'

/**
 * Keeps a batch that was read, in a transaction that holds the crimes' lock; a later statement of a crime makes its
 * next version.
 *
 * @returns the import's id, and how many rows repeated what was known.
 */
export async function importBatch(
  transaction: RecordsQuery,
  {
    fileName,
    sha256,
    batch,
    failure,
  }: { fileName: string; sha256: string; batch: CrimeBatch; failure: AppError | undefined },
): Promise<{ id: number; repeats: number }> {
  const startedAt = Date.now()
  const id = await startImport(transaction, { kind: 'crimes', fileName, sha256, startedAt })
  const versions = await newVersions(transaction, batch.crimes)
  await appendCrimeVersions(transaction, id, versions)
  await noteNewVersions(transaction, id, startedAt)
  await addCrimeBatch(transaction, id, batch)
  await addRowIssues(transaction, id, 0, batch.issues)
  await addRefusedRows(transaction, id, 0, batch.refused)
  const repeats = batch.crimes.length - versions.length
  await finishImport(transaction, id, {
    ...batch.counts,
    outcome: failure ? 'failed' : 'done',
    finishedAt: Date.now(),
    repeats,
    message: failure?.message,
  })
  return { id, repeats }
}

/** Whether a batch says anything that is not what stands, however often it came before. */
export async function isNews(query: RecordsQuery, { crimes }: CrimeBatch): Promise<boolean> {
  // The last row of each crime: what the batch leaves standing.
  const last = new Map(
    crimes.map((row) => [
      JSON.stringify([row.statement.policeForce, row.statement.crimeReference]),
      row,
    ]),
  )
  return (await newVersions(query, [...last.values()])).length > 0
}

/** What rows say that was not known: a version each. */
async function newVersions(
  query: RecordsQuery,
  crimes: readonly CrimeRow[],
): Promise<ReceivedCrimeVersion[]> {
  const statements = crimes.map(({ statement }) => statement)
  const register = new CrimeRegister(await newestVersionsOf(query, statements))
  return crimes.flatMap(({ row, statement }) => {
    const crime = register.add(statement)
    return crime ? [{ crime, row }] : []
  })
}
