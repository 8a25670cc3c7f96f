import { AppError } from './domain/errors.ts'

/** How notices of incidents leave. */
export interface NoticesConfig {
  /** Hosts of webhooks that may lie in a private network, and then may be asked without TLS. */
  readonly privateHosts: ReadonlySet<string>
}

/**
 * What the environment says of notices.
 *
 * @param set reads a variable, without blanks; `undefined` where it is empty.
 * @throws AppError CONFIG_INVALID naming the variable.
 */
export function readNoticesConfig(set: (name: string) => string | undefined): NoticesConfig {
  const hosts = (set('WHEREABOUTS_WEBHOOK_HOSTS') ?? '').toLowerCase().split(/[\s,]+/)
  const named = hosts.filter((host) => host !== '')
  for (const host of named) {
    if (/^[a-z0-9.:_-]+$/.test(host)) continue
    throw new AppError(
      'CONFIG_INVALID',
      `Cannot use WHEREABOUTS_WEBHOOK_HOSTS: "${host}" is no host; expected names or addresses such as hooks.internal, with commas between`,
    )
  }
  return { privateHosts: new Set(named) }
}
