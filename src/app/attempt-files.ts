import { AppError } from '../domain/errors.ts'
import {
  type AttemptCrime,
  attemptCrimes,
  attemptIssues,
  attemptRefusedRows,
} from '../store/records/attempt-rows.ts'
import { type BatchMatch, batchMatches } from '../store/records/batch-matches.ts'
import type { RecordsQuery } from '../store/records/records.ts'
import type { Viewer } from '../store/records/viewer.ts'
import { type Column, instant, integer, text } from './csv-columns.ts'
import { crimeVersionColumns, matchColumns, rowIssueColumns } from './match-columns.ts'

const PAGE = 2000
/** More than any week brings: a part of them would pass for all. */
const MOST_MATCHES = 50_000

/** One attempt, by whom it is asked for. */
interface Asked {
  readonly accountId: number
  readonly attemptId: number
}

/** A file to take away. */
export interface MadeFile {
  readonly content: string
  /** Without the line of column names. */
  readonly rows: number
}

/** row-issues.csv of one attempt: what `export row-issues` writes of it. */
export async function rowIssuesFile(
  query: RecordsQuery,
  asked: Asked,
  file: string,
): Promise<MadeFile> {
  const lines: string[] = []
  for await (const issue of paged(
    (after) => attemptIssues(query, asked, { after, limit: PAGE }),
    ({ ordinal }) => ordinal,
  )) {
    lines.push(line(rowIssueColumns, { ...issue, file }))
  }
  return made(rowIssueColumns, lines)
}

/** The crimes that an attempt brought news of, as it told them. */
export async function crimesFile(
  query: RecordsQuery,
  asked: Asked,
  file: string,
): Promise<MadeFile> {
  const lines: string[] = []
  for await (const { crime, row } of paged(
    (after) => attemptCrimes(query, asked, { after, limit: PAGE }),
    ({ row }) => row,
  )) {
    lines.push(line(crimeColumns, { crime, row, file }))
  }
  return made(crimeColumns, lines)
}

/** Rows that were refused, as they came and without column names: corrected, they can be sent again. */
export async function refusedRowsFile(
  query: RecordsQuery,
  asked: Asked,
): Promise<{ content: Uint8Array<ArrayBuffer>; rows: number }> {
  const pieces: Uint8Array[] = []
  let rows = 0
  for await (const { raw } of attemptRefusedRows(query, asked)) {
    pieces.push(raw, LINE_END)
    rows++
  }
  return { content: new Uint8Array(Buffer.concat(pieces)), rows }
}

/**
 * matches.csv of what stands of the crimes that attempts brought, with who the wearers are.
 *
 * @throws AppError INPUT_INVALID where that is more than a file should hold.
 */
export async function batchMatchesFile(
  query: RecordsQuery,
  viewer: Viewer,
  attemptIds: readonly number[],
): Promise<MadeFile & { readonly subjects: readonly string[] }> {
  const matches = await batchMatches(query, viewer, attemptIds, MOST_MATCHES + 1)
  if (matches.length > MOST_MATCHES) {
    throw new AppError(
      'INPUT_INVALID',
      'There are more than 50,000 matches in these batches: choose fewer',
      { field: 'attempt' },
    )
  }
  const subjects = [...new Set(matches.map(({ deviceWearerId }) => deviceWearerId))]
  return {
    ...made(
      batchMatchColumns,
      matches.map((match) => line(batchMatchColumns, match)),
    ),
    subjects,
  }
}

const LINE_END = Buffer.from('\n')

const crimeColumns: readonly Column<Omit<AttemptCrime, 'crimeId'> & { file: string }>[] = [
  ...crimeVersionColumns,
  text('crime_text', ({ crime }) => crime.crimeText),
]

/** A match as pages read it has counts in place of its positions. */
const fromCounts: readonly Column<BatchMatch>[] = [
  integer('positions_in_radius', ({ positionsInRadius }) => positionsInRadius),
  instant('first_in_radius_at', ({ firstInRadiusAt }) => firstInRadiusAt),
  instant('last_in_radius_at', ({ lastInRadiusAt }) => lastInRadiusAt),
]

const batchMatchColumns: readonly Column<BatchMatch>[] = [
  ...matchColumns.map(
    ({ name, cell }): Column<BatchMatch> =>
      fromCounts.find((column) => column.name === name) ?? {
        name,
        cell: (match) => cell({ ...match, inRadius: [] }),
      },
  ),
  text('batch_id', ({ crime }) => crime.batchId),
  text('crime_text', ({ crime }) => crime.crimeText),
  text('device_serial_number', ({ serialNumbers }) => serialNumbers.join(';')),
  text('names', ({ names }) => names.join(';')),
  text('date_of_birth', ({ dateOfBirth }) => dateOfBirth),
  text('crn', ({ crn }) => crn),
  text('nomis', ({ nomis }) => nomis),
  text('pnc', ({ pnc }) => pnc),
  text('practitioner', ({ practitioner }) => practitioner),
]

function line<Row>(columns: readonly Column<Row>[], row: Row): string {
  return columns.map(({ cell }) => cell(row)).join(',')
}

function made<Row>(columns: readonly Column<Row>[], lines: readonly string[]): MadeFile {
  const header = columns.map(({ name }) => name).join(',')
  return { content: `${[header, ...lines].join('\n')}\n`, rows: lines.length }
}

/** Every row of a list that is read a page at a time, by a cursor that its rows carry. */
async function* paged<Row>(
  read: (after: number | undefined) => Promise<readonly Row[]>,
  placeOf: (row: Row) => number,
): AsyncGenerator<Row> {
  let after: number | undefined
  while (true) {
    const rows = await read(after)
    yield* rows
    const last = rows.at(-1)
    if (rows.length < PAGE || last === undefined) return
    after = placeOf(last)
  }
}
