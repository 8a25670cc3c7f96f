import { createHmac } from 'node:crypto'
import type { Instant } from '../../domain/interval.ts'

/**
 * What `Whereabouts-Signature` says of a body: when it was sent, in seconds, and HMAC-SHA-256 of both under the target's
 * secret, in hexadecimal. Whoever has the secret can tell that the platform sent it, and lately.
 */
export function signNotice(secret: string, body: string, at: Instant): string {
  const seconds = Math.floor(at / 1000)
  const hash = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return `t=${seconds},v1=${hash}`
}
