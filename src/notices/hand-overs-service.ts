import { HandOverSender } from '../app/hand-over/hand-over-sender.ts'
import { type LookingService, lookRegularly } from './look-regularly.ts'
import { postWebhook } from './post-webhook.ts'

/** A picture may be megabytes, and is looked at before it is taken. */
const TIMEOUT_MS = 30_000
/** Room for a reference. */
const ANSWER_BYTES = 4096

type Options = ConstructorParameters<typeof HandOverSender>[1]

/** Sends what was handed over to the case record while a folder is served. */
export function startHandOvers(
  records: ConstructorParameters<typeof HandOverSender>[0],
  options: Omit<Options, 'post' | 'now'> & { readonly privateHosts: ReadonlySet<string> },
): LookingService {
  const post = postWebhook(options.privateHosts, TIMEOUT_MS, ANSWER_BYTES)
  const sender = new HandOverSender(records, { ...options, post, now: Date.now })
  return lookRegularly(sender, options.failed)
}
