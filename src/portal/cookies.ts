import { createHmac, randomBytes } from 'node:crypto'
import { getCookie, setCookie } from 'hono/cookie'
import type { Asked } from '../server/route.ts'

/** Bound to this host and to encrypted connections (browsers take the loopback address for one). */
const SESSION = '__Host-session'
/** Of whoever has not signed in: their forms need a token too. */
const VISITOR = '__Host-visitor'

const attributes = { httpOnly: true, secure: true, sameSite: 'Lax', path: '/' } as const

export function sessionCookie(context: Asked): string | undefined {
  return getCookie(context, SESSION)
}

/** @param token the session's secret; the records keep its hash. */
export function setSessionCookie(context: Asked, token: string): void {
  setCookie(context, SESSION, token, attributes)
}

export function clearSessionCookie(context: Asked): void {
  setCookie(context, SESSION, '', { ...attributes, maxAge: 0 })
}

/** The secret that this visitor's forms are bound to: their session, or a cookie given to them now. */
export function formSecret(context: Asked, session: string | undefined): string {
  if (session) return session
  const known = getCookie(context, VISITOR)
  if (known && /^[\w-]{43}$/.test(known)) return known
  const fresh = randomBytes(32).toString('base64url')
  setCookie(context, VISITOR, fresh, attributes)
  return fresh
}

/** What a form must carry: nobody can make it who cannot read the cookie. */
export function formTokenFor(secret: string): string {
  return createHmac('sha256', secret).update('whereabouts form').digest('base64url')
}
