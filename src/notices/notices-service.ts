import { NoticeSender } from '../app/notices/notice-sender.ts'
import { type LookingService, lookRegularly } from './look-regularly.ts'
import { postWebhook } from './post-webhook.ts'

type Options = ConstructorParameters<typeof NoticeSender>[1]

/** Sends notices of incidents while a folder is served. */
export function startNotices(
  records: ConstructorParameters<typeof NoticeSender>[0],
  options: Omit<Options, 'post' | 'now'> & { readonly privateHosts: ReadonlySet<string> },
): LookingService {
  const post = postWebhook(options.privateHosts)
  return lookRegularly(
    new NoticeSender(records, { ...options, post, now: Date.now }),
    options.failed,
  )
}
