import type { CrimeLocation, CrimeStatement } from '../domain/crime.ts'
import { isCrimeType } from '../domain/crime-types.ts'
import { utcInstant } from '../domain/instant-text.ts'
import type { Instant } from '../domain/interval.ts'
import { policeForce } from '../domain/police-forces.ts'
import type { CrimeIssueCode, RowIssue } from '../domain/row-issue.ts'
import type { FromNationalGrid } from '../geo/national-grid.ts'
import { type CrimeCoordinates, checkLocation } from './crime-location.ts'
import { quoted } from './quoted.ts'
import type { Refuse } from './refuse.ts'

/** policeForce, crimeTypeId, its description, batchId, crimeReference, dateFrom, dateTo, easting, northing, latitude, longitude, datum, crimeText. */
export const COLUMN_COUNT = 13

/** The longest window police may give, in milliseconds. */
const LONGEST_WINDOW = 12 * 60 * 60 * 1000

/** Checks one row of a crime batch: the statement, or everything that is wrong with it. */
export function checkCrimeRow(
  columns: readonly string[],
  row: number,
  fromNationalGrid: FromNationalGrid,
): CrimeStatement | RowIssue[] {
  const issues: RowIssue[] = []
  const crimeReference = columns.length >= 5 ? (columns[4] ?? '').trim() : ''
  const refuse: Refuse = (field, code, value, message, requiredAction) => {
    issues.push({ row, field, code, value, message, requiredAction, crimeReference })
  }
  if (columns.length !== COLUMN_COUNT) {
    refuse(
      '',
      'INVALID_COLUMN_COUNT',
      String(columns.length),
      `Cannot read row ${row}: it has ${columns.length} columns, expected ${COLUMN_COUNT}`,
      'Send all 13 columns and quote text that holds commas',
    )
    return issues
  }
  const cell = (index: number) => (columns[index] ?? '').trim()

  const force = checkForce(cell(0), refuse)
  const typeCode = cell(1).toUpperCase()
  const crimeType = isCrimeType(typeCode) ? typeCode : undefined
  if (!crimeType) {
    refuse(
      'crimeType',
      'INVALID_CRIME_TYPE',
      cell(1),
      `Cannot use crime type ${quoted(cell(1))}: expected RB, BIAD, AB, BOTD, TOMV, TFP or TFMV`,
      'Give one of the seven crime type codes',
    )
  }
  if (force) checkBatchId(cell(3), force.batchCode, refuse)
  if (crimeReference === '') {
    refuse(
      'crimeReference',
      'MISSING_CRIME_REFERENCE',
      '',
      `Cannot use row ${row}: it has no crime reference`,
      "Give the crime's reference",
    )
  }
  const from = checkDate(cell(5), 'dateFrom', 'INVALID_FROM_DATE_FORMAT', refuse)
  const to = checkDate(cell(6), 'dateTo', 'INVALID_TO_DATE_FORMAT', refuse)
  if (from !== undefined && to !== undefined) checkWindow(from, to, cell(6), refuse)

  const coordinates: CrimeCoordinates = {
    easting: cell(7),
    northing: cell(8),
    latitude: cell(9),
    longitude: cell(10),
  }
  const location = checkLocation(coordinates, row, refuse)
  if (location) checkDatum(cell(11), location, refuse)

  if (
    issues.length > 0 ||
    !force ||
    !crimeType ||
    !location ||
    from === undefined ||
    to === undefined
  ) {
    return issues
  }
  return {
    policeForce: force.identifier,
    crimeReference,
    crimeType,
    window: { from, to },
    location,
    ...inDegrees(location, fromNationalGrid),
    crimeText: cell(12),
    batchId: cell(3).replace(/-[ra]$/, (suffix) => suffix.toUpperCase()),
  }
}

function checkForce(identifier: string, refuse: Refuse) {
  const force = policeForce(identifier)
  if (!force) {
    refuse(
      'policeForce',
      'INVALID_POLICE_FORCE',
      identifier,
      `Cannot use police force ${quoted(identifier)}: expected the identifier of a registered force, such as Cheshire or NorthWales`,
      "Give the force's registered identifier",
    )
  }
  return force
}

/** `CHS20260329`, with `-2` for a second file of the day and `-R` or `-A` for one sent again or amended. */
function checkBatchId(batchId: string, code: string, refuse: Refuse): void {
  if (batchId === '') {
    refuse(
      'batchId',
      'MISSING_BATCH_ID',
      '',
      'Cannot use the row: it has no batch id',
      'Give the batch id',
    )
    return
  }
  const match = /^(.*?)(\d{8})(-\d)?(-[RA])?$/i.exec(batchId)
  if (!match || match[1] !== code) {
    refuse(
      'batchId',
      'INVALID_BATCH_ID_FORMAT',
      batchId,
      `Cannot use batch id ${quoted(batchId)}: expected ${code}, a date as yyyyMMdd, and nothing more than - and a digit, and -R or -A`,
      `Give a batch id such as ${code}20260329`,
    )
    return
  }
  const date = match[2] ?? ''
  if (utcInstant(+date.slice(0, 4), +date.slice(4, 6), +date.slice(6, 8), 0, 0, 0) === undefined) {
    refuse(
      'batchId',
      'INVALID_BATCH_ID_DATE',
      batchId,
      `Cannot use batch id ${quoted(batchId)}: ${date} is not a date`,
      'Give the date as yyyyMMdd',
    )
  }
}

function checkDate(
  text: string,
  field: 'dateFrom' | 'dateTo',
  code: CrimeIssueCode,
  refuse: Refuse,
): Instant | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text)
  const [year, month, day, hour, minute, second] = (match?.slice(1) ?? []).map(Number)
  const instant =
    second === undefined
      ? undefined
      : utcInstant(year ?? 0, month ?? 0, day ?? 0, hour ?? 0, minute ?? 0, second)
  if (instant === undefined) {
    refuse(
      field,
      code,
      text,
      `Cannot read ${field} ${quoted(text)}: expected a UTC date and time that exists, as yyyyMMddHHmmss`,
      'Give the date and time as yyyyMMddHHmmss, in UTC',
    )
  }
  return instant
}

function checkWindow(from: Instant, to: Instant, text: string, refuse: Refuse): void {
  if (to < from) {
    refuse(
      'dateTo',
      'CRIME_DATE_TIME_TO_AFTER_FROM',
      text,
      `Cannot use dateTo ${quoted(text)}: it is before dateFrom`,
      'Put the start of the window before its end',
    )
  } else if (to - from > LONGEST_WINDOW) {
    const seconds = (to - from) / 1000
    const length = `${Math.floor(seconds / 3600)}h ${Math.floor(seconds / 60) % 60}m`
    refuse(
      'dateTo',
      'CRIME_DATE_TIME_EXCEEDS_WINDOW',
      length,
      `Cannot use a window of ${length} ${seconds % 60}s: expected 12 hours or less`,
      'Narrow the window to 12 hours or less',
    )
  }
}

const DATUMS: Readonly<Record<string, CrimeLocation['kind']>> = {
  WGS84: 'degrees',
  OSGB36: 'grid',
}

function checkDatum(datum: string, location: CrimeLocation, refuse: Refuse): void {
  if (datum === '') return
  if (DATUMS[datum.toUpperCase().replace(/[\s_-]/g, '')] === location.kind) return
  const [used, expected] =
    location.kind === 'grid'
      ? ['easting and northing', 'OSGB36']
      : ['latitude and longitude', 'WGS84']
  refuse(
    'datum',
    'DATUM_MISMATCH',
    datum,
    `Cannot use datum ${quoted(datum)} with ${used}: expected ${expected} or nothing`,
    'Give the datum that goes with the columns used',
  )
}

function inDegrees(location: CrimeLocation, fromNationalGrid: FromNationalGrid) {
  const { latitude, longitude } =
    location.kind === 'grid' ? fromNationalGrid(location.easting, location.northing) : location
  return {
    latitude: Math.round(latitude * 1e7) / 1e7,
    longitude: Math.round(longitude * 1e7) / 1e7,
  }
}
