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
  const [server = '', ...results] = statementsIn(
    headerValue(headerLines, 'authentication-results') ?? '',
  )
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

/**
 * What the header says between its semicolons, in lower case. Whoever sends a message writes some of its words: the
 * local part of an address, quoted, and comments. Of what is quoted nothing is left that could end or begin
 * a statement, and of comments nothing.
 */
function statementsIn(text: string): string[] {
  const statements = ['']
  let quoted = false
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ''
    const say = (said: string) => {
      statements[statements.length - 1] += said
    }
    if (character === '\\') at++
    else if (depth === 0 && character === '"') quoted = !quoted
    else if (quoted && /[\w.@+-]/.test(character)) say(character)
    else if (quoted) continue
    else if (character === '(') {
      depth++
      say(' ')
    } else if (character === ')') depth = Math.max(0, depth - 1)
    else if (depth > 0) continue
    else if (character === ';') statements.push('')
    else say(character)
  }
  return statements.map((statement) => statement.trim().toLowerCase())
}

/** Of the sender that one result is about. */
function domainOf(result: string): string {
  const [, value = ''] =
    /\s(?:header\.(?:d|i|from)|smtp\.(?:mailfrom|mail))\s*=\s*(\S+)/.exec(result) ?? []
  return value.slice(value.lastIndexOf('@') + 1)
}

/** A domain speaks for itself and for what lies below it. */
function aligned(from: string, domain: string): boolean {
  return domain.includes('.') && (from === domain || from.endsWith(`.${domain}`))
}
