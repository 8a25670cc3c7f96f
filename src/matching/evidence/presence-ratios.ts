/** Ratios of presence to ordinary business, each a sum over shares of the window. */
export interface PresenceRatios {
  /** The share of the window of which positions tell. */
  readonly knownShare: number
  /** Over that share: against the wearer's own other days and everybody's. */
  readonly own: number
  /** Over that share: against everybody else alone. */
  readonly population: number
  /** Over the rest: the chance that the scene could have been reached; all of it where nothing is known. */
  readonly possible: number
  /** The chance that the place is a haunt no other day tells of. */
  readonly unseen: number
}
