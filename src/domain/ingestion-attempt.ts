/** The ways in of crime batches. */
export type IngestionChannel = 'upload' | 'api' | 'email' | 'command'

/** Accepted: every row; partly: some; refused: none, or the whole message; repeated: it had come before. */
export type AttemptStatus = 'accepted' | 'partly' | 'refused' | 'repeated'

/** Why a file or message was refused, or not read again. `docs/errors.md` lists every code; a test keeps the two equal. */
export const attemptReasonCodes = [
  'SAME_FILE',
  'SAME_MESSAGE',
  'WRONG_FORCE',
  'MULTIPLE_POLICE_FORCES',
  'MULTIPLE_BATCH_IDS',
  'ALL_RECORDS_FAILED',
  'MALFORMED_CSV',
  'MESSAGE_UNREADABLE',
  'MESSAGE_TOO_LARGE',
  'MESSAGE_TOO_COMPLEX',
  'TOO_MANY_LINES',
  'FROM_NOT_ONE',
  'SUBJECT_UNEXPECTED',
  'NOT_REDIRECTED',
  'SENDER_UNKNOWN',
  'SENDER_NOT_AUTHENTICATED',
  'NO_CSV',
  'SEVERAL_CSV',
  'NOT_CSV',
  'FAILED_HERE',
] as const
export type AttemptReasonCode = (typeof attemptReasonCodes)[number]
