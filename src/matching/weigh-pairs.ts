import type { CrimeVersion } from '../domain/crime.ts'
import type { InPieces } from '../domain/in-pieces.ts'
import type { Matcher } from './match-crimes.ts'
import { MatchPacker, type PackedMatches } from './packed-matches.ts'
import type { PairsToWeigh } from './pairs-to-weigh.ts'

/**
 * Weighs pairs in the order given, with a pause after each. What was worked out of a wearer is forgotten with the last of
 * their pairs.
 *
 * @param crimes and wearers, by their numbers.
 */
export function* weighPairs(
  matcher: Matcher,
  pairs: PairsToWeigh,
  crimes: readonly CrimeVersion[],
  deviceWearerIds: readonly string[],
): InPieces<PackedMatches> {
  const packer = new MatchPacker()
  const { length } = pairs.wearers
  for (let pair = 0; pair < length; pair++) {
    const deviceWearerId = deviceWearerIds[pairs.wearers[pair]!]!
    packer.add(matcher.pair(crimes[pairs.crimes[pair]!]!, deviceWearerId))
    if (pairs.wearers[pair] !== pairs.wearers[pair + 1]) matcher.forget(deviceWearerId)
    yield
  }
  return packer.packed()
}
