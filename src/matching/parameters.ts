import { GAP_MINUTES } from '../domain/gap.ts'
import { defaultEvidence, type EvidenceParameters } from './evidence/parameters.ts'

/** The version of the matching method; any change of what it answers changes it. */
export const ALGORITHM = '0.5.0'

/** All that decides what a match is. Stored with every run. */
export interface MatchingParameters {
  /** A position at most this far from the crime, on the ellipsoid, is in radius. Metres. */
  readonly radiusMetres: number
  /** Added to both ends of every crime's window. Minutes. */
  readonly padMinutes: number
  /**
   * The gate: a pair with a lawful position at most this far away, in the window or for the bridge's
   * length either side, is near and weighed. Wider than the radius, as places and positions err. Metres.
   */
  readonly nearMetres: number
  /** A longer gap between two positions ends a visit. Minutes. */
  readonly visitGapMinutes: number
  /** A position overlaps when at least this share of its confidence circle is inside the crime's. */
  readonly overlapShare: number
  readonly evidence: EvidenceParameters
}

export const defaultParameters: MatchingParameters = {
  radiusMetres: 100,
  padMinutes: 0,
  nearMetres: 500,
  visitGapMinutes: GAP_MINUTES,
  overlapShare: 0.5,
  evidence: defaultEvidence,
}
