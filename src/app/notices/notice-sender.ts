import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Actor } from '../../domain/actor.ts'
import type { Instant } from '../../domain/interval.ts'
import {
  type DueNotice,
  dueNotices,
  keepTriedNotices,
  type TriedNotice,
} from '../../store/records/notice-records.ts'
import type { Records } from '../../store/records/records.ts'
import type { SecretKey } from '../accounts/secret-key.ts'
import { keepEvent } from '../asker.ts'
import { waitAfter } from '../wait-after.ts'
import { noticeBody, noticeMail } from './compose-notice.ts'
import { sealedFor } from './notice-targets.ts'
import { signNotice } from './sign-notice.ts'

/** So seldom at most is one address sent e-mail: what is raised meanwhile is one message. */
const MAIL_EVERY_MS = 60_000
const LONGEST_ERROR = 500

/** Posts a body. @throws Error saying why it was not taken. */
type PostNotice = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<unknown>

/** Hands a message to the server that sends it. @throws Error saying why it was not taken. */
type MailNotice = (message: {
  /** Names the message: one that is sent twice is known by it. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
}) => Promise<void>

interface SenderOptions {
  readonly post: PostNotice
  /** Absent where the server sends no e-mail. */
  readonly mail: MailNotice | undefined
  readonly key: SecretKey
  readonly linkTo: (incidentId: number) => string
  readonly now: () => Instant
  /** Told of what is no target's fault; it is tried again with the next look. */
  readonly failed: (error: unknown) => void
}

/**
 * Sends what is due, to each target by itself: one that does not answer holds up nobody else's. A notice whose sending
 * was cut short is sent again; it has its number, so that it counts once.
 */
export class NoticeSender {
  readonly #records: Records
  readonly #options: SenderOptions
  readonly #sending = new Map<number, Promise<void>>()

  constructor(records: Records, options: SenderOptions) {
    this.#records = records
    this.#options = options
  }

  /** Begins to send what is due now, but to targets that are being sent to. */
  async look(): Promise<void> {
    const now = this.#options.now()
    const due = await dueNotices(this.#records, now, now - MAIL_EVERY_MS)
    const targets = new Map<number, DueNotice[]>()
    for (const notice of due) {
      const { id } = notice.target
      const own = targets.get(id)
      if (own) own.push(notice)
      else if (!this.#sending.has(id)) targets.set(id, [notice])
    }
    for (const [id, notices] of targets) {
      const sending = this.#sendAll(notices)
        .catch(this.#options.failed)
        .finally(() => this.#sending.delete(id))
      this.#sending.set(id, sending)
    }
  }

  /** What is being sent is sent, or not, when this resolves. */
  async settled(): Promise<void> {
    await Promise.all(this.#sending.values())
  }

  async #sendAll(notices: readonly DueNotice[]): Promise<void> {
    const [first] = notices
    if (first?.target.kind === 'email') {
      await this.#attempt(notices, () => this.#mail(notices))
      return
    }
    for (const notice of notices) {
      // The rest waits for the next look: whoever does not answer now is not asked five hundred times.
      if (!(await this.#attempt([notice], () => this.#post(notice)))) return
    }
  }

  /** @returns whether they were taken. */
  async #attempt(notices: readonly DueNotice[], send: () => Promise<unknown>): Promise<boolean> {
    await this.#tellAudit(notices)
    let error: unknown
    try {
      await send()
    } catch (cause) {
      error = cause ?? new Error('it failed')
    }
    const now = this.#options.now()
    await keepTriedNotices(
      this.#records,
      notices.map(({ id, tries }) => cameOf(id, tries, error, now)),
    )
    return error === undefined
  }

  #post(notice: DueNotice): Promise<unknown> {
    const { key, post, linkTo, now } = this.#options
    const { address, secret } = notice.target
    const opened = secret && key.open(sealedFor(address), secret)
    if (!opened) throw new Error('its secret cannot be read: end it and add it again')
    const body = noticeBody(notice, linkTo)
    const signature = signNotice(Buffer.from(opened).toString(), body, now())
    const headers = {
      'Content-Type': 'application/json',
      'Whereabouts-Notice': String(notice.id),
      'Whereabouts-Signature': signature,
    }
    return post(address, headers, body)
  }

  async #mail(notices: readonly DueNotice[]): Promise<void> {
    const { mail, linkTo } = this.#options
    const [first, last] = [notices[0], notices.at(-1)]
    if (!first || !last) return
    if (!mail) throw new Error('this server sends no e-mail (WHEREABOUTS_MAIL_OUT)')
    const to = first.target.address
    await mail({ id: `notice-${first.id}-${last.id}`, to, ...noticeMail(notices, linkTo) })
  }

  /** Before anything leaves: that a person was in an incident is told, though not who they are. */
  async #tellAudit(notices: readonly DueNotice[]): Promise<void> {
    const incidents = notices.flatMap(({ incident }) => incident ?? [])
    if (incidents.length === 0) return
    const whose = new Set(incidents.flatMap(({ deviceWearerId }) => deviceWearerId ?? []))
    await keepEvent(
      this.#records,
      { actor: noticesActor() },
      {
        action: 'disclose',
        what: 'incidents',
        subjects: [...whose],
        count: incidents.length,
        details: { target: notices[0]?.target.id ?? 0 },
      },
    )
  }
}

function cameOf(id: number, tries: number, error: unknown, now: Instant): TriedNotice {
  if (error === undefined) {
    return { id, state: 'sent', sentAt: now, nextTryAt: undefined, lastError: undefined }
  }
  const lastError = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_ERROR)
  const unsent = { id, sentAt: undefined, lastError }
  const wait = waitAfter(tries)
  if (wait === undefined) return { ...unsent, state: 'dead', nextTryAt: undefined }
  return { ...unsent, state: 'waiting', nextTryAt: now + wait }
}

/** Nobody asks for it: who is told was decided before. */
function noticesActor(): Actor {
  return {
    kind: 'operator',
    username: 'Whereabouts notices',
    role: 'operator',
    permissions: new Set(),
    from: hostname(),
    correlationId: randomUUID(),
  }
}
