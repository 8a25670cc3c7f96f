import type { Instant, Interval } from '../domain/interval.ts'
import type { Area } from '../geo/area.ts'
import type { Observation, StateSpan } from './finding.ts'
import { type PresenceSettings, presenceSettings } from './presence-settings.ts'
import { sigmaOf, type Witnesses, witnesses } from './witness.ts'

/** A stretch in which somebody was inside any of some areas, outside all of them, or nobody can say. */
export interface PresenceSpan extends StateSpan {
  /** From 0 to 1, at its surest; 0 where unknown. */
  readonly certainty: number
  /** The first and last position that say so; absent where unknown. */
  readonly positions: readonly [Observation, Observation] | undefined
}

/** Says where somebody was with regard to areas: spans in order that cover all of `within`. */
export type Presence = (
  areas: readonly Area[],
  observations: readonly Observation[],
  within: Interval,
) => readonly PresenceSpan[]

/** A position that tells, and the time around it of which nothing else need be known. */
interface Told extends Interval {
  readonly state: 'inside' | 'outside'
  readonly certainty: number
  readonly of: Observation
}

const MINUTE = 60_000
const SECOND = 1000
/** So many deviations a position may be off when it is asked how soon somebody could have been elsewhere. */
const MARGIN_SIGMAS = 6

/**
 * Where somebody was with regard to areas, of every instant of `within`. The order of the positions is of no account, nor is what
 * comes twice; those outside `within` say what they say of its edges.
 *
 * Being inside or outside is a Markov chain in continuous time that positions give witness of; what it was at each of them is
 * what all of them say, before and after (forward-backward: Rabiner 1989, Proc. IEEE 77:257). A position of which it
 * is less than `sure` counts as none. One that is sure stands until another says otherwise, for `holdMinutes` or for as long as
 * nobody could have crossed the boundary; a longer gap is filled where both its ends say the same and it is at most
 * `bridgeMinutes`, or too short to go there and come back. Everything else is unknown.
 */
export function presence(
  areas: readonly Area[],
  observations: readonly Observation[],
  within: Interval,
  settings: PresenceSettings = presenceSettings,
): readonly PresenceSpan[] {
  const seen = inOrder(observations)
  const inside = chanceInside(seen, witnesses(areas, seen, settings), settings)
  const told: Told[] = []
  for (const [index, of] of seen.entries()) {
    const chance = inside[index] ?? 0.5
    const certainty = Math.max(chance, 1 - chance)
    if (certainty < settings.sure) continue
    const hold = settings.holdMinutes * MINUTE
    const reach = reachMs(areas, of, settings)
    const state = chance > 0.5 ? 'inside' : 'outside'
    const from = of.capturedAt - (reach > hold ? reach : 0)
    told.push({ state, certainty, of, from, to: of.capturedAt + Math.max(hold, reach) })
  }
  return spansOf(told, within, settings.bridgeMinutes * MINUTE)
}

/** The probability of being inside at each position, given all of them. */
function chanceInside(
  seen: readonly Observation[],
  { said, stayed }: Witnesses,
  { minutesBetweenCrossings }: PresenceSettings,
): Float64Array {
  const chances = new Float64Array(said.length)
  const crossed = (index: number): number => {
    const ms = (seen[index]?.capturedAt ?? 0) - (seen[index - 1]?.capturedAt ?? 0)
    // Whoever is measured at the same place again has hardly crossed anything.
    const moving = (ms / MINUTE) * (1 - (stayed[index] ?? 0))
    return (1 - Math.exp((-2 * moving) / minutesBetweenCrossings)) / 2
  }
  let chance = 0.5
  for (let i = 0; i < said.length; i++) {
    if (i > 0) chance = moved(chance, crossed(i))
    chance = weighed(chance, said[i] ?? 0)
    chances[i] = chance
  }
  // What comes after, as the chance it alone would give.
  let after = 0.5
  for (let i = said.length - 1; i >= 0; i--) {
    if (i < said.length - 1) after = moved(weighed(after, said[i + 1] ?? 0), crossed(i + 1))
    chances[i] = weighed(chances[i] ?? 0.5, Math.log(after / (1 - after)))
  }
  return chances
}

function moved(chance: number, crossed: number): number {
  return chance + crossed * (1 - 2 * chance)
}

function weighed(chance: number, logRatio: number): number {
  const odds = (chance / (1 - chance)) * Math.exp(logRatio)
  // Short of certainty, which nothing could ever speak against.
  return Math.min(1 - 1e-12, Math.max(1e-12, odds / (1 + odds)))
}

/** For how long around a position nobody could have been on the other side of a boundary. */
function reachMs(areas: readonly Area[], of: Observation, settings: PresenceSettings): number {
  let depth = Number.NEGATIVE_INFINITY
  for (const area of areas) depth = Math.max(depth, area.depthMetres(of.longitude, of.latitude))
  const metres = Math.abs(depth) - MARGIN_SIGMAS * sigmaOf(of, settings)
  return metres > 0 ? Math.round((metres / settings.metresPerSecond) * SECOND) : 0
}

function spansOf(told: readonly Told[], within: Interval, bridgeMs: number): PresenceSpan[] {
  const spans: PresenceSpan[] = []
  let at = within.from
  for (const { stay, next } of staysOf(told, bridgeMs)) {
    const from = Math.max(
      at,
      least(stay, (one) => one.from),
    )
    const stands = -least(stay, (one) => -one.to)
    const to = Math.min(within.to, stands, next?.of.capturedAt ?? Infinity)
    if (from >= to) continue
    if (from > at) spans.push(unknown(at, from))
    const { state } = stay[0]
    const certainty = -least(stay, (one) => -one.certainty)
    spans.push({ from, to, state, certainty, positions: endsOf(stay, within) })
    at = to
  }
  if (at < within.to) spans.push(unknown(at, within.to))
  return spans
}

/** Neighbours that say the same with nothing unknown between them. */
function staysOf(
  told: readonly Told[],
  bridgeMs: number,
): { readonly stay: readonly [Told, ...Told[]]; readonly next: Told | undefined }[] {
  const stays: { stay: [Told, ...Told[]]; next: Told | undefined }[] = []
  for (const one of told) {
    const latest = stays.at(-1)
    const before = latest?.stay.at(-1)
    if (latest && before && isOneStay(before, one, bridgeMs)) latest.stay.push(one)
    else {
      if (latest) latest.next = one
      stays.push({ stay: [one], next: undefined })
    }
  }
  return stays
}

function isOneStay(one: Told, next: Told, bridgeMs: number): boolean {
  if (one.state !== next.state) return false
  return next.of.capturedAt - one.of.capturedAt <= bridgeMs || next.from <= one.to
}

/** The first and last position of a stay, of those within where there are any. */
function endsOf(
  stay: readonly [Told, ...Told[]],
  within: Interval,
): readonly [Observation, Observation] {
  const all = stay.map(({ of }) => of)
  const inside = all.filter(({ capturedAt: at }) => at >= within.from && at < within.to)
  const nearest = all.findLast(({ capturedAt }) => capturedAt < within.from) ?? stay[0].of
  return [inside[0] ?? nearest, inside.at(-1) ?? nearest]
}

function unknown(from: Instant, to: Instant): PresenceSpan {
  return { from, to, state: 'unknown', certainty: 0, positions: undefined }
}

function least(stay: readonly Told[], of: (one: Told) => number): number {
  return stay.reduce((least, one) => Math.min(least, of(one)), Infinity)
}

/** Positions by time, each once: what came twice, or in another order, says the same. */
export function inOrder(observations: readonly Observation[]): readonly Observation[] {
  // They mostly are, and are asked about often.
  if (observations.every((one, index) => isAfter(one, observations[index - 1]))) return observations
  const sorted = [...observations].sort(compare)
  return sorted.filter((one, index) => {
    const before = sorted[index - 1]
    return !before || compare(before, one) !== 0
  })
}

function isAfter(one: Observation, before: Observation | undefined): boolean {
  return before === undefined || compare(before, one) < 0
}

function compare(a: Observation, b: Observation): number {
  return (
    a.capturedAt - b.capturedAt ||
    a.latitude - b.latitude ||
    a.longitude - b.longitude ||
    (a.accuracyMetres ?? -1) - (b.accuracyMetres ?? -1) ||
    (a.mechanism < b.mechanism ? -1 : a.mechanism > b.mechanism ? 1 : 0)
  )
}
