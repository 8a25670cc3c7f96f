import { counted, grouped } from '../../domain/count-text.ts'
import type {
  AttemptReasonCode,
  AttemptStatus,
  IngestionChannel,
} from '../../domain/ingestion-attempt.ts'
import type { Instant } from '../../domain/interval.ts'
import type { Comparison, NewestRun } from '../../store/records/attempt-comparisons.ts'
import type { VisibleAttempt } from '../../store/records/visible-attempts.ts'

export const statusTexts: Readonly<Record<AttemptStatus, string>> = {
  accepted: 'Accepted',
  partly: 'Partly accepted',
  refused: 'Refused',
  repeated: 'Came before',
}

export const channelTexts: Readonly<Record<IngestionChannel, string>> = {
  email: 'E-mail',
  upload: 'Upload',
  api: 'Program',
  command: 'Command',
}

const remedies: Partial<Record<AttemptReasonCode, string>> = {
  SAME_FILE: 'Rows that were refused then still have to be corrected.',
  SAME_MESSAGE: 'Nothing needs to be done.',
  WRONG_FORCE: 'Send crimes of your own force only. If the force is right, ask the hub.',
  MULTIPLE_POLICE_FORCES: 'Send one file for each police force.',
  MULTIPLE_BATCH_IDS: 'Send one file for each batch.',
  ALL_RECORDS_FAILED: 'Correct the rows and send them again. What is wrong with each is below.',
  MALFORMED_CSV:
    'Put quotes around whole fields, double the quotes inside them, and send the whole file again.',
  MESSAGE_UNREADABLE: 'Send a new message with the file attached.',
  MESSAGE_TOO_LARGE: 'Send the batch in parts, each with a batch id of its own.',
  MESSAGE_TOO_COMPLEX: 'Send a new message with the file attached, and nothing forwarded.',
  TOO_MANY_LINES: 'Send the crimes in several files, each in a message of its own.',
  FROM_NOT_ONE: 'Send it from one address.',
  SUBJECT_UNEXPECTED: 'Send it again with “Crime Mapping Request” in the subject.',
  NOT_REDIRECTED: 'Send it to the address that was agreed.',
  SENDER_UNKNOWN: 'Ask an administrator to add the address, and have it sent again.',
  SENDER_NOT_AUTHENTICATED: 'Have the force’s mail sent by its own servers, or upload the file.',
  NO_CSV: 'Send the message again with one CSV file attached.',
  SEVERAL_CSV: 'Send each file in a message of its own.',
  NOT_CSV: 'Save the file as CSV and send it again.',
  FAILED_HERE:
    'It was no fault of the sender. Have it sent again, and tell whoever runs this service.',
}

/** What whoever sent it can do now. */
export function remedyText(code: AttemptReasonCode | undefined): string {
  return (code && remedies[code]) ?? 'Correct what is said above and send it again.'
}

/** What an attempt is called: its batch, else its file, else that it had neither. */
export function attemptName({ batchId, fileName }: VisibleAttempt): string {
  if (batchId) return `Batch ${batchId}`
  return fileName ? `File ${fileName}` : 'A message without a batch'
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long ago something was, in whole minutes, hours or days. */
export function ageText(since: Instant, now: Instant): string {
  const age = now - since
  if (age < MINUTE) return 'just now'
  if (age < HOUR) return `${counted(Math.floor(age / MINUTE), 'minute')} ago`
  if (age < DAY) return `${counted(Math.floor(age / HOUR), 'hour')} ago`
  return `${counted(Math.floor(age / DAY), 'day')} ago`
}

/** How long something took. */
export function tookText(from: Instant, to: Instant): string {
  const seconds = Math.round((to - from) / 1000)
  if (seconds < 1) return 'less than a second'
  if (seconds < 60) return counted(seconds, 'second')
  return `${counted(Math.floor(seconds / 60), 'minute')} ${counted(seconds % 60, 'second')}`
}

/** The run that a file's waiting crimes are in now, or the one that failed to compare them. */
export function runOfWaiting(
  { waiting, since }: Comparison,
  run: NewestRun | undefined,
): NewestRun | undefined {
  if (waiting === 0 || !run || run.outcome === 'done') return undefined
  return run.outcome === 'running' || run.startedAt >= (since ?? Infinity) ? run : undefined
}

/**
 * How far the comparing with trails is, and to whoever may know it what was found.
 *
 * @param comparison none where a file brought nothing new.
 */
export function comparisonText(
  { status }: VisibleAttempt,
  comparison: Comparison | undefined,
  newest: NewestRun | undefined,
  seesMatches: boolean,
): string {
  if (status === 'refused') return 'Nothing to compare'
  if (status === 'repeated') return 'See when it first came'
  if (!comparison) return 'Nothing new to compare'
  const { crimes, waiting, compared, wearers } = comparison
  const run = runOfWaiting(comparison, newest)
  if (run?.outcome === 'failed') return 'Comparing failed'
  if (run) {
    return run.done === undefined || run.crimes === undefined
      ? 'Being compared'
      : `Being compared: ${grouped(run.done)} of ${grouped(run.crimes)}`
  }
  if (waiting > 0) return 'Waiting to be compared'
  if (compared < crimes) return 'Not compared yet'
  if (!seesMatches) return 'Compared'
  return wearers === 0 ? 'No wearer near' : `${counted(wearers, 'wearer')} near`
}
