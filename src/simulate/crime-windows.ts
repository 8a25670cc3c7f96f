import type { ClosedWindow, Instant } from '../domain/interval.ts'
import type { Random } from './random.ts'
import { HOUR, MINUTE } from './uk-clock.ts'

/** The longest window that police may send. */
export const LONGEST_WINDOW = 12 * HOUR

/**
 * When the police say it was: the instant, some minutes, the hours nobody was there, or the
 * best part of a day (`shares` weighs these), always with the instant in it. People give round
 * times, mostly whole minutes.
 */
export function windowAround(
  occurredAt: Instant,
  shares: readonly number[],
  random: Random,
): ClosedWindow {
  const kind = random.weighted(shares)
  if (kind === 0) return { from: occurredAt, to: occurredAt }
  const minutes = minutesOf(kind, random)
  const length = Math.min(LONGEST_WINDOW, Math.max(2 * MINUTE, minutes * MINUTE))
  const step = kind === 1 ? random.pick([1, 1, 5]) : random.pick([1, 5, 15, 30])
  const before = length * random.uniform()
  return roundedOutwards(occurredAt, occurredAt - before, occurredAt - before + length, step)
}

function minutesOf(kind: number, random: Random): number {
  if (kind === 1) return random.between(2, 30)
  return kind === 2 ? random.lognormal(190, 0.8) : random.between(360, 720)
}

/** Both ends on whole steps of minutes around `occurredAt`, at most twelve hours apart. */
function roundedOutwards(
  occurredAt: Instant,
  earliest: Instant,
  latest: Instant,
  stepMinutes: number,
): ClosedWindow {
  const step = stepMinutes * MINUTE
  const from = Math.floor(earliest / step) * step
  const to = Math.ceil(latest / step) * step
  if (to - from <= LONGEST_WINDOW) return { from, to }
  return occurredAt - from <= LONGEST_WINDOW
    ? { from, to: from + LONGEST_WINDOW }
    : { from: to - LONGEST_WINDOW, to }
}
