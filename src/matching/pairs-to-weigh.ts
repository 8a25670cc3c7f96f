import type { CrimeVersion } from '../domain/crime.ts'
import type { InPieces } from '../domain/in-pieces.ts'
import type { Candidates, PairsMode } from './candidates.ts'

/** Numbers of crimes and wearers, a pair at each index, in whatever order they are to be weighed. */
export interface PairsToWeigh {
  readonly crimes: Uint32Array
  readonly wearers: Uint32Array
}

/**
 * Lists whom to compare with crimes, wearer by wearer and of each by the time of the crime: what was worked out of a
 * wearer serves all their pairs, and is at hand. Pauses after each crime.
 *
 * @param wearerNumbers of every wearer id.
 * @param from the first crime; as many are taken as have `most` pairs together, one at least.
 * @param listed told after each crime how many pairs there are.
 * @returns with the number of the first crime that was not taken.
 */
export function* listPairs(
  candidates: Candidates,
  crimes: readonly CrimeVersion[],
  mode: PairsMode,
  wearerNumbers: ReadonlyMap<string, number>,
  from: number,
  most: number,
  listed: (pairs: number) => void = () => undefined,
): InPieces<PairsToWeigh & { readonly next: number }> {
  const near: number[][] = []
  let length = 0
  let next = from
  for (; next < crimes.length && length < most; next++) {
    const ofCrime = Array.from(candidates.of(crimes[next]!, mode), (id) => wearerNumbers.get(id)!)
    near.push(ofCrime)
    length += ofCrime.length
    listed(length)
    yield
  }
  const start = new Uint32Array(wearerNumbers.size + 1)
  for (const ofCrime of near) for (const wearer of ofCrime) start[wearer + 1]!++
  for (let wearer = 0; wearer < wearerNumbers.size; wearer++) start[wearer + 1]! += start[wearer]!
  const pairs = { crimes: new Uint32Array(length), wearers: new Uint32Array(length), next }
  const begins = (of: number) => crimes[from + of]!.window.from
  for (const of of [...near.keys()].sort((a, b) => begins(a) - begins(b) || a - b)) {
    for (const wearer of near[of]!) {
      const at = start[wearer]!++
      pairs.crimes[at] = from + of
      pairs.wearers[at] = wearer
    }
  }
  return pairs
}

/** The pairs in parts of about so many, each wearer's in one. */
export function partsOf({ crimes, wearers }: PairsToWeigh, about: number): PairsToWeigh[] {
  const parts: PairsToWeigh[] = []
  for (let from = 0, to = 0; from < wearers.length; from = to) {
    to = Math.min(from + about, wearers.length)
    while (to < wearers.length && wearers[to] === wearers[to - 1]) to++
    parts.push({ crimes: crimes.slice(from, to), wearers: wearers.slice(from, to) })
  }
  return parts
}
