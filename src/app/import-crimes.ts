import { basename } from 'node:path'
import { CrimeRegister } from '../domain/crime-register.ts'
import { AppError } from '../domain/errors.ts'
import type { FromNationalGrid } from '../geo/national-grid.ts'
import { type CrimeBatch, type CrimeRow, readCrimeBatch } from '../ingest/crime-batch-csv.ts'
import {
  addCrimeBatch,
  appendCrimeVersions,
  lockCrimes,
  newestVersionsOf,
  type ReceivedCrimeVersion,
} from '../store/records/crime-records.ts'
import { findFinishedImport, finishImport, startImport } from '../store/records/imports.ts'
import type { RecordsQuery } from '../store/records/records.ts'
import { addRefusedRows, addRowIssues } from '../store/records/refused-records.ts'
import { noteNewVersions } from '../store/records/touch-records.ts'
import { type Asker, keepEvent } from './asker.ts'
import type { DataFolder } from './data-folder.ts'
import type { ImportReport } from './import-report.ts'
import { batchFailure } from './load-crimes.ts'
import { readWhole } from './read-input.ts'

/** Whether whoever asks may bring crimes of a police force. */
type MayBring = (policeForce: string) => Promise<boolean>

/**
 * Brings crime batches in, each whole or not at all; a later statement of a crime makes its next version.
 *
 * @throws AppError NOT_PERMITTED for a batch that `mayBring` refuses; nothing of it is kept.
 */
export async function importCrimes(
  { records }: DataFolder,
  asker: Asker,
  paths: readonly string[],
  fromNationalGrid: FromNationalGrid,
  mayBring: MayBring = async () => true,
): Promise<ImportReport[]> {
  const reports: ImportReport[] = []
  for (const path of paths) {
    const file = basename(path)
    const nothing = { file, rows: 0, accepted: 0, refused: 0, repeats: 0 }
    let whole: ReturnType<typeof readWhole>
    try {
      whole = readWhole(path)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      reports.push({ ...nothing, outcome: 'failed', failure: error })
      continue
    }
    const { bytes, sha256 } = whole
    const batch = readCrimeBatch(bytes, fromNationalGrid)
    if (batch.policeForce !== undefined && !(await mayBring(batch.policeForce))) {
      throw new AppError(
        'NOT_PERMITTED',
        `Cannot take ${file}: it holds crimes of ${batch.policeForce}, and your account may not bring those`,
      )
    }
    // The same file again is recognised, unless another batch came between and it is news once more.
    const before = await findFinishedImport(records, 'crimes', sha256)
    if (before && (await newVersions(records, lastWords(batch))).length === 0) {
      reports.push({ ...nothing, id: before.id, outcome: 'again', before: before.startedAt })
      continue
    }
    const failure = batchFailure(file, batch)
    const id = await startImport(records, {
      kind: 'crimes',
      fileName: file,
      sha256,
      startedAt: Date.now(),
    })
    const repeats = await records.transaction(async (transaction) => {
      const repeated = await keepBatch(transaction, id, batch)
      await finishImport(transaction, id, {
        ...batch.counts,
        outcome: failure ? 'failed' : 'done',
        finishedAt: Date.now(),
        repeats: repeated,
        message: failure?.message,
      })
      await keepEvent(transaction, asker, {
        action: 'collect',
        outcome: failure ? 'failed' : 'done',
        what: 'crimes',
        subjects: [],
        count: batch.counts.rows,
        details: { import: id, sha256 },
      })
      return repeated
    })
    const outcome = failure ? 'failed' : 'done'
    reports.push({ ...batch.counts, id, file, outcome, repeats, ...(failure && { failure }) })
  }
  return reports
}

/** @returns how many rows repeated what was known. */
async function keepBatch(
  transaction: RecordsQuery,
  id: number,
  batch: CrimeBatch,
): Promise<number> {
  await lockCrimes(transaction)
  const versions = await newVersions(transaction, batch.crimes)
  await appendCrimeVersions(transaction, id, versions)
  await noteNewVersions(transaction, id, Date.now())
  await addCrimeBatch(transaction, id, batch)
  await addRowIssues(transaction, id, 0, batch.issues)
  await addRefusedRows(transaction, id, 0, batch.refused)
  return batch.crimes.length - versions.length
}

/** The last row of each crime: what the batch leaves standing. */
function lastWords({ crimes }: CrimeBatch): CrimeRow[] {
  const last = new Map(
    crimes.map((row) => [
      JSON.stringify([row.statement.policeForce, row.statement.crimeReference]),
      row,
    ]),
  )
  return [...last.values()]
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
