import type { Verdict } from './evidence-summary.ts'

/** What a run came to for one police force, exactly: for nobody's eyes before {@link publishable}. */
export interface ForceFigures {
  /** Its identifier; empty where batches did not say. */
  readonly policeForce: string
  /** Rows of its batches, and those that were accepted. */
  readonly rowsReceived: number
  readonly rowsAccepted: number
  /** Crimes in their newest version; those of them with someone in radius. */
  readonly crimesCompared: number
  readonly crimesInRadius: number
  /** Pairs of crime and wearer. */
  readonly pairs: Readonly<Record<Verdict, number>>
}

/** In the order people read them. */
export const verdicts = [
  'supports_presence',
  'inconclusive',
  'supports_absence',
  'no_data',
] as const satisfies readonly Verdict[]
