import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Actor } from '../../domain/actor.ts'
import type { Instant } from '../../domain/interval.ts'
import {
  type DueHandOver,
  dueHandOvers,
  keepTriedHandOver,
  pictureOf,
  type TriedHandOver,
} from '../../store/records/hand-over-records.ts'
import type { Records } from '../../store/records/records.ts'
import type { SecretKey } from '../accounts/secret-key.ts'
import { keepEvent } from '../asker.ts'
import { signNotice } from '../notices/sign-notice.ts'
import { WebhookRefusal } from '../notices/webhook-refusal.ts'
import { waitAfter } from '../wait-after.ts'
import { sealedForHandOver } from './case-record.ts'
import { handOverBody, sha256Of, tryBody } from './hand-over-body.ts'

const LONGEST_ERROR = 500
const LONGEST_REFERENCE = 100
/** Of what is asked for too often or too early, which another time will do. */
const FOR_NOW: ReadonlySet<number> = new Set([408, 425, 429])

/** Posts a body. @returns the beginning of the answer. @throws Error saying why it was not taken. */
type PostHandOver = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<string>

interface SenderOptions {
  readonly post: PostHandOver
  readonly key: SecretKey
  readonly linkTo: (deviceWearerId: string, id: number) => string
  readonly now: () => Instant
  /** Told of what is not the target's fault; it is tried again with the next look. */
  readonly failed: (error: unknown) => void
}

/**
 * Sends what is due, the oldest first. One whose sending was cut short is sent again; it has its number, so that it counts
 * once. What was decided is delivered: nobody's permission is asked again.
 */
export class HandOverSender {
  readonly #records: Records
  readonly #options: SenderOptions
  #sending: Promise<void> | undefined

  constructor(records: Records, options: SenderOptions) {
    this.#records = records
    this.#options = options
  }

  /** Begins to send what is due now, but where something is being sent. */
  async look(): Promise<void> {
    if (this.#sending) return
    const due = await dueHandOvers(this.#records, this.#options.now())
    if (due.length === 0) return
    this.#sending = this.#sendAll(due)
      .catch(this.#options.failed)
      .finally(() => {
        this.#sending = undefined
      })
  }

  /** What is being sent is sent, or not, when this resolves. */
  async settled(): Promise<void> {
    await this.#sending
  }

  async #sendAll(due: readonly DueHandOver[]): Promise<void> {
    for (const handOver of due) {
      const came = await this.#attempt(handOver)
      await keepTriedHandOver(this.#records, came)
      // The rest waits for the next look: what does not answer now is not asked a hundred times.
      if (came.state === 'waiting') return
    }
  }

  async #attempt(handOver: DueHandOver): Promise<TriedHandOver> {
    const { id, tries, target } = handOver
    const { key, post, now } = this.#options
    const body = await this.#bodyOf(handOver)
    await this.#tellAudit(handOver, body)
    try {
      const secret = key.open(sealedForHandOver(target.address), target.secret)
      if (!secret) throw new Error('its secret cannot be read: end the address and set it again')
      const answer = await post(
        target.address,
        {
          'Content-Type': 'application/json',
          'Whereabouts-Hand-Over': String(id),
          'Whereabouts-Signature': signNotice(Buffer.from(secret).toString(), body, now()),
        },
        body,
      )
      const sent = { nextTryAt: undefined, sentAt: now(), lastError: undefined }
      return { id, state: 'sent', ...sent, reference: referenceIn(answer) }
    } catch (error) {
      const lastError = (error instanceof Error ? error.message : String(error)).slice(
        0,
        LONGEST_ERROR,
      )
      const wait = isRefused(error) ? undefined : waitAfter(tries)
      const unsent = { id, sentAt: undefined, lastError, reference: undefined }
      if (wait === undefined) return { ...unsent, state: 'dead', nextTryAt: undefined }
      return { ...unsent, state: 'waiting', nextTryAt: now() + wait }
    }
  }

  async #bodyOf({ id, of }: DueHandOver): Promise<string> {
    if (!of) return tryBody(id)
    const { deviceWearerId, contents, picture } = of
    const png = await pictureOf(this.#records, id)
    const shown = picture && picture !== 'erased' && png ? { png, within: picture } : undefined
    const link = this.#options.linkTo(deviceWearerId, id)
    return handOverBody({ number: id, link }, contents, shown)
  }

  /** Before it leaves: what was not told is not sent. */
  async #tellAudit({ id, target, of }: DueHandOver, body: string): Promise<void> {
    if (!of) return
    const { deviceWearerId, picture } = of
    await keepEvent(
      this.#records,
      { actor: handOverActor() },
      {
        action: 'disclose',
        what: 'hand-overs',
        subjects: [deviceWearerId],
        ...(picture && picture !== 'erased' && { interval: picture }),
        count: 1,
        details: { handOver: id, target: target.id, sha256: sha256Of(body) },
      },
    )
  }
}

/** Whether sending the same again is of no use until a person has done something. */
function isRefused(error: unknown): boolean {
  if (!(error instanceof WebhookRefusal)) return false
  return error.status >= 400 && error.status < 500 && !FOR_NOW.has(error.status)
}

/** What whoever took it calls it, where they answer `{"reference": "…"}`. */
function referenceIn(answer: string): string | undefined {
  try {
    const { reference } = JSON.parse(answer) as { readonly reference?: unknown }
    if (typeof reference !== 'string') return undefined
    const text = reference.replaceAll(/\p{Cc}/gu, ' ').trim()
    return text === '' ? undefined : text.slice(0, LONGEST_REFERENCE)
  } catch {
    return undefined
  }
}

/** Nobody asks for it: who sends what was decided before. */
function handOverActor(): Actor {
  return {
    kind: 'operator',
    username: 'Whereabouts hand-overs',
    role: 'operator',
    permissions: new Set(),
    from: hostname(),
    correlationId: randomUUID(),
  }
}
