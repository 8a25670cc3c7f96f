import type { Instant } from '../../domain/interval.ts'

/** Instants are as fine as this; nothing is due before its own. */
const STEP_MS = 1000

/** What has to be looked at when: each thing once, at the last instant it was given. Nothing looks at everything. */
export class Due {
  readonly #steps = new Map<number, Set<string>>()
  readonly #stepOf = new Map<string, number>()
  #next = Infinity

  /** @param at absent: not at all. */
  set(id: string, at: Instant | undefined): void {
    const before = this.#stepOf.get(id)
    const step = at === undefined ? undefined : Math.ceil(at / STEP_MS)
    if (step === before) return
    if (before !== undefined) this.#leave(before, id)
    if (step === undefined) {
      this.#stepOf.delete(id)
      return
    }
    this.#stepOf.set(id, step)
    const there = this.#steps.get(step)
    if (there) there.add(id)
    else this.#steps.set(step, new Set([id]))
    this.#next = Math.min(this.#next, step)
  }

  /** What is due; it is forgotten. */
  take(now: Instant): string[] {
    const last = Math.floor(now / STEP_MS)
    if (this.#next > last) return []
    const steps = [...this.#steps.keys()].sort((a, b) => a - b)
    const due = steps.filter((step) => step <= last)
    this.#next = steps[due.length] ?? Infinity
    return due.flatMap((step) => {
      const ids = [...(this.#steps.get(step) ?? [])]
      this.#steps.delete(step)
      for (const id of ids) this.#stepOf.delete(id)
      return ids
    })
  }

  #leave(step: number, id: string): void {
    const ids = this.#steps.get(step)
    ids?.delete(id)
    if (ids?.size === 0) this.#steps.delete(step)
  }
}
