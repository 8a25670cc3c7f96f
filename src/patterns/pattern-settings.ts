/** What is believed of positions and of people when it is asked where somebody stayed. */
export interface PatternSettings {
  /** Whoever is within so many metres of the middle of a stay is still there. */
  readonly stayMetres: number
  /** So many standard deviations of a position off the middle are no more than its error. */
  readonly sigmas: number
  /** Shorter is no stay. */
  readonly leastStayMinutes: number
  /** Back at the same place after so long and never further than `strayMetres`: never gone. */
  readonly strayMinutes: number
  readonly strayMetres: number
  /** Nothing heard for so long between two positions at one place is still the stay; for longer it is not known. */
  readonly bridgeMinutes: number
  /** By how much quoted circles are too small, by mechanism; `''` is any other. */
  readonly inflation: Readonly<Record<string, number>>
  /** Standard deviations where no radius is quoted, in metres. */
  readonly unquotedMetres: Readonly<Record<string, number>>
  /** A shorter way is no journey. */
  readonly tripMetres: number
  /** Home is where so many nights at least were spent, each known for so many minutes; a circle of so many metres. */
  readonly leastNights: number
  readonly nightMinutes: number
  readonly homeMetres: number
  /** An error is forgotten with this time: positions so close together are not so many witnesses. */
  readonly errorMinutes: Readonly<Record<string, number>>
}

/**
 * `stayMetres`, `sigmas`, `inflation` and the stray ones were chosen on towns of `bench/patterns.js` with seeds 1 and 2; the figures in
 * docs/patterns.md are of others.
 */
export const defaultPatternSettings: PatternSettings = {
  stayMetres: 65,
  sigmas: 4,
  leastStayMinutes: 5,
  strayMinutes: 10,
  strayMetres: 200,
  bridgeMinutes: 30,
  tripMetres: 250,
  leastNights: 3,
  nightMinutes: 120,
  homeMetres: 50,
  inflation: { LBS: 1.7, WIFI: 2, RF: 1, '': 1.5 },
  unquotedMetres: { RF: 15, LBS: 800, WIFI: 60, '': 30 },
  errorMinutes: { LBS: 120, '': 25 },
}
