import type { CrimeType } from '../domain/crime-types.ts'

/** How crimes of a type are spread over the day and the town, and how well police know of them. */
export interface CrimeProfile {
  readonly type: CrimeType
  /** Its share of all crimes. */
  readonly weight: number
  /** Weight of each two hours of the London day, from midnight. */
  readonly hours: readonly number[]
  /** How often it happens in a busy centre. */
  readonly central: number
  /** How often the window is an instant, minutes, hours. */
  readonly window: readonly [number, number, number]
  /** How often the reported place is right to 10 m, to 40 m, to 150 m. */
  readonly placing: readonly [number, number, number]
  /** Median minutes from the end of the window to the report. */
  readonly reportMinutes: number
}

export const crimeProfiles: readonly CrimeProfile[] = [
  {
    type: 'TFMV',
    weight: 27,
    hours: [9, 11, 8, 3, 2, 2, 3, 3, 4, 6, 8, 9],
    central: 0.15,
    window: [0.04, 0.16, 0.8],
    placing: [0.55, 0.3, 0.15],
    reportMinutes: 240,
  },
  {
    type: 'BIAD',
    weight: 20,
    hours: [5, 7, 4, 3, 5, 7, 7, 8, 7, 8, 7, 5],
    central: 0.05,
    window: [0.03, 0.22, 0.75],
    placing: [0.75, 0.2, 0.05],
    reportMinutes: 100,
  },
  {
    type: 'TFP',
    weight: 16,
    hours: [8, 5, 1, 1, 2, 5, 8, 8, 8, 7, 8, 9],
    central: 0.7,
    window: [0.35, 0.55, 0.1],
    placing: [0.45, 0.35, 0.2],
    reportMinutes: 90,
  },
  {
    type: 'TOMV',
    weight: 14,
    hours: [9, 11, 8, 4, 2, 2, 2, 3, 4, 6, 8, 9],
    central: 0.1,
    window: [0.05, 0.15, 0.8],
    placing: [0.65, 0.25, 0.1],
    reportMinutes: 180,
  },
  {
    type: 'BOTD',
    weight: 11,
    hours: [10, 13, 10, 4, 2, 1, 1, 2, 3, 4, 6, 8],
    central: 0.35,
    window: [0.05, 0.2, 0.75],
    placing: [0.7, 0.2, 0.1],
    reportMinutes: 150,
  },
  {
    type: 'RB',
    weight: 10,
    hours: [8, 6, 2, 1, 2, 2, 3, 6, 8, 8, 9, 10],
    central: 0.5,
    window: [0.5, 0.48, 0.02],
    placing: [0.55, 0.35, 0.1],
    reportMinutes: 25,
  },
  {
    type: 'AB',
    weight: 2,
    hours: [8, 7, 3, 1, 1, 2, 2, 3, 4, 6, 8, 9],
    central: 0.05,
    window: [0.3, 0.6, 0.1],
    placing: [0.85, 0.12, 0.03],
    reportMinutes: 20,
  },
]

/** The bounds in metres of the classes of `placing`; the last only where a town's style asks for it. */
export const placingMetres = [10, 40, 150, 300] as const
