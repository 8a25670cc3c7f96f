import type { Verdict } from './evidence-summary.ts'

/** What police are told of a person they named and a crime. */
export type ExclusionAnswer = 'ruled_out' | 'not_ruled_out' | 'no_data'

/**
 * How strongly a record speaks is not told to police, only whether it rules the person out. Nobody to weigh and
 * nothing to weigh are one answer, so that asking does not tell who wears a tag.
 */
export function exclusionAnswer(verdict: Verdict | undefined): ExclusionAnswer {
  if (verdict === 'supports_absence') return 'ruled_out'
  return verdict === undefined || verdict === 'no_data' ? 'no_data' : 'not_ruled_out'
}

const words: Readonly<Record<ExclusionAnswer, readonly [label: string, meaning: string]>> = {
  ruled_out: [
    'Ruled out',
    'The location record of a device fitted to the person rules their presence out: at the time of the crime the device was elsewhere, too far away to have come and gone in between.',
  ],
  not_ruled_out: [
    'Not ruled out',
    'The location record does not rule the person’s presence out. That is all it says: it is no sign that the person was there.',
  ],
  no_data: [
    'No data',
    'There is no location record that could answer the question. It may be that the person was not monitored, that no record may lawfully be used, or that there is none of the time. Which of these it is is not said, and none of them says where the person was.',
  ],
}

export function exclusionLabel(answer: ExclusionAnswer): string {
  return words[answer][0]
}

/** The answer as a sentence that a court can read. */
export function exclusionMeaning(answer: ExclusionAnswer): string {
  return words[answer][1]
}

/** The least of a record that shows why it rules presence out: distances and times, and no place. */
export interface ExclusionFacts {
  readonly windowCoverage: number
  readonly positionsInWindow: number
  readonly longestGapMinutes: number
  /** Metres a second that nobody is taken to exceed. */
  readonly topSpeed: number
  /**
   * How far from the crime's place a trail must have kept, and any single position of it: the same distance
   * where answers before method 0.3.0 do not say.
   */
  readonly marginMetres: number
  readonly positionMarginMetres?: number
  readonly algorithmVersion: string
  /** How often validation said absence of somebody who was there, by kind of town, as it was published then. */
  readonly saidAbsentWrongly: {
    readonly date: string
    readonly algorithmVersion: string
    readonly modes: readonly {
      readonly name: string
      readonly wrong: number
      readonly of: number
    }[]
  }
  readonly positions: readonly ExclusionPosition[]
}

export interface ExclusionPosition {
  readonly which: string
  readonly at: number
  readonly metres: number
  readonly accuracyMetres: number | undefined
  readonly mechanism: string
}
