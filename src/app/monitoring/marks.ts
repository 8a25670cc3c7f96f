import type { Instant, Interval } from '../../domain/interval.ts'
import type { Reason } from '../../monitoring/reconcile.ts'
import { HELD_MS } from './trails.ts'

const HOUR = 3_600_000
/** Stretches of one wearer this close are looked at as one. */
const CLOSE_MS = 6 * HOUR
/** A longer one is looked at in parts: an import may bring years. */
const LONGEST_MS = 72 * HOUR

/** Why a wearer has to be looked at, and of when. */
export interface Mark {
  /** In order, apart from one another, none too long for one look. */
  readonly stretches: readonly Interval[]
  readonly reason: Reason
  /** When the last of the data came. */
  readonly arrivedAt: Instant | undefined
  /** Since when it waits. */
  readonly since: Instant
  /** What was noted in the records of it. */
  readonly noteIds: readonly number[]
}

/** Wearers who wait to be looked at, in the order in which they came to wait. */
export class Marks {
  readonly #marks = new Map<string, Mark>()

  get size(): number {
    return this.#marks.size
  }

  /** Since when the longest waits. */
  get oldest(): Instant | undefined {
    let oldest: Instant | undefined
    for (const { since } of this.#marks.values()) {
      if (oldest === undefined || since < oldest) oldest = since
    }
    return oldest
  }

  /** @param now of the last hours everything is held, and what is true now is wanted: a stretch of them reaches to now. */
  add(
    deviceWearerId: string,
    { from, to }: Interval,
    now: Instant,
    {
      reason = 'data',
      arrivedAt,
      since = now,
      noteIds = [],
    }: Partial<Omit<Mark, 'stretches'>> = {},
  ): void {
    const end = to > now - HELD_MS ? Math.max(to, now) : to
    this.#put(deviceWearerId, {
      stretches: [{ from, to: end }],
      reason,
      arrivedAt,
      since,
      noteIds,
    })
  }

  /** Takes the first stretch of so many wearers; what else waits of them goes on waiting, and their notes with it. */
  take(most: number): [string, Mark][] {
    const taken: [string, Mark][] = []
    for (const [id, mark] of [...this.#marks].slice(0, most)) {
      this.#marks.delete(id)
      const [first, ...others] = mark.stretches
      if (first === undefined) continue
      if (others.length > 0) this.#put(id, { ...mark, stretches: others })
      taken.push([
        id,
        { ...mark, stretches: [first], noteIds: others.length > 0 ? [] : mark.noteIds },
      ])
    }
    return taken
  }

  /** Puts back what could not be looked at, beside what came meanwhile. */
  putBack(taken: readonly [string, Mark][]): void {
    for (const [id, mark] of taken) this.#put(id, mark)
  }

  #put(id: string, mark: Mark): void {
    const before = this.#marks.get(id)
    const arrived = [before?.arrivedAt, mark.arrivedAt].filter((at) => at !== undefined)
    this.#marks.set(id, {
      stretches: together([...(before?.stretches ?? []), ...mark.stretches]),
      reason: graver(before?.reason ?? 'data', mark.reason),
      arrivedAt: arrived.length > 0 ? Math.max(...arrived) : undefined,
      since: Math.min(before?.since ?? Infinity, mark.since),
      noteIds: [...(before?.noteIds ?? []), ...mark.noteIds],
    })
  }
}

function together(stretches: readonly Interval[]): Interval[] {
  const merged: { from: Instant; to: Instant }[] = []
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    const isOne = last && from - last.to <= CLOSE_MS && to - last.from <= LONGEST_MS
    if (isOne) last.to = Math.max(last.to, to)
    else
      for (let at = from; at <= to; at += LONGEST_MS + 1)
        merged.push({ from: at, to: Math.min(to, at + LONGEST_MS) })
  }
  return merged
}

const order: readonly Reason[] = ['data', 'late-data', 'rule-changed', 'erased']

function graver(a: Reason, b: Reason): Reason {
  return order.indexOf(a) >= order.indexOf(b) ? a : b
}
