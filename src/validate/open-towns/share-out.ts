import type { Random } from '../../simulate/random.ts'

/**
 * Shares `count` offences out to wearers and days: for each wearer the days they offend on,
 * ascending, none twice. Some wearers offend far more than others.
 */
export function shareOut(count: number, wearers: number, days: number, random: Random): number[][] {
  if (count > wearers * days) {
    throw new RangeError(`Cannot plant ${count} offences: at most ${wearers * days}, one a day`)
  }
  const keenness = Array.from({ length: wearers }, () => random.lognormal(1, 0.8))
  const taken = keenness.map(() => new Set<number>())
  for (let left = count; left > 0; ) {
    const free = keenness.map((keen, wearer) => ((taken[wearer]?.size ?? 0) < days ? keen : 0))
    const mine = taken[random.weighted(free)]
    const day = random.whole(days)
    if (mine === undefined || mine.has(day)) continue
    mine.add(day)
    left -= 1
  }
  return taken.map((mine) => [...mine].sort((a, b) => a - b))
}
