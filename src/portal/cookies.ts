import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Asked } from '../server/route.ts'
import { paths } from './paths.ts'
import { returnPath } from './sign-in/return-path.ts'

/** Bound to this host and to encrypted connections (browsers take the loopback address for one). */
const SESSION = '__Host-session'
/** Of whoever has not signed in: their forms need a token too. */
const VISITOR = '__Host-visitor'
/** The page that somebody wanted before they had to sign in. */
const WANTED = '__Host-wanted'
const WANTED_SECONDS = 900
/** What a sign-in through the identity provider must come back with, sealed. */
const TRIP = '__Host-provider-trip'
const TRIP_SECONDS = 600

const attributes = { httpOnly: true, secure: true, sameSite: 'Lax', path: '/' } as const

export function sessionCookie(context: Asked): string | undefined {
  return getCookie(context, SESSION)
}

/**
 * Gives the browser a session; forms of the page that answers belong to it already.
 *
 * @param secret the records keep its hash.
 */
export function setSessionCookie(context: Asked, secret: string): void {
  setCookie(context, SESSION, secret, attributes)
  context.set('asking', { ...context.get('asking'), formToken: formTokenFor(secret) })
}

export function clearSessionCookie(context: Asked): void {
  deleteCookie(context, SESSION, attributes)
}

/** Keeps the address of a page that was asked for, until sign-in is done. */
export function rememberWanted(context: Asked): void {
  const { pathname, search } = new URL(context.req.url)
  const wanted = context.req.method === 'GET' ? returnPath(pathname + search) : undefined
  if (wanted) setCookie(context, WANTED, wanted, { ...attributes, maxAge: WANTED_SECONDS })
}

/** The page that was wanted, once; the first page where none was. */
export function takeWanted(context: Asked): string {
  const wanted = returnPath(getCookie(context, WANTED))
  deleteCookie(context, WANTED, attributes)
  return wanted ?? paths.home
}

export function setTripCookie(context: Asked, sealed: string): void {
  setCookie(context, TRIP, sealed, { ...attributes, maxAge: TRIP_SECONDS })
}

/** Of a trip that ends now, however it does: it counts once. */
export function takeTripCookie(context: Asked): string | undefined {
  const sealed = getCookie(context, TRIP)
  deleteCookie(context, TRIP, attributes)
  return sealed
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

/**
 * What a form must carry: nobody can make it who cannot read the cookie. Another in every answer, so that how
 * well an answer packs tells nothing of it.
 */
export function formTokenFor(secret: string, salt = randomBytes(16).toString('base64url')): string {
  return `${salt}.${createHmac('sha256', secret).update(`whereabouts form ${salt}`).digest('base64url')}`
}

export function isFormToken(sent: string, secret: string): boolean {
  const [salt = ''] = sent.split('.')
  const [left, right] = [Buffer.from(sent), Buffer.from(formTokenFor(secret, salt))]
  return left.length === right.length && timingSafeEqual(left, right)
}
