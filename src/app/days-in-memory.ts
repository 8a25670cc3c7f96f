import { createHash } from 'node:crypto'
import { type ClosedWindow, touches } from '../domain/interval.ts'
import type { LawfulInterval, LawfulIntervals } from '../domain/lawful-intervals.ts'
import { arrangePositions } from '../matching/arrange-positions.ts'
import { PositionIndex } from '../matching/position-index.ts'
import type { ArrangedDay } from '../matching/trails-across-days.ts'
import type { PositionArchive } from '../store/positions/position-archive.ts'
import {
  type TouchedDays,
  touchedByIntervals,
  touchedByLimits,
  touchedByPositions,
} from '../store/positions/touched-days.ts'

export const DAY = 86_400_000

/** Bytes a position takes while its day is filled: columns, index, and what sorting needs for a while. */
const BYTES_A_POSITION = 40

/** How much memory days may take where nothing else is said: three of 10,000 tags. */
export const DEFAULT_DAYS_BYTES = 2 ** 31

/** A day (its first instant, UTC) and how many rows the archive has of it, as {@link PositionArchive.days} says. */
export interface ArchivedDay {
  readonly day: number
  readonly rows: number
}

interface Kept extends ArrangedDay {
  /** The lawful intervals it was read through. */
  readonly lawfulKey: string
  readonly bytes: number
}

/**
 * Days of lawful positions as columns, within a budget of memory; the least recently used go first. A
 * day is filled through lawful intervals, and read again when those are others. What arrives or is
 * erased through {@link archive} drops the days it touches; nothing may be changed beside it.
 */
export class DaysInMemory {
  /** The archive, watched. */
  readonly archive: PositionArchive
  readonly #archive: PositionArchive
  readonly #budgetBytes: number
  /** Least recently used first. */
  readonly #kept = new Map<number, Kept>()
  /** Counts what happened to the archive, so that a day read meanwhile is not kept. */
  #changes = 0
  /** Days of changes that failed: an engine may finish one later than it was waited for. */
  readonly #unsure: TouchedDays[] = []
  #turn: Promise<unknown> = Promise.resolve()

  constructor(archive: PositionArchive, budgetBytes: number) {
    this.#archive = archive
    this.#budgetBytes = budgetBytes
    this.archive = watched(archive, (touched, done) => {
      this.#changes++
      for (const day of this.#kept.keys()) if (touched(day)) this.#kept.delete(day)
      if (!done) this.#unsure.push(touched)
    })
  }

  /** Another number once anything arrived or was erased. */
  get changes(): number {
    return this.#changes
  }

  /** Whether all of these days are in memory, so that {@link take} reads nothing. */
  holds(days: readonly ArchivedDay[], lawful: LawfulIntervals): boolean {
    return days.every(({ day }) => this.#find(day, lawful) !== undefined)
  }

  /**
   * All of these days, filled from the archive where they are not in memory; `undefined` where they do
   * not fit the budget together. One call is served at a time, so that the budget holds.
   */
  take(days: readonly ArchivedDay[], lawful: LawfulIntervals): Promise<ArrangedDay[] | undefined> {
    const taken = this.#turn.then(() => this.#take(days, lawful))
    this.#turn = taken.catch(() => undefined)
    return taken
  }

  async #take(
    days: readonly ArchivedDay[],
    lawful: LawfulIntervals,
  ): Promise<ArrangedDay[] | undefined> {
    const needed = days.reduce((sum, { rows }) => sum + rows * BYTES_A_POSITION, 0)
    if (needed > this.#budgetBytes) return undefined
    this.#makeRoom(needed, new Set(days.map(({ day }) => day)))
    const taken: ArrangedDay[] = []
    for (const { day } of days) {
      const changes = this.#changes
      const found = this.#find(day, lawful)
      this.#kept.delete(day)
      const kept = found ?? (await this.#read(day, lawful))
      const sure = changes === this.#changes && !this.#unsure.some((touched) => touched(day))
      if (sure) this.#kept.set(day, kept)
      taken.push(kept)
    }
    return taken
  }

  #find(day: number, lawful: LawfulIntervals): Kept | undefined {
    const kept = this.#kept.get(day)
    return kept?.lawfulKey === lawfulKey(day, intervalsOn(day, lawful)) ? kept : undefined
  }

  async #read(day: number, lawful: LawfulIntervals): Promise<Kept> {
    const intervals = intervalsOn(day, lawful)
    const within = { from: day, to: day + DAY }
    const arranged = arrangePositions(await this.#archive.read(intervals, within))
    // Each takes a tenth of a second of a thousand tags; others may go first in between.
    await new Promise((resolve) => setImmediate(resolve))
    const index = new PositionIndex(arranged.positions)
    const bytes = arranged.positions.length * BYTES_A_POSITION
    return { arranged, index, bytes, lawfulKey: lawfulKey(day, intervals) }
  }

  /** Drops days that are not needed now until `needed` bytes fit beside those that stay. */
  #makeRoom(needed: number, neededDays: ReadonlySet<number>): void {
    const others = [...this.#kept].filter(([day]) => !neededDays.has(day))
    let held = others.reduce((sum, [, { bytes }]) => sum + bytes, 0)
    for (const [day, { bytes }] of others) {
      if (held + needed <= this.#budgetBytes) return
      this.#kept.delete(day)
      held -= bytes
    }
  }
}

/** An archive that tells which days a change touched, whether it was done or failed half-way. */
function watched(
  archive: PositionArchive,
  changed: (touched: TouchedDays, done: boolean) => void,
): PositionArchive {
  const telling = async <T>(work: Promise<T>, touched: TouchedDays): Promise<T> => {
    let done = false
    try {
      const result = await work
      done = true
      return result
    } finally {
      changed(touched, done)
    }
  }
  return {
    migrate: () => archive.migrate(),
    append: (positions) => telling(archive.append(positions), touchedByPositions(positions)),
    read: (intervals, within) => archive.read(intervals, within),
    readDetails: (intervals, within) => archive.readDetails(intervals, within),
    readNear: (intervals, crimes) => archive.readNear(intervals, crimes),
    devicesHeard: (within) => archive.devicesHeard(within),
    days: () => archive.days(),
    dayStates: () => archive.dayStates(),
    count: (intervals, within) => archive.count(intervals, within),
    countLawful: (intervals) => archive.countLawful(intervals),
    countByHour: (intervals, within) => archive.countByHour(intervals, within),
    countConflicts: (within, arrivedFrom) => archive.countConflicts(within, arrivedFrom),
    arrivals: (within, arrivedFrom) => archive.arrivals(within, arrivedFrom),
    erase: (intervals) => telling(archive.erase(intervals), touchedByIntervals(intervals)),
    eraseOutside: (intervals, limits) =>
      telling(archive.eraseOutside(intervals, limits), touchedByLimits(limits)),
    countOutside: (intervals, limits) => archive.countOutside(intervals, limits),
    dayKnots: (day, key, tie) => archive.dayKnots(day, key, tie),
    sizes: () => archive.sizes(),
    close: () => archive.close(),
  }
}

export function dayOf(instant: number): number {
  return Math.floor(instant / DAY) * DAY
}

export function intervalsOn(day: number, lawful: LawfulIntervals): LawfulInterval[] {
  return intervalsIn(lawful, lawful.deviceWearerIds, { from: day, to: day + DAY - 1 })
}

/** The lawful intervals of these wearers that touch a window. */
export function intervalsIn(
  lawful: LawfulIntervals,
  wearers: readonly string[],
  window: ClosedWindow,
): LawfulInterval[] {
  return wearers.flatMap((id) =>
    lawful.ofWearer(id).filter((interval) => touches(interval, window)),
  )
}

/** Equal where the same devices may be read at the same instants of the day, as the same wearers'. */
export function lawfulKey(day: number, intervals: readonly LawfulInterval[]): string {
  const parts = intervals.map(({ deviceId, deviceWearerId, from, to }) => [
    deviceId,
    deviceWearerId,
    Math.max(from, day),
    Math.min(to, day + DAY),
  ])
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
