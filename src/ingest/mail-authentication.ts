import type { CrimeMail } from './crime-mail.ts'
import { headerValue } from './mail-headers.ts'

/** What the receiving relay found of where a message came from. */
type Authentication = 'pass' | 'fail' | 'not stated'

/**
 * Reads the relay's Authentication-Results (RFC 8601). Only the topmost header of any server counts, and only
 * where it is the relay's: what lies below came with the message, whatever it calls itself. A pass counts
 * where it is for the domain the message says it is from, as DMARC has it.
 *
 * @param relay the authserv-id by which the relay signs its results; nothing is believed without.
 * @param domains of From, and of whoever redirected the message. Any of them is enough.
 */
export function statedAuthentication(
  { headerLines }: Pick<CrimeMail, 'headerLines'>,
  relay: string | undefined,
  domains: readonly string[],
): Authentication {
  const [server = '', ...results] = (headerValue(headerLines, 'authentication-results') ?? '')
    .replaceAll(/\([^()]*\)/g, ' ')
    .split(';')
    .map((part) => part.trim().toLowerCase())
  if (!relay || server.split(/\s/)[0] !== relay.toLowerCase()) return 'not stated'
  const stated = results.map((text) => ({
    method: /^[a-z]+/.exec(text)?.[0] ?? '',
    result: /^[a-z]+(?:\/\d+)?\s*=\s*([a-z]+)/.exec(text)?.[1] ?? '',
    domain: domainOf(text),
  }))
  const found = stated.filter(({ method }) => ['dmarc', 'dkim', 'spf'].includes(method))
  if (found.some(({ method, result }) => method === 'dmarc' && result === 'fail')) return 'fail'
  const passes = found.filter(({ result }) => result === 'pass')
  if (passes.some(({ domain }) => domains.some((from) => aligned(from, domain)))) return 'pass'
  // Whose it is was found, and it is somebody else's.
  return passes.length > 0 || found.some(({ result }) => result === 'fail') ? 'fail' : 'not stated'
}

/** Of the sender that one result is about. */
function domainOf(result: string): string {
  const [, value = ''] =
    /\b(?:header\.(?:d|i|from)|smtp\.(?:mailfrom|mail))\s*=\s*"?([^\s";]+)/.exec(result) ?? []
  return value.slice(value.lastIndexOf('@') + 1)
}

/** A domain speaks for itself and for what lies below it. */
function aligned(from: string, domain: string): boolean {
  return domain.includes('.') && (from === domain || from.endsWith(`.${domain}`))
}
