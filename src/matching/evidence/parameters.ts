import type { CrimeType } from '../../domain/crime-types.ts'
import type { Calibration } from './calibration.ts'
import { fittedCalibration, fittedInnocentExceedance } from './fitted-calibration.ts'

/** How far a reported place is from the true one: normal with these deviations, in these shares. */
interface PlaceError {
  readonly sigmaMetres: readonly number[]
  readonly shares: Readonly<Record<CrimeType, readonly number[]>>
}

/**
 * All that decides what the evidence weighs, as a stored set with an id, so that an old run can be
 * repeated. What is measured on a run's own positions (the errors of circles, where people stop) is
 * stored beside it.
 */
export interface EvidenceParameters {
  readonly id: string
  readonly placeError: PlaceError
  /** How often an offence shows in the trail as moving, as a brief stop, a short and a long one. */
  readonly seenAs: readonly [moving: number, brief: number, short: number, long: number]
  /**
   * Of what is seen moving, an offence looks so half as often at such a speed, and less the faster; never less than such a
   * share, as some snatch what they take on the move.
   */
  readonly passing: { readonly metresASecond: number; readonly least: number }
  /**
   * What to expect of the wearer is their own other days' density to the power of what is left of this, times everybody's
   * to the power of this: four weeks tell less surely than they seem to.
   */
  readonly populationPower: number
  /** To the ratio against the wearer's own other days is added, up to this, how far it would come half way to everybody's. */
  readonly populationBound: number
  /** The wearer's other days count so many days before and after; further ones are not read (history-days.ts). */
  readonly historyDays: number
  /**
   * A call at a scene close to a stay may leave no trace in it: how often where the scene is in its
   * middle, and the deviation in metres with which that wanes.
   */
  readonly hiddenInStay: { readonly share: number; readonly metres: number }
  /** Positions at most this far apart in time bound a stretch whose whereabouts are known. Minutes. */
  readonly bridgeMinutes: number
  /** The share of a position's errors that are three times the deviation. */
  readonly tailShare: number
  /** Speeds over gaps: the median and the deviation of its logarithm. Metres a second. */
  readonly gapSpeed: { readonly median: number; readonly spread: number }
  /** How often the record itself is wrong (clock, place, tag not worn), so that no ratio is zero. */
  readonly recordError: number
  /** Nobody is taken to have travelled faster. Metres a second. */
  readonly topSpeed: number
  /**
   * Absence is not claimed of a trail that came so near. Metres. Fewer than one in 1,700 reported places is
   * as wrong by `placeError`: the vaguest 3 in 100 of them, one time in 50.
   */
  readonly absenceMarginMetres: number
  /** Nor of any single position that came so near, though a stay's other positions tell that it erred. Metres. */
  readonly absencePositionMetres: number
  /** log10 LR from which presence is supported, and to which absence may be. */
  readonly presenceFrom: number
  readonly absenceTo: number
  /** log10 LR = intercept + slope x score, with a slope each for what speaks for, against, and strongly for. */
  readonly calibration: Calibration
  /**
   * How often innocent pairs of the validation's towns had at least such a log10 LR, in order. Empty:
   * the bound that holds for any calibrated ratio is used instead, 10^-log10LR.
   */
  readonly innocentExceedance: readonly (readonly [log10Lr: number, share: number])[]
}

export const defaultEvidence: EvidenceParameters = {
  id: 'E2',
  placeError: {
    sigmaMetres: [6, 22, 80, 160],
    shares: {
      TFMV: [0.56, 0.28, 0.13, 0.03],
      BIAD: [0.7, 0.2, 0.08, 0.02],
      TFP: [0.48, 0.32, 0.17, 0.03],
      TOMV: [0.62, 0.24, 0.11, 0.03],
      BOTD: [0.66, 0.22, 0.1, 0.02],
      RB: [0.55, 0.31, 0.11, 0.03],
      AB: [0.74, 0.17, 0.07, 0.02],
    },
  },
  seenAs: [0.1, 0.25, 0.55, 0.1],
  passing: { metresASecond: 3, least: 0.15 },
  populationPower: 0.25,
  populationBound: 10,
  hiddenInStay: { share: 0.4, metres: 40 },
  historyDays: 28,
  bridgeMinutes: 5,
  tailShare: 0.05,
  gapSpeed: { median: 3, spread: 0.9 },
  recordError: 0.0005,
  topSpeed: 31,
  absenceMarginMetres: 450,
  absencePositionMetres: 300,
  presenceFrom: 2,
  absenceTo: -2,
  calibration: fittedCalibration,
  innocentExceedance: fittedInnocentExceedance,
}
