import type { ErrorCode } from '../domain/errors.ts'

const statuses: Partial<
  Record<ErrorCode, 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 503>
> = {
  NOT_SIGNED_IN: 401,
  SIGN_IN_REFUSED: 403,
  NOT_PERMITTED: 403,
  RESTRICTED: 403,
  FORM_EXPIRED: 403,
  NOT_FOUND: 404,
  WEARER_UNKNOWN: 404,
  CRIME_UNKNOWN: 404,
  LEGAL_HOLD: 409,
  ALREADY_DECIDED: 409,
  POLICY_FORBIDS: 422,
  TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  IDEMPOTENCY_KEY_IN_USE: 409,
  IDEMPOTENCY_KEY_REUSED: 422,
  TOO_MANY_REQUESTS: 429,
  INPUT_INVALID: 422,
  FILE_MALFORMED: 422,
  PEOPLE_INVALID: 422,
  NOT_COMPARABLE: 422,
  NOTHING_TO_ERASE: 422,
  AUDIT_UNWRITABLE: 503,
  STORE_UNAVAILABLE: 503,
  PROVIDER_UNAVAILABLE: 503,
}

/** The HTTP status of what could not be done; 500 where it is our own fault. */
export function statusOf(
  code: ErrorCode,
): 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503 {
  return statuses[code] ?? 500
}
