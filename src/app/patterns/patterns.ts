import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Actor } from '../../domain/actor.ts'
import { type Instant, intersect } from '../../domain/interval.ts'
import { supervisionIntervals } from '../../domain/lawful-intervals.ts'
import { londonLocal } from '../../domain/london-local.ts'
import type { People } from '../../domain/people.ts'
import { deletionsMark, keepHeardUntil } from '../../store/records/monitoring-records.ts'
import {
  daysToMake,
  dropTakenDays,
  noteDays,
  OLDEST_DAY_MS,
  takeDays,
} from '../../store/records/pattern-notes.ts'
import {
  arePatternsBegun,
  daysWithin,
  keptDays,
  replaceDays,
  replaceSigns,
} from '../../store/records/pattern-records.ts'
import { loadPeople } from '../../store/records/stored-people.ts'
import { keepEvent } from '../asker.ts'
import type { DataFolder } from '../data-folder.ts'
import { inBreaths } from '../in-breaths.ts'
import { HOME_REACH_MS, makeDays, signsOfDays } from './make-days.ts'
import type { PatternOptions } from './pattern-options.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
/** Positions come every minute; a day is made again no sooner than this after it was made. */
const MADE_AGAIN_MS = 10 * 60_000
/** Wearers of one look; the next begins at once where there are more. */
const TOGETHER = 10
/** Days of one wearer made together, the newest first. */
const MOST_DAYS = 60
/** Days whose signs are said again when any of the days before them changes. */
const SIGN_DAYS = 7
/** An event names so many wearers; of more it says everyone. */
const MOST_NAMED = 100

export interface PatternsOptions extends PatternOptions {
  readonly now: () => Instant
}

/** Makes days until nothing waits. */
export class Patterns {
  readonly #folder: DataFolder
  readonly #options: PatternsOptions
  #begun = false
  #told: Instant = Number.NEGATIVE_INFINITY
  #wearers = new Set<string>()
  #days = 0

  constructor(folder: DataFolder, options: PatternsOptions) {
    this.#folder = folder
    this.#options = options
  }

  /** Makes what waits of some wearers. @returns whether there was anything. */
  async look(signal?: AbortSignal): Promise<boolean> {
    const { records } = this.#folder
    const now = this.#options.now()
    if (!this.#begun) await this.#begin(now)
    const due = await daysToMake(records, { now, madeBefore: now - MADE_AGAIN_MS, limit: TOGETHER })
    if (due.size === 0) return false
    // Before anything is read that they are made of.
    for (const [id, days] of due) await takeDays(records, id, days)
    const people = await loadPeople(records)
    const breath = inBreaths()
    for (const [id, days] of due) {
      if (signal?.aborted) return false
      await this.#make(people, id, days.slice(-MOST_DAYS), breath)
    }
    return true
  }

  /** Tells the audit what was made since it was told last. */
  async close(): Promise<void> {
    if (this.#days > 0) await this.#tell(this.#options.now())
  }

  /** A folder from before days were made: all that its archive has waits. */
  async #begin(now: Instant): Promise<void> {
    const { records, archive } = this.#folder
    if (!(await arePatternsBegun(records))) {
      const people = await loadPeople(records)
      const lawful = supervisionIntervals(people)
      const held = (await archive.days()).filter(
        ({ day }) => day <= now && day > now - OLDEST_DAY_MS,
      )
      const days = lawful.deviceWearerIds.flatMap((deviceWearerId) =>
        held.flatMap(({ day }) => {
          const isLawful = lawful
            .ofWearer(deviceWearerId)
            .some((one) => intersect(one, { from: day, to: day + DAY }))
          return isLawful ? [{ deviceWearerId, day: new Date(day).toISOString().slice(0, 10) }] : []
        }),
      )
      await records.transaction((transaction) => noteDays(transaction, days))
    }
    this.#begun = true
  }

  async #make(
    people: People,
    deviceWearerId: string,
    wanted: readonly string[],
    breath: () => Promise<void>,
  ): Promise<void> {
    const { records, archive } = this.#folder
    const now = this.#options.now()
    const erasures = await deletionsMark(records)
    const [first = '', last = first] = [wanted[0], wanted.at(-1)]
    const reach = Math.max(HOME_REACH_MS, (this.#options.signs.historyDays + SIGN_DAYS) * DAY)
    const kept = await keptDays(
      records,
      deviceWearerId,
      daysWithin({ from: Date.parse(first) - reach, to: Date.parse(last) + reach }),
    )
    const making = { people, deviceWearerId, kept, now, options: this.#options, breath }
    const made = await makeDays(archive, wanted, making)
    const summaries = [
      ...kept.filter(({ day }) => !made.days.includes(day)),
      ...made.summaries,
    ].sort((a, b) => (a.day < b.day ? -1 : 1))
    // What is long ago bears on none of the last days, and of these nothing was read then.
    const bears = now - Date.parse(last) < reach - SIGN_DAYS * DAY
    const said = new Set([...made.days, ...(bears ? lastDays(now) : [])])
    const signs = signsOfDays(said, summaries, making)
    const isKept = await records.transaction(async (transaction) => {
      // Erasures wait for it, and are seen after it: nothing is kept of what was erased meanwhile.
      await keepHeardUntil(transaction, undefined)
      if ((await deletionsMark(transaction)) !== erasures) return false
      await replaceDays(transaction, deviceWearerId, made.days, made.summaries, now)
      await replaceSigns(transaction, deviceWearerId, [...said], signs, now)
      await dropTakenDays(transaction, deviceWearerId, wanted)
      return true
    })
    if (!isKept || made.summaries.length === 0) return
    this.#wearers.add(deviceWearerId)
    this.#days += made.summaries.length
    if (now - this.#told >= HOUR) await this.#tell(now)
  }

  async #tell(now: Instant): Promise<void> {
    const { records } = this.#folder
    await keepEvent(
      records,
      { actor: patternsActor() },
      {
        action: 'combine',
        what: 'patterns of days',
        subjects: this.#wearers.size > MOST_NAMED ? 'everyone' : [...this.#wearers],
        count: this.#days,
        details: { wearers: this.#wearers.size, days: this.#days },
      },
    )
    this.#told = now
    this.#wearers = new Set()
    this.#days = 0
  }
}

function lastDays(now: Instant): string[] {
  const today = Date.parse(londonLocal(now).date)
  return Array.from({ length: SIGN_DAYS }, (_, i) =>
    new Date(today - i * DAY).toISOString().slice(0, 10),
  )
}

/** Nobody asks for it: the platform does it by itself. */
function patternsActor(): Actor {
  return {
    kind: 'operator',
    username: 'Whereabouts patterns',
    role: 'operator',
    permissions: new Set(),
    from: hostname(),
    correlationId: randomUUID(),
  }
}
