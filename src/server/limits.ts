import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import type { DeviceLimits } from '../app/live/device-limits.ts'
import type { Actor } from '../domain/actor.ts'
import { tooManyRequests } from '../domain/errors.ts'

/** How many requests anyone may make. */
export interface Limits {
  /**
   * @param surface where it is asked: nobody's requests are counted apart for each.
   * @throws AppError TOO_MANY_REQUESTS once somebody has made too many.
   */
  take(actor: Actor, surface: string): Promise<void>
}

/** Of whoever is signed in: more than a person clicks, less than a program that copies everything. */
const OF_ACCOUNT = 600
/** Of an address that nobody signed in from, at one surface: a sign-in with its pages, some times over. */
const OF_ADDRESS = 120

/**
 * A minute's requests, counted in this process. An office shares an address, so people who are signed in are counted themselves.
 *
 * @param devices what devices say is counted there, whichever way it comes.
 */
export function limitsInMemory(devices: DeviceLimits): Limits {
  const accounts = new RateLimiterMemory({ points: OF_ACCOUNT, duration: 60 })
  const addresses = new RateLimiterMemory({ points: OF_ADDRESS, duration: 60 })
  return {
    async take({ kind, accountId, username, from }, surface) {
      if (kind === 'device') {
        const excess = await devices.take(username)
        if (!excess) return
        throw tooManyRequests(excess.reason, excess.seconds)
      }
      const [limiter, key] =
        accountId === undefined ? [addresses, `${surface} ${from}`] : [accounts, String(accountId)]
      try {
        await limiter.consume(key)
      } catch (rejected) {
        const seconds = Math.ceil((rejected as RateLimiterRes).msBeforeNext / 1000)
        throw tooManyRequests(`more than ${limiter.points} requests in a minute`, seconds)
      }
    },
  }
}
