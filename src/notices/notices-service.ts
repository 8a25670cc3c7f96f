import { NoticeSender } from '../app/notices/notice-sender.ts'
import { postWebhook } from './post-webhook.ts'

const LOOK_EVERY_MS = 1000

type Options = ConstructorParameters<typeof NoticeSender>[1]

/** Sends notices of incidents while a folder is served. */
export interface NoticesService {
  /** Ends once what is being sent is sent, or not; the rest is gone on with at the next start. */
  close(): Promise<void>
}

export function startNotices(
  records: ConstructorParameters<typeof NoticeSender>[0],
  options: Omit<Options, 'post' | 'now'> & { readonly privateHosts: ReadonlySet<string> },
): NoticesService {
  const post = postWebhook(options.privateHosts)
  const sender = new NoticeSender(records, { ...options, post, now: Date.now })
  let looking: Promise<void> | undefined
  const timer = setInterval(() => {
    looking ??= sender
      .look()
      .catch(options.failed)
      .finally(() => {
        looking = undefined
      })
  }, LOOK_EVERY_MS)
  return {
    async close() {
      clearInterval(timer)
      await looking
      await sender.settled()
    },
  }
}
