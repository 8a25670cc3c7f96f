import type { CrimeVersion } from '../domain/crime.ts'
import { byStrength, type Match } from './match-crimes.ts'
import { type PackedMatches, PackedMatchReader } from './packed-matches.ts'
import type { PairsToWeigh } from './pairs-to-weigh.ts'

/** Pairs that were weighed together, and what was found of each. */
export interface WeighedPairs extends PairsToWeigh {
  readonly found: PackedMatches
}

/**
 * What was found wearer by wearer, put together crime by crime: each crime's matches, the strongest evidence of presence
 * first, then by wearer.
 *
 * @param from the first crime that was weighed; `next` the first that was not.
 */
export function* matchesByCrime(
  parts: readonly WeighedPairs[],
  crimes: readonly CrimeVersion[],
  deviceWearerIds: readonly string[],
  from: number,
  next: number,
): Generator<Match[]> {
  const readers = parts.map(({ found }) => new PackedMatchReader(found))
  const places: { readonly part: number; readonly pair: number }[][] = []
  for (let crime = from; crime < next; crime++) places.push([])
  for (const [part, { crimes }] of parts.entries()) {
    for (let pair = 0; pair < crimes.length; pair++)
      places[crimes[pair]! - from]!.push({ part, pair })
  }
  for (let crime = from; crime < next; crime++) {
    const matches = places[crime - from]!.map(({ part, pair }) => {
      const wearer = deviceWearerIds[parts[part]!.wearers[pair]!]!
      return readers[part]!.match(pair, crimes[crime]!, wearer)
    })
    yield matches.sort(byStrength)
  }
}
