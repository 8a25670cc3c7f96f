import type { Instant } from '../domain/interval.ts'

/** After one failure, after two, and after every one from then on. */
const MINUTES = [1, 5, 15] as const

/** When something that failed is tried again: not at once, and later the more often it failed. */
export class TryAgain {
  #failures = 0
  #notBefore: Instant = -Infinity

  isTime(now: Instant): boolean {
    return now >= this.#notBefore
  }

  failed(now: Instant): void {
    const minutes = MINUTES[Math.min(this.#failures, MINUTES.length - 1)] ?? 1
    this.#failures++
    this.#notBefore = now + minutes * 60_000
  }

  /** It was done. */
  done(): void {
    this.#failures = 0
    this.now()
  }

  /** Somebody asks for it: it need not wait, and may fail as often as before. */
  now(): void {
    this.#notBefore = -Infinity
  }
}
