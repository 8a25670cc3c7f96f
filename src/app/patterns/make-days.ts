import { type Instant, type Interval, intersect } from '../../domain/interval.ts'
import { supervisionIntervals } from '../../domain/lawful-intervals.ts'
import type { People } from '../../domain/people.ts'
import type { TrailPosition } from '../../patterns/day-pattern.ts'
import { type DaySummary, summaryOf } from '../../patterns/day-summary.ts'
import { type Home, homeByOrder } from '../../patterns/home.ts'
import { inferHome } from '../../patterns/infer-home.ts'
import { legsOf } from '../../patterns/legs.ts'
import { type PatternDay, patternDay } from '../../patterns/pattern-day.ts'
import { type Sign, signsOfDay } from '../../patterns/signs.ts'
import type { PositionArchive } from '../../store/positions/position-archive.ts'
import { AROUND_DAY_MS } from '../../store/records/pattern-notes.ts'
import { movementsOf } from '../read-movements.ts'
import { hasCurfew } from './has-curfew.ts'
import type { PatternOptions } from './pattern-options.ts'

const DAY = 86_400_000
/** Days further apart are read apart. */
const TOGETHER_MS = 7 * DAY
/** At most so many days are read at once, so that nobody waits long for it. */
const MOST_DAYS = 8
/** Home is where the nights of so many days before and after are. */
export const HOME_REACH_MS = 28 * DAY

/** One wearer, and what is kept of their days: those that are made may stand on others. */
export interface MakingDays {
  readonly people: Pick<People, 'deviceActivations' | 'monitoringOrders' | 'zones'>
  readonly deviceWearerId: string
  readonly kept: readonly DaySummary[]
  readonly now: Instant
  readonly options: PatternOptions
  readonly breath: () => Promise<void>
}

/**
 * Makes some days of a wearer anew from their lawful positions (activation x order x trail condition). A day without any has no
 * summary. Where home is found that was not known, days that are kept without one are made again too.
 *
 * @param days dates, in any order.
 * @returns the days that were made, with the summaries of those that have one.
 */
export async function makeDays(
  archive: PositionArchive,
  days: readonly string[],
  making: MakingDays,
): Promise<{ readonly days: readonly string[]; readonly summaries: readonly DaySummary[] }> {
  const made = await readDays(archive, days, making)
  const others = making.kept.filter(({ day }) => !days.includes(day))
  // Stays are the same whatever home is.
  const nights = [...others, ...made.map(({ summary }) => summary)].map((summary) => ({
    day: patternDay(summary.day),
    stays: summary.stays,
  }))
  const homeOf = (day: PatternDay): Home | undefined => {
    const near = nights.filter((one) => Math.abs(one.day.from - day.from) <= HOME_REACH_MS)
    return (
      homeByOrder(making.people, making.deviceWearerId, day) ??
      inferHome(near, making.options.settings)
    )
  }
  const homeless = others.filter(({ home, day }) => !home && homeOf(patternDay(day)))
  const again = await readDays(
    archive,
    homeless.map(({ day }) => day),
    making,
  )
  return {
    days: [...days, ...homeless.map(({ day }) => day)],
    summaries: [...made, ...again].map((one) => one.summaryAt(homeOf(patternDay(one.summary.day)))),
  }
}

/** What is unusual of some days of a wearer, of whom these summaries are all that is kept. */
export function signsOfDays(
  days: ReadonlySet<string>,
  summaries: readonly DaySummary[],
  { people, deviceWearerId, now, options }: Omit<MakingDays, 'kept' | 'breath'>,
): Sign[] {
  return summaries.flatMap((summary) => {
    if (!days.has(summary.day)) return []
    const day = patternDay(summary.day)
    const about = {
      isOver: day.to <= now,
      hasCurfew: hasCurfew(people.monitoringOrders, deviceWearerId, day),
    }
    return signsOfDay(summary, summaries, about, options.signs)
  })
}

interface ReadDay {
  /** Without a home. */
  readonly summary: DaySummary
  readonly summaryAt: (home: Home | undefined) => DaySummary
}

async function readDays(
  archive: PositionArchive,
  days: readonly string[],
  { people, deviceWearerId, now, options, breath }: MakingDays,
): Promise<ReadDay[]> {
  const lawful = supervisionIntervals(people).ofWearer(deviceWearerId)
  const until = lawful.flatMap((one) => intersect(one, { from: -Infinity, to: now }) ?? [])
  const wanted = [...new Set(days)].sort().map(patternDay)
  const read: ReadDay[] = []
  for (const group of together(wanted.filter((day) => lawful.some((one) => intersect(one, day))))) {
    const [first, last] = [group[0], group.at(-1)]
    if (!first || !last) continue
    const trail = movementsOf(await archive.read(lawful, around({ from: first.from, to: last.to })))
    for (const day of group) {
      const near = captured(trail, around(day))
      await breath()
      if (captured(near, day).length === 0) continue
      const legs = legsOf(near, options.settings)
      const summaryAt = (home: Home | undefined) =>
        summaryOf(day, until, near, legs, home, options.settings)
      read.push({ summary: summaryAt(undefined), summaryAt })
    }
  }
  return read
}

/** Days in order, those near to each other as one. */
function together(days: readonly PatternDay[]): PatternDay[][] {
  const groups: PatternDay[][] = []
  for (const day of days) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group && last && day.from - last.to <= TOGETHER_MS && group.length < MOST_DAYS) {
      group.push(day)
    } else groups.push([day])
  }
  return groups
}

function around({ from, to }: Interval): Interval {
  return { from: from - AROUND_DAY_MS, to: to + AROUND_DAY_MS }
}

/** The positions of a trail in order that were captured within. */
function captured<T extends TrailPosition>(trail: readonly T[], { from, to }: Interval): T[] {
  const first = trail.findIndex(({ capturedAt }) => capturedAt >= from)
  const end = trail.findIndex(({ capturedAt }) => capturedAt >= to)
  return first < 0 ? [] : trail.slice(first, end < 0 ? trail.length : end)
}
