import type { CrimeStatement } from '../domain/crime.ts'
import { policeForce } from '../domain/police-forces.ts'
import type { RefusedRow, RowIssue } from '../domain/row-issue.ts'
import type { FromNationalGrid } from '../geo/national-grid.ts'
import { type BatchFacts, batchFacts, rowFacts } from './batch-facts.ts'
import { COLUMN_COUNT, checkCrimeRow } from './crime-row.ts'
import { csvFields, findRecord } from './csv-record.ts'
import type { RowCounts } from './position-collector.ts'
import { quoted } from './quoted.ts'
import { readableText } from './readable-text.ts'

const COLUMN_NAMES = new Set([
  'policeforce',
  'crimetype',
  'crimetypeid',
  'batchid',
  'crimereference',
  'datefrom',
  'crimedatefrom',
  'dateto',
  'crimedateto',
  'easting',
  'northing',
  'latitude',
  'longitude',
  'datum',
  'crimetext',
])

/** What became of a crime batch file: all in, some rows in, no valid row, or not taken as a whole. */
export type BatchOutcome = 'SUCCESSFUL' | 'PARTIAL' | 'ERROR' | 'FAILED'

/** One valid row of the file, with the line it starts on. */
export interface CrimeRow {
  readonly row: number
  readonly statement: CrimeStatement
}

/** A crime batch file, read. When the outcome is ERROR or FAILED nothing of it is taken. */
export interface CrimeBatch {
  readonly outcome: BatchOutcome
  /** One force and one batch a file; absent where nothing was taken. */
  readonly policeForce?: string
  readonly batchId?: string
  readonly crimes: readonly CrimeRow[]
  readonly refused: readonly RefusedRow[]
  /** Every line for row-issues.csv, in order of row; those about the whole file last. */
  readonly issues: readonly RowIssue[]
  readonly counts: RowCounts
  readonly facts: BatchFacts
}

/**
 * Reads the 13-column, headerless crime batch that police forces send. A bad row is refused with
 * every one of its faults; two forces, two batches, or quotes that make no sense refuse the file.
 *
 * @param fromNationalGrid turns eastings and northings into degrees.
 */
export function readCrimeBatch(file: Uint8Array, fromNationalGrid: FromNationalGrid): CrimeBatch {
  const { bytes, decoder } = readableText(file)
  const crimes: (CrimeRow & { raw: Uint8Array })[] = []
  const refused: RefusedRow[] = []
  const notes: RowIssue[] = []
  const facts: ReturnType<typeof rowFacts>[] = []
  let line = 1
  let first = true
  let malformed = false
  for (let at = 0; at < bytes.length; ) {
    const record = findRecord(bytes, at, {
      limit: bytes.length,
      final: true,
      maxBytes: bytes.length + 1,
    })
    if (!record) break
    const raw = bytes.subarray(at, record.end)
    const text = decoder.decode(raw)
    const row = line
    line += record.lines
    at = record.next
    if (text.trim() === '') continue
    if (record.malformed) {
      malformed = true
      refused.push({ row, raw, issues: [malformedRow(row, record.malformed, text)] })
      facts.push(rowFacts([], false))
    } else {
      const columns = csvFields(text)
      if (first && isHeader(columns)) notes.push(headerNote(row, columns))
      else {
        const checked = checkCrimeRow(columns, row, fromNationalGrid)
        if (Array.isArray(checked)) refused.push({ row, raw, issues: checked })
        else crimes.push({ row, raw, statement: checked })
        facts.push(rowFacts(columns, !Array.isArray(checked)))
      }
    }
    first = false
  }
  const batch = concluded(crimes, refused, notes, malformed)
  return { ...batch, facts: batchFacts(facts, batch.counts.accepted > 0) }
}

function concluded(
  crimes: readonly (CrimeRow & { raw: Uint8Array })[],
  refused: readonly RefusedRow[],
  notes: readonly RowIssue[],
  malformed: boolean,
): Omit<CrimeBatch, 'facts'> {
  const forces = distinct(crimes.map(({ statement }) => statement.policeForce))
  const batchIds = distinct(crimes.map(({ statement }) => statement.batchId))
  const aboutFile: RowIssue[] = []
  if (forces.length > 1)
    aboutFile.push(mixed('MULTIPLE_POLICE_FORCES', 'policeForce', 'police forces', forces))
  if (batchIds.length > 1)
    aboutFile.push(mixed('MULTIPLE_BATCH_IDS', 'batchId', 'batch ids', batchIds))
  const failed = malformed || aboutFile.length > 0
  if (!failed && crimes.length === 0) aboutFile.push(allFailed(refused.length))
  const taken = !failed && crimes.length > 0
  const rows = crimes.length + refused.length
  const issues = [...notes, ...refused.flatMap((row) => row.issues)].sort(
    (a, b) => (a.row ?? 0) - (b.row ?? 0),
  )
  issues.push(...aboutFile)
  const notTaken = taken ? [] : crimes.map(({ row, raw }) => ({ row, raw, issues: [] }))
  return {
    outcome: failed ? 'FAILED' : !taken ? 'ERROR' : refused.length > 0 ? 'PARTIAL' : 'SUCCESSFUL',
    ...(taken && forces[0] !== undefined && { policeForce: forces[0] }),
    ...(taken && batchIds[0] !== undefined && { batchId: batchIds[0] }),
    crimes: taken ? crimes.map(({ row, statement }) => ({ row, statement })) : [],
    refused: [...refused, ...notTaken].sort((a, b) => a.row - b.row),
    issues,
    counts: {
      rows,
      accepted: taken ? crimes.length : 0,
      refused: taken ? refused.length : rows,
      issues: issues.length,
    },
  }
}

/**
 * A header is what no valid row can be: words where the dates are, and not a digit anywhere. Names we
 * know settle it where a heading has a number in it.
 */
function isHeader(columns: readonly string[]): boolean {
  if (policeForce((columns[0] ?? '').trim())) return false
  const words = (index: number) => /[a-z]/i.test(columns[index] ?? '')
  if (words(5) && words(6) && !columns.some((column) => /\d/.test(column))) return true
  const names = columns.map((name) => name.replace(/[^a-z]/gi, '').toLowerCase())
  return names.filter((name) => COLUMN_NAMES.has(name)).length >= 3
}

function headerNote(row: number, columns: readonly string[]): RowIssue {
  return {
    row,
    field: '',
    code: 'UNEXPECTED_HEADER',
    value: columns.join(','),
    message: `Row ${row} holds column names and was passed over: the format has ${COLUMN_COUNT} columns and no header`,
    requiredAction: 'Leave the header row out; nothing else is needed',
  }
}

function malformedRow(row: number, why: string, raw: string): RowIssue {
  return {
    row,
    field: '',
    code: 'MALFORMED_CSV',
    value: raw.slice(0, 200),
    message: `Cannot read the file from row ${row} on: ${why}`,
    requiredAction:
      'Put quotes around whole fields, double the quotes inside them, and send the file again',
  }
}

function mixed(
  code: 'MULTIPLE_POLICE_FORCES' | 'MULTIPLE_BATCH_IDS',
  field: string,
  what: string,
  values: readonly string[],
): RowIssue {
  return {
    field,
    code,
    value: values.join('; '),
    message: `Cannot take the file: its valid rows name ${values.length} ${what} (${quoted(values.join('; '))}), expected one`,
    requiredAction: 'Send one file for each police force and batch',
  }
}

function allFailed(rows: number): RowIssue {
  return {
    field: '',
    code: 'ALL_RECORDS_FAILED',
    value: String(rows),
    message:
      rows === 0
        ? 'Cannot take the file: it holds no rows'
        : `Cannot take the file: ${rows === 1 ? 'its only row is not valid' : `none of its ${rows} rows is valid`}`,
    requiredAction: 'Mend the rows and send the file again',
  }
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)]
}
