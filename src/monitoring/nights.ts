import { type Interval, intersect, subtract, union } from '../domain/interval.ts'
import { londonLocal } from '../domain/london-local.ts'
import { type Occurrence, occurrenceOn, occurrencesOf } from '../domain/weekly-hours.ts'
import type { CurfewRule, Place } from './rule.ts'

/** One stretch of curfew hours as people think of it. */
export interface Night extends Interval {
  /** The London date it begins on. */
  readonly date: string
  /** The parts of it in which somebody has to be at one of some places: in order, without what was authorised or is not monitored. */
  readonly required: readonly (Interval & { readonly places: readonly Place[] })[]
}

const LONGEST = 26 * 3_600_000

/**
 * Every night that shares an instant with `within`, whole: the weekly hours, or those of the day of release. Hours until
 * midnight and hours from midnight are one night, whole days are nights of their own, and no instant is in two.
 */
export function nightsOf(rule: CurfewRule, within: Interval): Night[] {
  const known = laidOut.get(rule)
  const isIn = known && known.from <= within.from && within.to <= known.to
  return (isIn ? known.nights : layOut(rule, within)).filter((night) => intersect(night, within))
}

/** Nights of a rule as they were laid out last: it is asked about the same days again and again, and clocks are slow to read. */
const laidOut = new WeakMap<CurfewRule, Interval & { readonly nights: readonly Night[] }>()

function layOut(rule: CurfewRule, within: Interval): readonly Night[] {
  const [from, to] = [within.from - LONGEST, within.to + LONGEST]
  const hours = hoursOf(rule, { from: from - 2 * LONGEST, to: to + LONGEST })
  const nights = withoutOverlap(joinedAtMidnight(hours))
    .filter((night) => intersect(night, { from, to }))
    .map((night) => ({ ...night, required: requiredOf(rule, night, hours) }))
  laidOut.set(rule, { from, to, nights })
  return nights
}

type Hours = Occurrence & { readonly zoneIds: readonly string[] }

function hoursOf({ terms }: CurfewRule, within: Interval): Hours[] {
  const { hours, releaseDay } = terms
  const weekly = hours.flatMap((row) =>
    occurrencesOf(row, within).map((each) => ({ ...each, zoneIds: row.zoneIds ?? [] })),
  )
  if (releaseDay === undefined) return weekly
  const release = occurrenceOn(releaseDay.date, releaseDay)
  return [
    ...weekly.filter(({ date }) => date !== releaseDay.date),
    ...(release ? [{ ...release, zoneIds: releaseDay.zoneIds ?? [] }] : []),
  ]
}

function joinedAtMidnight(hours: readonly Hours[]): Occurrence[] {
  const isMidnight = (instant: number) => londonLocal(instant).time === '00:00'
  const morningFrom = new Map(
    hours.filter(({ from, to }) => isMidnight(from) && !isMidnight(to)).map((m) => [m.from, m.to]),
  )
  const evenings = new Set(hours.map(({ to }) => to))
  return hours
    .filter(({ from, to }) => !(morningFrom.get(from) === to && evenings.has(from)))
    .map(({ date, from, to }) => ({ date, from, to: morningFrom.get(to) ?? to }))
}

function withoutOverlap(nights: readonly Occurrence[]): Occurrence[] {
  let taken = Number.NEGATIVE_INFINITY
  return nights
    .toSorted((a, b) => a.from - b.from || b.to - a.to)
    .flatMap((night) => {
      const from = Math.max(night.from, taken)
      taken = Math.max(taken, night.to)
      return from < night.to ? [{ ...night, from }] : []
    })
}

function requiredOf(rule: CurfewRule, night: Interval, hours: readonly Hours[]) {
  const monitored = rule.within.flatMap((stretch) => intersect(stretch, night) ?? [])
  const stretches = subtract(monitored, rule.absences)
  const edges = new Set(
    [...hours, ...rule.places.map(({ valid }) => valid)].flatMap(({ from, to }) => [from, to]),
  )
  return stretches.flatMap((stretch) => {
    const cuts = [...edges].filter((edge) => stretch.from < edge && edge < stretch.to)
    const marks = [stretch.from, ...cuts.sort((a, b) => a - b), stretch.to]
    const parts: (Interval & { places: readonly Place[] })[] = []
    for (const [index, from] of marks.slice(0, -1).entries()) {
      const to = marks[index + 1] ?? from
      const named = new Set(
        hours.filter((each) => intersect(each, { from, to })).flatMap(({ zoneIds }) => zoneIds),
      )
      const places = rule.places.filter(
        ({ zoneId, valid }) => named.has(zoneId) && intersect(valid, { from, to }),
      )
      const last = parts.at(-1)
      const isSame = last?.to === from && samePlaces(last.places, places)
      if (last && isSame) parts[parts.length - 1] = { ...last, to }
      else if (places.length > 0) parts.push({ from, to, places })
    }
    return parts
  })
}

function samePlaces(a: readonly Place[], b: readonly Place[]): boolean {
  return a.length === b.length && a.every((place, index) => place === b[index])
}

/** The parts of a night that follow one another without a break, as one. */
export function unbroken(night: Night): Interval[] {
  return union(night.required)
}
