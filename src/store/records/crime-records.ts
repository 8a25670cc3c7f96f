import type { CrimeVersion } from '../../domain/crime.ts'
import {
  type CrimeVersionRow,
  crimeVersionFrom,
  crimeVersionSelection,
  crimeVersionToSend,
} from './crime-version-rows.ts'
import { pages } from './pages.ts'
import { jsonRows } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

const PAGE = 2000

const NEWEST_OF_CRIME = `cross join lateral (
         select * from crime_versions where crime_id = crimes.id order by version desc limit 1
       ) as stated`

/** What became of a crime batch file. */
export interface CrimeBatchRecord {
  readonly outcome: 'SUCCESSFUL' | 'PARTIAL' | 'ERROR' | 'FAILED'
  readonly policeForce?: string | undefined
  readonly batchId?: string | undefined
}

/** A crime version with the line of the file that made it. */
export interface ReceivedCrimeVersion {
  readonly crime: CrimeVersion
  readonly row: number
}

/** A crime version as it is kept: with the import and file that made it. */
export interface StoredCrimeVersion extends ReceivedCrimeVersion {
  readonly importId: number
  readonly file: string
}

interface CrimeKey {
  readonly policeForce: string
  readonly crimeReference: string
}

/**
 * Lets one import of crimes at a time come to its versions, until the transaction ends: two that read
 * the same newest version would both make its next.
 */
export async function lockCrimes(transaction: RecordsQuery): Promise<void> {
  await transaction.query('lock table crime_versions in share row exclusive mode')
}

export async function addCrimeBatch(
  query: RecordsQuery,
  importId: number,
  batch: CrimeBatchRecord,
): Promise<void> {
  await query.query(
    `insert into crime_batches (import_id, outcome, police_force, batch_id)
     values ($1, $2, $3, $4)`,
    [importId, batch.outcome, batch.policeForce, batch.batchId],
  )
}

/** @returns what became of one import's crime batch. */
export async function findCrimeBatch(
  query: RecordsQuery,
  importId: number,
): Promise<CrimeBatchRecord | undefined> {
  const [row] = await query.query<{
    outcome: CrimeBatchRecord['outcome']
    police_force: string | null
    batch_id: string | null
  }>('select outcome, police_force, batch_id from crime_batches where import_id = $1', [importId])
  return (
    row && {
      outcome: row.outcome,
      policeForce: row.police_force ?? undefined,
      batchId: row.batch_id ?? undefined,
    }
  )
}

/**
 * Appends crime versions, and their crimes where they are new.
 *
 * @throws UniqueViolation when a crime has that version already; {@link lockCrimes} prevents it.
 */
export async function appendCrimeVersions(
  transaction: RecordsQuery,
  importId: number,
  versions: readonly ReceivedCrimeVersion[],
): Promise<void> {
  for (const page of pages(versions, ({ crime }) => crime.crimeText.length)) {
    const rows = jsonRows(
      page.map(({ crime, row }) => ({ ...crimeVersionToSend(crime), file_row: row })),
    )
    await transaction.query(
      `insert into crimes (police_force, crime_reference)
       select distinct police_force, crime_reference
       from json_to_recordset($1::json) as sent (police_force text, crime_reference text)
       order by police_force, crime_reference
       on conflict do nothing`,
      [rows],
    )
    await transaction.query(
      `insert into crime_versions (
         import_id, crime_id, version, crime_type, window_from, window_to, sent_latitude,
         sent_longitude, sent_easting, sent_northing, latitude, longitude, crime_text, changes,
         batch_id, file_row)
       select $1::bigint, crimes.id, version, crime_type, window_from, window_to, sent_latitude,
         sent_longitude, sent_easting, sent_northing, latitude, longitude, crime_text, changes,
         batch_id, file_row
       from json_to_recordset($2::json) as sent (
         police_force text, crime_reference text, version integer, crime_type text,
         window_from timestamptz, window_to timestamptz, sent_latitude double precision,
         sent_longitude double precision, sent_easting double precision,
         sent_northing double precision, latitude double precision, longitude double precision,
         crime_text text, changes text[], batch_id text, file_row integer)
       join crimes on crimes.police_force = sent.police_force
         and crimes.crime_reference = sent.crime_reference
       order by file_row`,
      [importId, rows],
    )
  }
}

/** The newest version of each of these crimes that there is, for a register to start from. */
export async function newestVersionsOf(
  query: RecordsQuery,
  crimes: readonly CrimeKey[],
): Promise<CrimeVersion[]> {
  const found: CrimeVersion[] = []
  for (const page of pages(crimes)) {
    const rows = await query.query<CrimeVersionRow>(
      `select ${crimeVersionSelection}
       from (
         select distinct police_force, crime_reference
         from json_to_recordset($1::json) as sent (police_force text, crime_reference text)
       ) as asked
       join crimes on crimes.police_force = asked.police_force
         and crimes.crime_reference = asked.crime_reference
       ${NEWEST_OF_CRIME}
       order by crimes.id`,
      [
        jsonRows(
          page.map(({ policeForce, crimeReference }) => ({
            police_force: policeForce,
            crime_reference: crimeReference,
          })),
        ),
      ],
    )
    for (const row of rows) found.push(crimeVersionFrom(row))
  }
  return found
}

/** The police forces there are crimes of, the one with most first. */
export async function forcesWithCrimes(query: RecordsQuery): Promise<string[]> {
  const rows = await query.query<{ police_force: string }>(
    'select police_force from crimes group by police_force order by count(*) desc, police_force',
  )
  return rows.map((row) => row.police_force)
}

/** A crime's newest statement, by the numbers it has here. */
export interface NewestCrime {
  readonly crimeId: number
  readonly crimeVersionId: number
  readonly crime: CrimeVersion
  /** By a person: it is compared with nobody. */
  readonly withdrawn: boolean
}

/** The newest version of every crime, in the order crimes first came. */
export async function* newestCrimes(query: RecordsQuery): AsyncGenerator<NewestCrime> {
  let after = 0n
  while (true) {
    const rows: (CrimeVersionRow & { version_id: bigint; withdrawn: boolean })[] =
      await query.query(
        `select ${crimeVersionSelection}, stated.id as version_id,
           crimes.withdrawn_at is not null as withdrawn
         from crimes ${NEWEST_OF_CRIME}
         where crimes.id > $1 order by crimes.id limit $2`,
        [after, PAGE],
      )
    for (const row of rows) {
      yield {
        crimeId: Number(row.crime_id),
        crimeVersionId: Number(row.version_id),
        crime: crimeVersionFrom(row),
        withdrawn: row.withdrawn,
      }
    }
    if (rows.length < PAGE) return
    after = rows.at(-1)?.crime_id ?? after
  }
}

/** The newest version of every crime that was not withdrawn: the only ones that are matched. */
export async function* newestVersions(query: RecordsQuery): AsyncGenerator<CrimeVersion> {
  for await (const { crime, withdrawn } of newestCrimes(query)) if (!withdrawn) yield crime
}

/** Every version of every crime, in the order they came. */
export async function* crimeVersions(query: RecordsQuery): AsyncGenerator<StoredCrimeVersion> {
  let importId = 0n
  let row = 0
  while (true) {
    const rows = await query.query<CrimeVersionRow & { file_name: string }>(
      `select ${crimeVersionSelection}, imports.file_name
       from crime_versions as stated
       join crimes on crimes.id = stated.crime_id
       join imports on imports.id = stated.import_id
       where (stated.import_id, stated.file_row) > ($1::bigint, $2::integer)
       order by stated.import_id, stated.file_row limit $3`,
      [importId, row, PAGE],
    )
    for (const stored of rows) {
      yield {
        crime: crimeVersionFrom(stored),
        importId: Number(stored.import_id),
        file: stored.file_name,
        row: stored.file_row,
      }
      importId = stored.import_id
      row = stored.file_row
    }
    if (rows.length < PAGE) return
  }
}
