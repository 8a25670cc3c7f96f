import { Secret, TOTP } from 'otpauth'
import type { Instant } from '../../domain/interval.ts'

const PERIOD_SECONDS = 30
/** Clocks of telephones are off, and people type slowly: one code before and one after are taken. */
const WINDOW = 1
const SECRET_BYTES = 20

/** A new authenticator's secret. */
export function authenticatorSecret(): Uint8Array {
  return new Uint8Array(new Secret({ size: SECRET_BYTES }).bytes)
}

/** What an authenticator app is told: as a link (for a QR code), and as text to type. */
export function authenticatorEntry(
  secret: Uint8Array,
  username: string,
): { uri: string; secretText: string } {
  const totp = totpOf(secret, username)
  return { uri: totp.toString(), secretText: totp.secret.base32 }
}

/**
 * RFC 6238 with SHA-1, six digits and 30 seconds, which every authenticator app knows.
 *
 * @returns the counter (30 seconds since 1970) whose code it is, if it is one near `now`.
 */
export function counterOfCode(secret: Uint8Array, code: string, now: Instant): number | undefined {
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  const delta = totpOf(secret).validate({ token, timestamp: now, window: WINDOW })
  return delta === null ? undefined : Math.floor(now / (PERIOD_SECONDS * 1000)) + delta
}

function totpOf(secret: Uint8Array, label = ''): TOTP {
  return new TOTP({
    issuer: 'Whereabouts',
    label,
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
    period: PERIOD_SECONDS,
    digits: 6,
    algorithm: 'SHA1',
  })
}
