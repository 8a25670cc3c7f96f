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
  const { start, part, pair } = pairsOfCrimes(parts, from, next)
  for (let crime = from; crime < next; crime++) {
    const matches: Match[] = []
    for (let at = start[crime - from]!; at < start[crime - from + 1]!; at++) {
      const wearer = deviceWearerIds[parts[part[at]!]!.wearers[pair[at]!]!]!
      matches.push(readers[part[at]!]!.match(pair[at]!, crimes[crime]!, wearer))
    }
    yield matches.sort(byStrength)
  }
}

/** Where each crime's pairs were weighed: part and pair, from `start[crime]` on. */
function pairsOfCrimes(parts: readonly WeighedPairs[], from: number, next: number) {
  const start = new Uint32Array(next - from + 1)
  for (const { crimes } of parts) for (const crime of crimes) start[crime - from + 1]!++
  for (let crime = 0; crime < next - from; crime++) start[crime + 1]! += start[crime]!
  const free = start.slice()
  const part = new Uint32Array(start[next - from]!)
  const pair = new Uint32Array(part.length)
  for (const [number, { crimes }] of parts.entries()) {
    for (let i = 0; i < crimes.length; i++) {
      const at = free[crimes[i]! - from]!++
      part[at] = number
      pair[at] = i
    }
  }
  return { start, part, pair }
}
