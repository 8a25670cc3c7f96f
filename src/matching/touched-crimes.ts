import type { CrimeVersion } from '../domain/crime.ts'
import { type ClosedWindow, type Interval, touches } from '../domain/interval.ts'
import type { LawfulIntervals } from '../domain/lawful-intervals.ts'
import { bridgedWindow, type Candidates, type PairsMode } from './candidates.ts'
import type { MatchingParameters } from './parameters.ts'
import { paddedWindow } from './proximity.ts'

/** A stretch of a device's trail that is not what it was; `deviceWearerId` where it may be another's than is lawful now. */
interface Stretch extends Interval {
  readonly deviceId: string
  readonly deviceWearerId?: string | undefined
}

/** A crime whose needed window some changed stretches overlap: by wearer, the first of them that does. */
export interface ReachedCrime<C, S> {
  readonly of: C
  readonly stretchOf: ReadonlyMap<string, S>
}

/** What matching one crime reads of a trail: its padded window, and a bridge's length either side. */
export function neededWindow(
  crime: Pick<CrimeVersion, 'window'>,
  parameters: MatchingParameters,
): ClosedWindow {
  return bridgedWindow(paddedWindow(crime.window, parameters.padMinutes), parameters)
}

/**
 * The crimes that changed stretches of trails overlap in time, each with the wearers whose trails these are: now, or
 * before where the stretch says so. Whether they came near is {@link touchedBy}'s question.
 */
export function reachedCrimes<
  C extends { readonly crime: Pick<CrimeVersion, 'window'> },
  S extends Stretch,
>(
  crimes: readonly C[],
  stretches: readonly S[],
  lawful: LawfulIntervals,
  parameters: MatchingParameters,
): ReachedCrime<C, S>[] {
  const needs = crimes
    .map((of) => ({ of, window: neededWindow(of.crime, parameters) }))
    .sort((a, b) => a.window.from - b.window.from)
  const longest = Math.max(0, ...needs.map(({ window }) => window.to - window.from))
  const reached = new Map<C, Map<string, S>>()
  for (const stretch of stretches) {
    const wearers = wearersOf(stretch, lawful)
    if (wearers.size === 0) continue
    for (let at = firstFrom(needs, stretch.from - longest); at < needs.length; at++) {
      const { of, window } = needs[at]!
      if (window.from >= stretch.to) break
      if (!touches(stretch, window)) continue
      const stretchOf = reached.get(of) ?? new Map<string, S>()
      reached.set(of, stretchOf)
      for (const wearer of wearers) if (!stretchOf.has(wearer)) stretchOf.set(wearer, stretch)
    }
  }
  return [...reached].map(([of, stretchOf]) => ({ of, stretchOf }))
}

/**
 * Of the wearers whose trails changed, the first who makes a crime worth comparing again: who stands paired with it, or
 * has a position within the gate of the pairs told. Of any other nothing was said and nothing would be.
 *
 * @param standing who stands paired with the crime.
 * @param candidates over the lawful positions of all these wearers within the gate of the crime.
 * @returns the stretch of that wearer's trail; `undefined` where the crime is not touched.
 */
export function touchedBy<S>(
  crime: CrimeVersion,
  stretchOf: ReadonlyMap<string, S>,
  standing: readonly string[],
  candidates: Candidates,
  pairs: PairsMode,
): S | undefined {
  for (const wearer of standing) {
    const stretch = stretchOf.get(wearer)
    if (stretch) return stretch
  }
  for (const wearer of candidates.of(crime, pairs)) {
    const stretch = stretchOf.get(wearer)
    if (stretch) return stretch
  }
  return undefined
}

function wearersOf(stretch: Stretch, lawful: LawfulIntervals): Set<string> {
  const wearers = new Set<string>()
  if (stretch.deviceWearerId !== undefined) wearers.add(stretch.deviceWearerId)
  for (const { deviceWearerId, from, to } of lawful.ofDevice(stretch.deviceId)) {
    if (from < stretch.to && stretch.from < to) wearers.add(deviceWearerId)
  }
  return wearers
}

/** The first window that begins at an instant or later. */
function firstFrom(needs: readonly { readonly window: ClosedWindow }[], from: number): number {
  let low = 0
  let high = needs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (needs[middle]!.window.from < from) low = middle + 1
    else high = middle
  }
  return low
}
