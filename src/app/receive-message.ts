import type { Actor } from '../domain/actor.ts'
import type { AttemptReasonCode } from '../domain/ingestion-attempt.ts'
import type { FromNationalGrid } from '../geo/national-grid.ts'
import { crimeFile } from '../ingest/crime-file.ts'
import { type CrimeMail, readCrimeMail } from '../ingest/crime-mail.ts'
import { statedAuthentication } from '../ingest/mail-authentication.ts'
import {
  addAttempt,
  attemptOfArrival,
  attemptOfMessage,
  type NewAttempt,
} from '../store/records/attempt-records.ts'
import type { RecordsQuery } from '../store/records/records.ts'
import { addReply } from '../store/records/reply-records.ts'
import { type MailSender, senderOf } from '../store/records/sender-records.ts'
import { keepEvent } from './asker.ts'
import type { DataFolder } from './data-folder.ts'
import { linesTooMany, MOST_BATCH_LINES } from './few-batch-lines.ts'
import { receiveCrimeBatch } from './receive-crime-batch.ts'

/** What is asked of messages, and who is answered. */
export interface MailRules {
  /** The authserv-id of the relay whose word on DKIM and SPF is taken; nobody's without. */
  readonly relay?: string | undefined
  /** Whether the relay has to say that a message is from where it says. */
  readonly authenticated: 'required' | 'if-stated'
  /** The mailbox that redirects messages here, in lower case; where it is set, no other way is open. */
  readonly redirectedBy?: string | undefined
  /** Whether replies are sent at all. */
  readonly replies: boolean
  /** Who is told what the sender is not, in lower case. */
  readonly hub?: string | undefined
}

/** One message as it was delivered. */
export interface ArrivingMessage {
  readonly raw: Uint8Array
  /** Names this delivery: worked on again after it was cut off, it is noted once. */
  readonly arrivalId: string
  /** Only its head is here, because it was too large, or because it made the server fail. */
  readonly fault?: { readonly code: AttemptReasonCode; readonly reason: string } | undefined
  readonly fromNationalGrid: FromNationalGrid
}

/**
 * Does what a message asks for: takes the crime batch that it carries, or notes why not. Every message is one
 * attempt. Replies are written into the outbox in the attempt's transaction.
 *
 * @returns the attempt's id.
 */
export async function receiveMessage(
  { records }: Pick<DataFolder, 'records'>,
  { raw, arrivalId, fault, fromNationalGrid }: ArrivingMessage,
  rules: MailRules,
): Promise<number> {
  const known = await attemptOfArrival(records, arrivalId)
  if (known !== undefined) return known
  const read = await readCrimeMail(raw)
  const mail = fault ? { ...read, files: [], fault } : read
  const sender = mail.from.length === 1 ? await senderOf(records, mail.from[0] ?? '') : undefined
  const message = {
    arrivalId,
    sha256: mail.sha256,
    messageId: mail.messageId,
    sender: mail.from.join(', ').slice(0, 500) || undefined,
    subject: mail.subject.slice(0, 500),
    policeForce: sender?.policeForce,
  }
  const noted = { ...message, channel: 'email', receivedAt: Date.now() } as const
  const before = await attemptOfMessage(records, mail.sha256)
  const refusal = refusalOf(mail, sender, rules)
  if (before && (!BY_SENDER.has(before.reasonCode) || refusal?.code === before.reasonCode)) {
    return addAttempt(records, {
      ...noted,
      status: 'repeated',
      reasonCode: 'SAME_MESSAGE',
      reason: 'The same message had come before',
      importId: before.importId,
      repeatsAttemptId: before.id,
    })
  }
  const asker = sender && { actor: mailActor(sender, arrivalId) }
  /** In the attempt's transaction: who is answered, and of a refusal to somebody known, its event. */
  const conclude = async (
    transaction: RecordsQuery,
    { id, status, reasonCode, forces = [] }: Concluded,
  ) => {
    const told = reasonCode && UNTOLD.has(reasonCode) ? undefined : sender
    const to = recipient(mail, { told, sender }, rules)
    const ownFile = to !== undefined && to === told?.address && forces.join() === told.policeForce
    if (to) await addReply(transaction, { attemptId: id, recipient: to, ownFile, at: Date.now() })
    if (!asker || status !== 'refused' || !(reasonCode && UNTOLD.has(reasonCode))) return
    await keepEvent(transaction, asker, {
      action: 'collect',
      outcome: 'refused',
      what: 'crimes',
      subjects: [],
      details: { attempt: id, code: reasonCode },
    })
  }
  const found = refusal ?? fewLines(crimeFile(mail))
  if (found.code !== undefined || !sender || !asker) {
    const { code, reason } = found.code === undefined ? unknownSender() : found
    return records.transaction(async (transaction) => {
      const refused = { status: 'refused', reasonCode: code } as const
      const id = await addAttempt(transaction, { ...noted, ...refused, reason })
      await conclude(transaction, { ...refused, id })
      return id
    })
  }
  const { attemptId } = await receiveCrimeBatch({ records }, asker, {
    content: { bytes: found.file.bytes },
    fileName: found.file.name,
    channel: 'email',
    fromNationalGrid,
    mayBring: async (policeForce) => policeForce === sender.policeForce,
    message,
    noted: conclude,
  })
  return attemptId
}

/** A batch is read whole while everybody waits, so one with more lines than any force sends is not begun. */
function fewLines(found: ReturnType<typeof crimeFile>): ReturnType<typeof crimeFile> {
  if (!found.file || linesTooMany(found.file.bytes) === 0) return found
  return {
    code: 'TOO_MANY_LINES',
    reason: `Its file has more than ${MOST_BATCH_LINES} lines: send it in parts`,
  }
}

/** An attempt as it was noted. */
type Concluded = Pick<NewAttempt, 'status' | 'reasonCode'> & {
  readonly id: number
  /** What the file says of its force. */
  readonly forces?: readonly string[]
}

/** It may not be the sender's at all, so they are not told. */
const UNTOLD: ReadonlySet<AttemptReasonCode> = new Set(['SENDER_NOT_AUTHENTICATED', 'WRONG_FORCE'])

/**
 * Refused for whose it seemed or how it came, and not for what it says: whoever was unknown may have been added since,
 * and a copy that anybody could send must not keep out the message itself.
 */
const BY_SENDER: ReadonlySet<string | null> = new Set<AttemptReasonCode>([
  'SENDER_UNKNOWN',
  'SENDER_NOT_AUTHENTICATED',
  'NOT_REDIRECTED',
])

/** What is wrong with a message before its file is looked at. */
function refusalOf(
  mail: CrimeMail,
  sender: MailSender | undefined,
  rules: MailRules,
): { readonly code: AttemptReasonCode; readonly reason: string } | undefined {
  const [from = ''] = mail.from
  if (mail.from.length !== 1) {
    const said = mail.from.length === 0 ? 'nobody' : `${mail.from.length} addresses`
    return (
      mail.fault ?? { code: 'FROM_NOT_ONE', reason: `It is from ${said}, expected one address` }
    )
  }
  if (rules.redirectedBy && !mail.resentFrom.includes(rules.redirectedBy)) {
    const reason = `It did not come by way of ${rules.redirectedBy}, expected it in Resent-From`
    return { code: 'NOT_REDIRECTED', reason }
  }
  if (!sender) return unknownSender()
  const domains = [from, ...(rules.redirectedBy ? [rules.redirectedBy] : [])].map(domainOf)
  const stated = statedAuthentication(mail, rules.relay, domains)
  if (stated === 'fail' || (stated !== 'pass' && rules.authenticated === 'required')) {
    const reason =
      stated === 'fail'
        ? 'The relay found that it is not from where it says'
        : 'The relay does not say that it is from where it says'
    return { code: 'SENDER_NOT_AUTHENTICATED', reason }
  }
  if (mail.fault) return mail.fault
  if (!/crime\s+mapping\s+request/i.test(mail.subject)) {
    const reason = 'Its subject does not say "Crime Mapping Request"'
    return { code: 'SUBJECT_UNEXPECTED', reason }
  }
  return undefined
}

function unknownSender() {
  const reason = 'The address it is from is not in the list of senders'
  return { code: 'SENDER_UNKNOWN', reason } as const
}

/**
 * The sender, where they may be told; else the hub. What nobody wrote is answered to nobody but the hub, and
 * not even there where it may be the hub's own automatic answer.
 */
function recipient(
  mail: CrimeMail,
  { told, sender }: Readonly<Record<'told' | 'sender', MailSender | undefined>>,
  { replies, hub }: MailRules,
): string | undefined {
  if (!replies) return undefined
  if (told && !mail.automatic) return told.address
  if (mail.automatic && !sender) return undefined
  return hub && mail.from.includes(hub) ? undefined : hub
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

/** Whoever sends by e-mail acts as the address in the list, and may do nothing else. */
function mailActor({ address }: MailSender, correlationId: string): Actor {
  return {
    kind: 'nobody',
    username: address,
    role: 'service',
    permissions: new Set(),
    from: 'e-mail',
    correlationId,
  }
}
