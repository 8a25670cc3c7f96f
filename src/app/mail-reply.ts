import { counted, grouped } from '../domain/count-text.ts'
import { londonTime } from '../domain/london-time.ts'
import type { RowIssue } from '../domain/row-issue.ts'
import type { AnsweredAttempt } from '../store/records/attempt-records.ts'
import { integer, text } from './csv-columns.ts'

/** A reply as it is sent. */
export interface ComposedReply {
  readonly subject: string
  readonly text: string
  /** The list of what is wrong with rows, where something is. */
  readonly list?: { readonly name: string; readonly csv: string }
}

interface ReplyFacts {
  readonly attempt: AnsweredAttempt
  readonly issues: readonly RowIssue[]
  /** Whether it goes to whoever sent the file; else to the hub. */
  readonly toSender: boolean
  /** Whether what the file holds may be repeated. */
  readonly ownFile: boolean
  /** Where corrected files are sent, and who answers questions. */
  readonly address?: string | undefined
  readonly hub?: string | undefined
}

const WORDS = {
  accepted: 'accepted',
  partly: 'partly accepted',
  refused: 'refused',
  repeated: 'received before',
} as const

/** How many rows' faults are in the text itself. */
const FIRST = 5

/** What a sender, or the hub in their place, is told of a message: free of what another force wrote. */
export function composeReply(facts: ReplyFacts): ComposedReply {
  const { attempt, toSender, ownFile } = facts
  const issues = ownFile ? facts.issues : facts.issues.map(withoutValues)
  const name = ownFile ? attempt.fileName : undefined
  const batch = ownFile ? attempt.batchId : undefined
  const subject = ['Crime Mapping Request', WORDS[attempt.status], batch, name]
  const lines = [
    toSender ? whatBecame(facts) : forHub(facts),
    ...(issues.length > 0 ? ['', ...firstIssues(issues)] : []),
    ...(toSender ? ['', ...whatToDo(facts)] : []),
    '',
    `Reference: ingestion attempt ${attempt.id}`,
  ]
  const list = {
    name: `validation-issues-${fileWord(batch ?? attempt.id)}.csv`,
    csv: csvOf(issues),
  }
  return {
    subject: subject.filter((part) => part).join(' - '),
    text: `${lines.join('\n')}\n`,
    ...(toSender && issues.length > 0 && { list }),
  }
}

function whatBecame({ attempt, ownFile }: ReplyFacts): string {
  const { status, reason = '', rows, accepted, refused } = attempt
  const file = ownFile && attempt.fileName ? `The file ${attempt.fileName}` : 'Your file'
  if (status === 'repeated') {
    return `${file} had been received before, and nothing in it is new. Nothing was done. Rows that were refused then still have to be corrected.`
  }
  if (status === 'refused') {
    const why = ownFile || attempt.importId === undefined ? `\n\n${sentence(reason)}` : ''
    return `Your message of ${londonTime(attempt.receivedAt)} was refused. Nothing was taken from it.${why}`
  }
  const taken = `${counted(rows, 'row')}, ${grouped(accepted)} accepted, ${grouped(refused)} refused.`
  return `${file} was ${WORDS[status]}: ${taken}`
}

function forHub({ attempt }: ReplyFacts): string {
  const { status, sender = 'nobody', receivedAt, importId, reason = '' } = attempt
  const why = importId === undefined ? ` ${sentence(reason)}` : ''
  return `A message of ${londonTime(receivedAt)}, from ${sender}, was ${WORDS[status]}.${why}

Its sender has had no answer. What is known of it is in Whereabouts.`
}

function firstIssues(issues: readonly RowIssue[]): string[] {
  const shown = issues.slice(0, FIRST).map((issue) => {
    const row = issue.row === undefined ? 'The file' : `Row ${issue.row}`
    return issue.message
      ? `- ${row}: ${issue.message}.\n  ${issue.requiredAction}.`
      : `- ${row}: ${issue.requiredAction} (${issue.code}${issue.field && `, ${issue.field}`}).`
  })
  const more = issues.length - shown.length
  return [
    'What has to be mended:',
    ...shown,
    ...(more > 0 ? [`- and ${grouped(more)} more, in the attached list.`] : []),
  ]
}

function whatToDo({ attempt, address, hub }: ReplyFacts): string[] {
  const again = address ? ` to ${address}` : ''
  const ask = hub ? [`Questions: ${hub}`] : ['Questions: the electronic monitoring hub.']
  if (attempt.status === 'accepted' || attempt.status === 'repeated') return ask
  if (attempt.reasonCode === 'FAILED_HERE') {
    return ['There is nothing for you to mend: the message is kept, and will be looked at.', ...ask]
  }
  const mended =
    attempt.importId === undefined
      ? 'Mend this and send the file again'
      : 'Mend the rows and send the file again, whole or only with those rows,'
  return [
    `${mended}${again} as a CSV attachment, with "Crime Mapping Request" in the subject. Rows that were taken and are sent again do no harm.`,
    ...ask,
  ]
}

const columns = [
  integer<RowIssue>('row', ({ row }) => row),
  text<RowIssue>('crime_reference', ({ crimeReference }) => crimeReference),
  text<RowIssue>('field', ({ field }) => field),
  text<RowIssue>('code', ({ code }) => code),
  text<RowIssue>('message', ({ message }) => message),
  text<RowIssue>('required_action', ({ requiredAction }) => requiredAction),
]

function csvOf(issues: readonly RowIssue[]): string {
  const lines = issues.map((issue) => columns.map(({ cell }) => cell(issue)).join(','))
  return `${[columns.map(({ name }) => name).join(','), ...lines].join('\n')}\n`
}

/** Where a fault is and what to do, without a word of the file. */
function withoutValues({ row, field, code, requiredAction }: RowIssue): RowIssue {
  return { ...(row !== undefined && { row }), field, code, value: '', message: '', requiredAction }
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) || text === '' ? text : `${text}.`
}

/** What of a batch id can stand in a file's name everywhere. */
function fileWord(value: string | number): string {
  return String(value).replaceAll(/[^A-Za-z0-9-]/g, '_')
}
