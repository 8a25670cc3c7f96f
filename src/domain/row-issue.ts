/** Codes of what can be wrong with a row of a crime batch (the live service's, and three of ours). */
export const crimeIssueCodes = [
  'INVALID_COLUMN_COUNT',
  'INVALID_POLICE_FORCE',
  'INVALID_CRIME_TYPE',
  'MISSING_BATCH_ID',
  'INVALID_BATCH_ID_FORMAT',
  'INVALID_BATCH_ID_DATE',
  'MISSING_CRIME_REFERENCE',
  'INVALID_FROM_DATE_FORMAT',
  'INVALID_TO_DATE_FORMAT',
  'CRIME_DATE_TIME_TO_AFTER_FROM',
  'CRIME_DATE_TIME_EXCEEDS_WINDOW',
  'INVALID_NUMBER',
  'DEPENDENT_LOCATION_DATA',
  'MULTIPLE_LOCATION_DATA_TYPES',
  'INVALID_LOCATION_DATA_RANGE',
  'MISSING_LOCATION_DATA',
  'INVALID_TEXT',
  'DATUM_MISMATCH',
  'UNEXPECTED_HEADER',
  'MALFORMED_CSV',
] as const

/** Codes of what can be wrong with a whole crime batch file. */
export const crimeFileIssueCodes = [
  'MULTIPLE_POLICE_FORCES',
  'MULTIPLE_BATCH_IDS',
  'ALL_RECORDS_FAILED',
] as const

/** Codes of what can be wrong with a position. */
export const positionIssueCodes = [
  'MISSING_COLUMN',
  'INVALID_COLUMN_COUNT',
  'MISSING_DEVICE_ID',
  'INVALID_DEVICE_ID',
  'INVALID_LATITUDE',
  'INVALID_LONGITUDE',
  'NULL_ISLAND',
  'INVALID_INSTANT',
  'INSTANT_IN_FUTURE',
  'INVALID_ACCURACY',
  'INVALID_MECHANISM',
  'INVALID_EVENT_CODE',
  'INVALID_VALUE',
  'UNKNOWN_FIELD',
  'TOO_MANY_DAYS',
  'MALFORMED_CSV',
  'MALFORMED_JSON',
] as const

export type CrimeIssueCode = (typeof crimeIssueCodes)[number]
type CrimeFileIssueCode = (typeof crimeFileIssueCodes)[number]
export type PositionIssueCode = (typeof positionIssueCodes)[number]
type IssueCode = CrimeIssueCode | CrimeFileIssueCode | PositionIssueCode

/** One thing that is wrong with one row of a file: a line of row-issues.csv. */
export interface RowIssue {
  /** The line an editor shows where the record starts; absent when the whole file is meant. */
  readonly row?: number
  /** The field as the file names it (`dateFrom`, `captured_at`); empty when the whole row is meant. */
  readonly field: string
  readonly code: IssueCode
  /** The value as it came. */
  readonly value: string
  readonly message: string
  readonly requiredAction: string
  /** The crime's reference where it could be read. */
  readonly crimeReference?: string
}

/** A row that was not taken, as it came, with everything that is wrong with it. */
export interface RefusedRow {
  readonly row: number
  /** Its bytes without the line break that ends it. */
  readonly raw: Uint8Array
  readonly issues: readonly RowIssue[]
}
