import { counted } from './count-text.ts'

/** What could not be done, by name. `docs/errors.md` lists every code; a test keeps the two equal. */
export const errorCodes = [
  'FILE_UNREADABLE',
  'FILE_MALFORMED',
  'PEOPLE_INVALID',
  'RETENTION_INVALID',
  'POLICY_INVALID',
  'FEEDS_INVALID',
  'OUTPUT_UNWRITABLE',
  'RUN_UNREADABLE',
  'ADDRESS_IN_USE',
  'FOLDER_HELD',
  'SERVER_REFUSED',
  'STORE_UNAVAILABLE',
  'STORE_CORRUPT',
  'AUDIT_UNWRITABLE',
  'LEGAL_HOLD',
  'NOTHING_TO_ERASE',
  'WEARER_UNKNOWN',
  'CRIME_UNKNOWN',
  'NOT_COMPARABLE',
  'BUNDLE_UNUSABLE',
  'SIGN_IN_REFUSED',
  'PROVIDER_UNAVAILABLE',
  'SECRETS_UNREADABLE',
  'CONFIG_INVALID',
  'WRONG_USE',
  'NOT_SIGNED_IN',
  'NOT_PERMITTED',
  'NOT_FOUND',
  'RESTRICTED',
  'FORM_EXPIRED',
  'INPUT_INVALID',
  'ALREADY_DECIDED',
  'POLICY_FORBIDS',
  'REPORT_UNWRITABLE',
  'THREAD_STOPPED',
  'TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'IDEMPOTENCY_KEY_REUSED',
  'IDEMPOTENCY_KEY_IN_USE',
  'TOO_MANY_REQUESTS',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/**
 * A failure a person can act on. The message says what could not be done, the value, and what was
 * expected; it holds no personal data beyond the ids of the input.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  /** Ids of the device wearers it is about, for the audit; never shown. */
  readonly subjects: readonly string[]
  /** Of a form, the field whose value it is about. */
  readonly field: string | undefined
  /** When to ask again, in seconds, where that is known. */
  readonly retryAfterSeconds: number | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options?: {
      cause?: unknown
      subjects?: readonly string[]
      field?: string
      retryAfterSeconds?: number
    },
  ) {
    super(message, options)
    this.code = code
    this.subjects = options?.subjects ?? []
    this.field = options?.field
    this.retryAfterSeconds = options?.retryAfterSeconds
  }
}

/** For whoever asks too often: when to ask again is one number, in the words and beside them. */
export function tooManyRequests(why: string, seconds: number): AppError {
  return new AppError(
    'TOO_MANY_REQUESTS',
    `Cannot answer: ${why}; try again in ${counted(seconds, 'second')}`,
    { retryAfterSeconds: seconds },
  )
}

/** Of what does not exist, and of what whoever asks may not know to exist: nobody can tell which. */
export function nothingHere(): AppError {
  return new AppError('NOT_FOUND', 'There is nothing at this address')
}
