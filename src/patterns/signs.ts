import type { Instant } from '../domain/interval.ts'
import type { DaySummary, HomeMinutes } from './day-summary.ts'
import { isPlaced, isSamePlace, type Visit } from './places.ts'
import type { SignSettings } from './sign-settings.ts'
import { usualOf } from './usual.ts'

export type SignKind =
  | 'less-time-at-home'
  | 'far-from-home'
  | 'many-journeys'
  | 'new-place'
  | 'away-overnight'

/**
 * Something unusual of a person's day against their own days before. The number, the usual and the threshold are in the unit of the
 * kind: a share of the day's known time from 0 to 1; kilometres; a count; minutes; minutes.
 */
export interface Sign {
  readonly kind: SignKind
  /** The London day it is of. */
  readonly day: string
  readonly number: number
  readonly usual: number
  /** From where on it is told: for less time at home that much or less, for all others that much or more. */
  readonly threshold: number
  /** How many days before it was held against. */
  readonly historyDays: number
  /** From 0 to 1: how sure the positions are of it. */
  readonly certainty: number
  /** Where it is of one stay or one instant; degrees. */
  readonly from?: Instant | undefined
  readonly to?: Instant | undefined
  readonly latitude?: number | undefined
  readonly longitude?: number | undefined
}

const MINUTE = 60_000
/** Circles are said to hold the truth so often. */
const CIRCLE_CERTAINTY = 0.95
/** Numbers this far from the usual are unusual also of somebody whose days differ much. */
const SPREADS = 2
/** A stay that is less sure names no new place. */
const SURE_PLACE = 0.7
/** What is more likely not so is not told. */
const LEAST_SURE = 0.5
/** Half a night of six hours. */
const KNOWN_NIGHT_MINUTES = 180

/** What a day is held against, and what may be asked of it. */
interface Against {
  readonly day: DaySummary
  /** Days before that are known well enough. */
  readonly history: readonly DaySummary[]
  /** All days before, for where somebody has been. */
  readonly before: readonly DaySummary[]
  /** A day that is not over has too few minutes at home, and says nothing of them yet. */
  readonly isOver: boolean
  readonly hasCurfew: boolean
  readonly settings: SignSettings
}

/**
 * What is unusual of a day. Without enough days before, nothing is; time of which nothing is known is neither at home nor away, and
 * makes no sign.
 *
 * @param before summaries of the days before it that are kept, in any order; those further back than the settings say do not count.
 */
export function signsOfDay(
  day: DaySummary,
  before: readonly DaySummary[],
  { isOver, hasCurfew }: { readonly isOver: boolean; readonly hasCurfew: boolean },
  settings: SignSettings,
): readonly Sign[] {
  const start = Date.parse(day.day)
  const recent = before.filter((one) => {
    const days = (start - Date.parse(one.day)) / (1440 * MINUTE)
    return days > 0 && days <= settings.historyDays
  })
  const history = recent.filter(({ knownMinutes }) => knownMinutes >= settings.knownHours * 60)
  if (history.length < settings.leastHistoryDays) return []
  const against = { day, history, before: recent, isOver, hasCurfew, settings }
  return [
    ...lessTimeAtHome(against),
    ...farFromHome(against),
    ...manyJourneys(against),
    ...newPlaces(against),
    ...awayOvernight(against),
  ].filter(({ certainty }) => certainty >= LEAST_SURE)
}

function lessTimeAtHome({ day, history, isOver, settings }: Against): Sign[] {
  const days = history.filter(isKnownAtHome)
  const share = shareAtHome(day.minutes)
  const isKnown = isKnownAtHome(day) && day.knownMinutes >= settings.knownHours * 60
  if (!isOver || !isKnown || share === undefined || !isEnough(days, settings)) return []
  const { median, spread } = usualOf(days.map(({ minutes }) => shareAtHome(minutes) ?? 0))
  const threshold = median - Math.max(settings.lessAtHomePoints / 100, SPREADS * spread)
  if (threshold < 0 || share > threshold) return []
  const { home, away, notKnown } = day.minutes
  // Had all that is not known been at home, it may not be true.
  const worst = (home + notKnown) / (home + away + notKnown)
  const certain = worst <= threshold ? 1 : (home + away) / (home + away + notKnown)
  return [sign('less-time-at-home', day, days, share, median, threshold, certain * sure(day))]
}

function farFromHome({ day, history, settings }: Against): Sign[] {
  const days = history.filter(({ farthest }) => farthest)
  if (!day.farthest || !isEnough(days, settings)) return []
  const { median, spread, high } = usualOf(days.map((one) => one.farthest?.leastKilometres ?? 0))
  const threshold = Math.max(settings.farKilometres, high + spread)
  const { at, leastKilometres: number } = day.farthest
  if (number < threshold) return []
  const certainty = CIRCLE_CERTAINTY * sure(day)
  return [{ ...sign('far-from-home', day, days, number, median, threshold, certainty), from: at }]
}

function manyJourneys({ day, history, settings }: Against): Sign[] {
  const count = ({ trips }: DaySummary): number =>
    trips.filter(({ from, to }) => to - from <= settings.shortJourneyMinutes * MINUTE).length
  const { median, spread } = usualOf(history.map(count))
  const threshold = Math.ceil(median + Math.max(settings.moreJourneys, SPREADS * spread))
  const number = count(day)
  if (number < threshold) return []
  // Stays that may be no more than errors make journeys that are none.
  const certainty = day.stays.reduce((sum, one) => sum + one.certainty, 0) / day.stays.length
  return [sign('many-journeys', day, history, number, median, threshold, certainty)]
}

/** One sign of a day: of the place where somebody was longest. */
function newPlaces({ day, history, before, settings }: Against): Sign[] {
  const [longest] = newPlacesOf(day, before, settings.newPlaceMinutes)
  if (!longest) return []
  const { from, to, latitude, longitude, certainty } = longest
  const number = (to - from) / MINUTE
  const told = sign('new-place', day, history, number, 0, settings.newPlaceMinutes, certainty)
  return [{ ...told, from, to, latitude, longitude }]
}

/** Stays of a day, so many minutes long at least, where none of the days before has a stay; the longest first. */
export function newPlacesOf(
  day: DaySummary,
  before: readonly DaySummary[],
  leastMinutes: number,
): readonly Visit[] {
  const known = before.flatMap(({ stays }) => stays)
  return day.stays
    .filter(
      (stay) =>
        stay.to - stay.from >= leastMinutes * MINUTE &&
        isPlaced(stay) &&
        stay.certainty >= SURE_PLACE &&
        stay.at !== 'home' &&
        !known.some((one) => isSamePlace(one, stay)),
    )
    .toSorted((a, b) => b.to - b.from - (a.to - a.from))
}

function awayOvernight({ day, history, hasCurfew, settings }: Against): Sign[] {
  const days = history.filter(({ night }) => night.home + night.away >= KNOWN_NIGHT_MINUTES)
  // Of somebody with a curfew the curfew itself tells.
  if (hasCurfew || !day.home || !isEnough(days, settings)) return []
  const { median, spread } = usualOf(days.map(({ night }) => night.away))
  const threshold = median + Math.max(settings.awayOvernightMinutes, SPREADS * spread)
  const number = day.night.away
  if (number < threshold) return []
  return [sign('away-overnight', day, days, number, median, threshold, sure(day))]
}

function sign(
  kind: SignKind,
  { day }: DaySummary,
  history: readonly DaySummary[],
  number: number,
  usual: number,
  threshold: number,
  certainty: number,
): Sign {
  return { kind, day, number, usual, threshold, historyDays: history.length, certainty }
}

function isEnough(days: readonly DaySummary[], { leastHistoryDays }: SignSettings): boolean {
  return days.length >= leastHistoryDays
}

/** Whether it is known of most of what is known whether it was at home. */
function isKnownAtHome({ minutes, knownMinutes }: DaySummary): boolean {
  return minutes.home + minutes.away >= 0.8 * knownMinutes && knownMinutes > 0
}

/** Of the time that is known. */
function shareAtHome({ home, away }: HomeMinutes): number | undefined {
  return home + away > 0 ? home / (home + away) : undefined
}

function sure({ home }: DaySummary): number {
  return home?.certainty ?? 0
}
