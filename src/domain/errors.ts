/** What could not be done, by name. `docs/errors.md` lists every code; a test keeps the two equal. */
export const errorCodes = [
  'FILE_UNREADABLE',
  'FILE_MALFORMED',
  'PEOPLE_INVALID',
  'RETENTION_INVALID',
  'OUTPUT_UNWRITABLE',
  'RUN_UNREADABLE',
  'ADDRESS_IN_USE',
  'FOLDER_HELD',
  'STORE_UNAVAILABLE',
  'STORE_CORRUPT',
  'AUDIT_UNWRITABLE',
  'LEGAL_HOLD',
  'NOTHING_TO_ERASE',
  'WEARER_UNKNOWN',
  'CRIME_UNKNOWN',
  'NOT_COMPARABLE',
  'BUNDLE_UNUSABLE',
  'WRONG_USE',
] as const

type ErrorCode = (typeof errorCodes)[number]

/**
 * A failure a person can act on. The message says what could not be done, the value, and what was
 * expected; it holds no personal data beyond the ids of the input.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}
