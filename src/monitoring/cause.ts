import type { Instant } from '../domain/interval.ts'

/**
 * What makes an occasion one: the rule, or whose device and what about it, and the instant it was first said to
 * begin. Parts of a scope are encoded, so that no id of theirs has the sign between.
 */
export function causeOf(scope: string, from: Instant): string {
  return `${scope}@${new Date(from).toISOString()}`
}

/** The part of a cause that all occasions of the same rule share. */
export function scopeOf(cause: string): string {
  const end = cause.lastIndexOf('@')
  return end < 0 ? cause : cause.slice(0, end)
}
