import { mkdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { DataFolder } from '../app/data-folder.ts'
import { DropFolder } from '../app/drop-folder.ts'
import { receiveMessage } from '../app/receive-message.ts'
import { sendDueReplies } from '../app/send-replies.ts'
import { AppError } from '../domain/errors.ts'
import type { FromNationalGrid } from '../geo/national-grid.ts'
import type { MailConfig } from '../mail-config.ts'
import { statusOfAttempt } from '../store/records/attempt-records.ts'
import { MailSpool } from './mail-spool.ts'
import { outgoingMail } from './outgoing-mail.ts'
import { listenSmtp } from './smtp-listener.ts'

/** How often the drop folder and the outbox are looked at, and what failed is tried again. */
const LOOK_EVERY_MS = 5_000
/** What is read of a message that is too large: enough to say whose it was. */
const HEAD_BYTES = 64 * 1024

interface Options {
  readonly folder: DataFolder
  /** `<data>/mail`. */
  readonly place: string
  readonly fromNationalGrid: FromNationalGrid
  /** Told of faults by name and place, never by what a message says. */
  readonly onFault: (error: unknown) => void
}

/** The mail of a data folder, in and out, while it is served. */
export interface MailService {
  /** Where SMTP is spoken, if anywhere. */
  readonly at: string | undefined
  /** Ends once what is being worked on is done; the rest is gone on with at the next start. */
  close(): Promise<void>
}

/**
 * Takes messages, works them off one at a time and sends replies. What an earlier process had acknowledged
 * and not worked off is gone on with.
 *
 * @throws AppError ADDRESS_IN_USE or CONFIG_INVALID.
 */
export async function startMail(config: MailConfig, options: Options): Promise<MailService> {
  const spool = new MailSpool(join(options.place, 'spool'))
  const drop =
    config.dropFolder === undefined
      ? undefined
      : new DropFolder(config.dropFolder, /\.eml$/i, 'WHEREABOUTS_DROP_FOLDER')
  const deliver = config.out && outgoingMail(config.out)
  const addresses = { address: config.address, hub: config.rules.hub }
  let closed = false
  const inTurns = (work: () => Promise<void>) => {
    let turn: Promise<void> = Promise.resolve()
    const look = () => {
      turn = turn.then(() => (closed ? undefined : work())).catch(options.onFault)
    }
    return { look, ended: () => turn }
  }
  const { records } = options.folder
  const workOff = async () => {
    for (const { path, arrivalId, tooLarge } of spool.waiting()) {
      if (closed) return
      const taken = await work(path, arrivalId, tooLarge)
      if (taken.failed) keepFailed(path)
      else spool.remove(path)
    }
    for (const file of drop?.take() ?? []) {
      if (closed) return
      const { failed, attemptId } = await work(file.path, file.arrivalId, false)
      const status = await statusOfAttempt(records, attemptId)
      drop?.putAway(file, failed || status === 'refused' ? 'failed' : 'done')
    }
  }
  /** @throws AppError where the records cannot be reached: the message stays where it is. */
  const work = async (path: string, arrivalId: string, cut: boolean) => {
    const tooLarge = cut || statSync(path).size > config.mostBytes + HEAD_BYTES
    const whole = readFileSync(path)
    const raw = tooLarge ? whole.subarray(0, HEAD_BYTES) : whole
    const reason = `It is larger than ${config.mostBytes / 2 ** 20} MB`
    const message = { raw, arrivalId, fromNationalGrid: options.fromNationalGrid }
    const fault = tooLarge ? ({ code: 'MESSAGE_TOO_LARGE', reason } as const) : undefined
    try {
      const attemptId = await receiveMessage(options.folder, { ...message, fault }, config.rules)
      return { attemptId, failed: false }
    } catch (error) {
      if (error instanceof AppError) throw error
      options.onFault(error)
      const ours = { code: 'FAILED_HERE', reason: 'The server failed on it' } as const
      const head = { ...message, raw: raw.subarray(0, HEAD_BYTES), fault: ours }
      return { attemptId: await receiveMessage(options.folder, head, config.rules), failed: true }
    }
  }
  const keepFailed = (path: string) => {
    const failed = join(options.place, 'failed')
    mkdirSync(failed, { recursive: true, mode: 0o700 })
    renameSync(path, join(failed, basename(path)))
  }
  const coming = inTurns(async () => {
    await workOff()
    going.look()
  })
  // By themselves, so that a server that does not answer holds up no message.
  const going = inTurns(async () => {
    if (deliver) await sendDueReplies(records, deliver, addresses)
  })
  const listener = config.smtp && (await listenSmtp(config.smtp, config, spool, coming.look))
  const look = () => {
    coming.look()
    going.look()
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  look()
  return {
    at: listener?.at,
    async close() {
      closed = true
      clearInterval(timer)
      await listener?.close()
      await coming.ended()
      await going.ended()
    },
  }
}
