import type { CrimeVersion } from '../domain/crime.ts'
import { accuracyAt, capturedAt, deviceIdAt, mechanismAt } from '../domain/held-positions.ts'
import type { ClosedWindow } from '../domain/interval.ts'
import type { LawfulIntervals } from '../domain/lawful-intervals.ts'
import { type PositionColumns, PositionColumnsBuilder } from '../domain/position-columns.ts'
import type { ArrangedPositions } from './arrange-positions.ts'
import { Candidates, type PairsMode } from './candidates.ts'
import type { MatchingParameters } from './parameters.ts'
import type { PositionIndex } from './position-index.ts'
import { trailInWindow } from './trail-in-window.ts'

/** The positions of a day, ready to be compared. */
export interface ArrangedDay {
  readonly arranged: ArrangedPositions
  readonly index: PositionIndex
}

/**
 * The trails, in a window that spans days, of everyone whose pairs with any of the crimes are to be
 * told: a matcher over them tells the same as one over all positions of the days. Who was near is
 * found a day at a time, each telling of its part of a crime's window.
 *
 * @param days every day with positions that any of the crimes' padded windows touches.
 * @param window holds all of those windows.
 * @returns columns for `arrangePositions`; a position of two wearers may be there twice.
 */
export function trailsAcrossDays(
  days: readonly ArrangedDay[],
  lawful: LawfulIntervals,
  crimes: readonly CrimeVersion[],
  window: ClosedWindow,
  parameters: MatchingParameters,
  pairs: PairsMode,
): PositionColumns {
  const wearers = new Set(pairs === 'all' ? lawful.deviceWearerIds : [])
  if (pairs !== 'all') {
    for (const { arranged, index } of days) {
      const candidates = new Candidates(arranged, lawful, parameters, index)
      for (const crime of crimes) {
        for (const deviceWearerId of candidates.of(crime, pairs)) wearers.add(deviceWearerId)
      }
    }
  }
  const trails = new PositionColumnsBuilder()
  const device = numbering(trails.deviceIds)
  const mechanism = numbering(trails.mechanisms)
  for (const { arranged } of days) {
    const { positions } = arranged
    const numbers = new Map(positions.deviceIds.map((id, number) => [id, number]))
    for (const wearer of wearers) {
      const intervals = lawful.ofWearer(wearer)
      for (const row of trailInWindow(arranged, intervals, window, (id) => numbers.get(id))) {
        trails.add(
          device(deviceIdAt(positions, row)),
          capturedAt(positions, row),
          positions.latitude[row]!,
          positions.longitude[row]!,
          accuracyAt(positions, row),
          mechanism(mechanismAt(positions, row)),
        )
      }
    }
  }
  return trails.build()
}

/** Numbers texts in the order they are first seen, and lists them in `texts`. */
function numbering(texts: string[]): (text: string) => number {
  const numbers = new Map<string, number>()
  return (text) => {
    const known = numbers.get(text)
    if (known !== undefined) return known
    numbers.set(text, texts.length)
    return texts.push(text) - 1
  }
}
