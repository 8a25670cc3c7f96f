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
] as const
export type AttemptReasonCode = (typeof attemptReasonCodes)[number]
