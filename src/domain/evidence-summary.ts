/** What the evidence says of presence; never of guilt. */
export type Verdict = 'supports_presence' | 'inconclusive' | 'supports_absence' | 'no_data'

/** What a trail says for and against a wearer's presence at a crime, as runs keep and tell it. */
export interface EvidenceSummary {
  /** The share of the window during which the wearer's whereabouts are known. */
  readonly windowCoverage: number
  /** log10 of the likelihood ratio for presence against the wearer's ordinary business. */
  readonly log10Lr: number
  /** The same against everybody else's ordinary business. */
  readonly log10LrPopulation: number
  /** On how many of the comparable other days the wearer was as near the scene for as long. */
  readonly coincidenceDays: number
  readonly comparableDays: number
  readonly verdict: Verdict
}
