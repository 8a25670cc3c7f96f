import type { Instant } from './interval.ts'

const MINUTE = 60_000

/** Milliseconds until a session is over: since it began, since it was last used, and while it is not complete. */
export const sessionLimits = {
  absolute: 12 * 60 * MINUTE,
  idle: 30 * MINUTE,
  incomplete: 15 * MINUTE,
} as const

/** What a session still needs; only `signed-in` may do anything else. */
export type SessionStage = 'second-factor' | 'enrol-authenticator' | 'signed-in'

export interface StageFacts {
  readonly secondFactorAt: Instant | undefined
  readonly hasAuthenticator: boolean
}

/** @param rule `optional` lets accounts without an authenticator in by password alone: for demonstrations. */
export function sessionStage(
  { secondFactorAt, hasAuthenticator }: StageFacts,
  rule: SecondFactorRule,
): SessionStage {
  if (secondFactorAt !== undefined) return 'signed-in'
  if (hasAuthenticator) return 'second-factor'
  return rule === 'required' ? 'enrol-authenticator' : 'signed-in'
}

export type SecondFactorRule = 'required' | 'optional'
